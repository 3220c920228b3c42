use std::sync::Arc;

use application::{ProductPosition, Products, StoreError};
use async_trait::async_trait;
use domain::{Product, ProductId};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use shaku::Component;

use crate::{
    database::Database,
    errors::{store_error, within_deadline},
    rows::products::{Column, Entity},
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
            by_id(id).one(&reader).await.map_err(store_error)?.map(Product::try_from).transpose()
        })
        .await
    }

    async fn find_all(&self, ids: &[ProductId]) -> Result<Vec<Product>, StoreError> {
        self.read(by_ids(ids)).await
    }

    async fn list(&self, after: Option<ProductPosition>, limit: u16) -> Result<Vec<Product>, StoreError> {
        self.read(behind(after).limit(u64::from(limit))).await
    }
}

impl SeaOrmProducts {
    async fn read(&self, query: Select<Entity>) -> Result<Vec<Product>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let rows = query.all(&reader).await.map_err(store_error)?;
            rows.into_iter().map(Product::try_from).collect()
        })
        .await
    }
}

pub(crate) fn by_id(id: ProductId) -> Select<Entity> {
    Entity::find_by_id(id.as_uuid())
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
