use std::sync::Arc;

use application::{ProductPosition, Products, StoreError};
use async_trait::async_trait;
use domain::{Product, ProductId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select, Statement,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;

use crate::{
    database::Database,
    errors::{store_error, within_deadline},
    kept_text::KeptText,
    rows::products::{Column, Entity, Model},
};

#[derive(Component)]
#[shaku(interface = Products)]
pub(super) struct SeaOrmProducts {
    database: Arc<Database>,
}

#[async_trait]
impl Products for SeaOrmProducts {
    async fn find(&self, id: ProductId) -> Result<Option<Product>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let statement = with_id(id, reader.get_database_backend());
            let found = Model::find_by_statement(statement).one(&reader).await.map_err(store_error)?;
            found.map(Product::try_from).transpose()
        })
        .await
    }

    async fn find_all(&self, ids: &[ProductId]) -> Result<Vec<Product>, StoreError> {
        self.read(|backend| by_ids(ids).build(backend)).await
    }

    async fn list(&self, after: Option<ProductPosition>, limit: u16) -> Result<Vec<Product>, StoreError> {
        self.read(|backend| page(after, limit, backend)).await
    }
}

impl SeaOrmProducts {
    async fn read(&self, statement: impl FnOnce(DbBackend) -> Statement + Send) -> Result<Vec<Product>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let statement = statement(reader.get_database_backend());
            let rows = Model::find_by_statement(statement).all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(Product::try_from).collect()
        })
        .await
    }
}

pub(crate) fn by_id(id: ProductId) -> Select<Entity> {
    Entity::find_by_id(id.as_uuid())
}

/// What [`by_id`] makes, without the making.
pub(crate) fn with_id(id: ProductId, backend: DbBackend) -> Statement {
    static TEXT: KeptText = KeptText::new();
    TEXT.with(backend, [id.as_uuid().into()], |backend| by_id(id).build(backend))
}

pub(crate) fn by_ids(ids: &[ProductId]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.as_uuid())))
}

/// The products behind `after`, in the order of their creation.
pub(crate) fn behind(after: Option<ProductPosition>) -> Select<Entity> {
    let products = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
    let Some(after) = after else { return products };
    let row = Expr::tuple([Expr::col(Column::CreatedAt), Expr::col(Column::Id)]);
    products.filter(row.gt(Expr::tuple([after.created_at.unix_millis().into(), after.id.as_uuid().into()])))
}

/// What [`behind`] makes with a limit, without the making.
pub(crate) fn page(after: Option<ProductPosition>, limit: u16, backend: DbBackend) -> Statement {
    static FIRST: KeptText = KeptText::new();
    static LATER: KeptText = KeptText::new();
    let made = |backend| behind(after).limit(u64::from(limit)).build(backend);
    let limit = u64::from(limit).into();
    match after {
        None => FIRST.with(backend, [limit], made),
        Some(after) => {
            LATER.with(backend, [after.created_at.unix_millis().into(), after.id.as_uuid().into(), limit], made)
        }
    }
}
