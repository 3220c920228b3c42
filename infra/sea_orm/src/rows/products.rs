use application::StoreError;
use domain::{
    Price, Product, ProductDescription, ProductDetails, ProductId, ProductName, Stock, StoredProduct, Version,
};
use sea_orm::{IntoActiveModel, entity::prelude::*};

use super::{
    RowLocation,
    row::{CachedStatements, Listed, Row, WholeRow},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    /// `None` if there is no currency either.
    pub(crate) price_amount: Option<i64>,
    pub(crate) price_currency: Option<String>,
    /// `None` if the stock is not tracked.
    pub(crate) stock: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const fn location(id: Uuid) -> RowLocation {
    RowLocation { table: "products", id: Some(id) }
}

/// The stock's column.
pub(crate) fn stock_column(id: ProductId, stock: Stock) -> Result<Option<i64>, StoreError> {
    stock.units().map(|units| location(id.as_uuid()).column_of("stock", units)).transpose()
}

impl Row for Product {
    type Table = Entity;
    const ID: Column = Column::Id;
    const CREATED_AT: Column = Column::CreatedAt;
    const VERSION: Column = Column::Version;

    fn to_row(&self) -> Result<ActiveModel, StoreError> {
        let product = self.as_stored();
        let (id, details) = (product.id.as_uuid(), &product.details);
        let price = details.price.map(Price::money);
        let row = Model {
            id,
            name: details.name.to_string(),
            description: details.description.as_ref().map(|text| text.as_str().to_owned()),
            price_amount: price.map(|price| location(id).column_of("price_amount", price.amount)).transpose()?,
            price_currency: price.map(|price| price.currency.to_string()),
            stock: stock_column(product.id, details.stock)?,
            created_at: product.created_at.unix_millis(),
            updated_at: product.updated_at.unix_millis(),
            version: product.version.number().into(),
        };
        Ok(row.into_active_model())
    }
}

impl WholeRow for Product {
    fn from_row(row: Model) -> Result<Self, StoreError> {
        let location = location(row.id);
        let description = row.description.as_deref().map(ProductDescription::parse).transpose();
        let price = location
            .amount_and_currency(["price_amount", "price_currency"], row.price_amount, row.price_currency.as_deref())?
            .map(|(amount, currency)| Price::parse(amount, currency))
            .transpose();
        let stock = row.stock.map(|units| location.amount("stock", units)).transpose()?;
        Ok(Self::from_stored(StoredProduct {
            id: ProductId::new(row.id),
            details: ProductDetails {
                name: ProductName::parse(&row.name).map_err(|error| location.corrupt("name", error))?,
                description: description.map_err(|error| location.corrupt("description", error))?,
                price: price.map_err(|error| location.corrupt("price_amount", error))?,
                stock: stock.map_or(Stock::Untracked, Stock::Units),
            },
            created_at: location.timestamp("created_at", row.created_at)?,
            updated_at: location.timestamp("updated_at", row.updated_at)?,
            version: Version::new(location.number("version", row.version)?),
        }))
    }
}

impl Listed for Product {
    fn cached_statements() -> &'static CachedStatements {
        static STATEMENTS: CachedStatements = CachedStatements::new();
        &STATEMENTS
    }
}
