use application::{StoreError, UniqueValue};
use domain::{StoredSupplier, Supplier, SupplierDetails, SupplierEmail, SupplierId, SupplierName, Version};
use sea_orm::{IntoActiveModel, entity::prelude::*};

use super::{
    RowLocation,
    row::{CachedStatements, Listed, Row, WholeRow},
};
use crate::errors::Unique;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "suppliers")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) email: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const fn location(id: Uuid) -> RowLocation {
    RowLocation { table: "suppliers", id: Some(id) }
}

impl Row for Supplier {
    type Table = Entity;
    const ID: Column = Column::Id;
    const CREATED_AT: Column = Column::CreatedAt;
    const VERSION: Column = Column::Version;
    const UNIQUE: &'static [Unique] =
        &[Unique { value: UniqueValue::SupplierName, index: "suppliers_name_unique", column: "suppliers.name" }];

    fn to_row(&self) -> Result<ActiveModel, StoreError> {
        let supplier = self.as_stored();
        let (id, details) = (supplier.id.as_uuid(), &supplier.details);
        let row = Model {
            id,
            name: details.name.as_str().to_owned(),
            email: details.email.as_ref().map(|value| value.as_str().to_owned()),
            created_at: supplier.created_at.unix_millis(),
            updated_at: supplier.updated_at.unix_millis(),
            version: supplier.version.number().into(),
        };
        Ok(row.into_active_model())
    }
}

impl WholeRow for Supplier {
    fn from_row(row: Model) -> Result<Self, StoreError> {
        let location = location(row.id);
        Ok(Self::from_stored(StoredSupplier {
            id: SupplierId::new(row.id),
            details: SupplierDetails {
                name: SupplierName::parse(&row.name).map_err(|error| location.corrupt("name", error))?,
                email: row
                    .email
                    .as_deref()
                    .map(SupplierEmail::parse)
                    .transpose()
                    .map_err(|error| location.corrupt("email", error))?,
            },
            created_at: location.timestamp("created_at", row.created_at)?,
            updated_at: location.timestamp("updated_at", row.updated_at)?,
            version: Version::new(location.number("version", row.version)?),
        }))
    }
}

impl Listed for Supplier {
    fn cached_statements() -> &'static CachedStatements {
        static STATEMENTS: CachedStatements = CachedStatements::new();
        &STATEMENTS
    }
}
