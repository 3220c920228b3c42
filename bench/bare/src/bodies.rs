use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    moment::{self, Millis},
    store::{Item, ProductRow, SignedIn},
};

#[derive(Serialize)]
pub(crate) struct Money<'a> {
    pub(crate) amount: i64,
    pub(crate) currency: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Product<'a> {
    id: Uuid,
    name: &'a str,
    description: Option<&'a str>,
    price: Option<Money<'a>>,
    stock: Option<i64>,
    create_date: String,
    last_update_date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<'a> {
    pub(crate) products: Vec<Product<'a>>,
    pub(crate) next_token: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct CurrentUser<'a> {
    user: User<'a>,
    session: Session,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    id: Uuid,
    username: &'a str,
    role: &'a str,
    is_active: bool,
    created_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Session {
    id: Uuid,
    created_at: String,
    expires_at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    pub(crate) items: Vec<WantedItem>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct WantedItem {
    pub(crate) product_id: Uuid,
    pub(crate) quantity: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order<'a> {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) items: Vec<OrderItem<'a>>,
    pub(crate) total: Money<'a>,
    pub(crate) status: &'static str,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderItem<'a> {
    product_id: Uuid,
    name: &'a str,
    quantity: u32,
    unit_price: Money<'a>,
}

/// The data of an order's event, with its names in alphabetical order, as the product has them.
#[derive(Serialize)]
pub(crate) struct EventPayload<'a> {
    pub(crate) items: Vec<PayloadItem>,
    pub(crate) total: Money<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PayloadItem {
    product_id: Uuid,
    quantity: u32,
    taken: bool,
    unit_price: i64,
}

impl<'a> From<&'a ProductRow> for Product<'a> {
    fn from(row: &'a ProductRow) -> Self {
        let price = row.price_amount.zip(row.price_currency.as_deref());
        Self {
            id: row.id,
            name: &row.name,
            description: row.description.as_deref(),
            price: price.map(|(amount, currency)| Money { amount, currency }),
            stock: row.stock,
            create_date: moment::text(row.created_at),
            last_update_date: moment::text(row.updated_at),
        }
    }
}

impl<'a> From<&'a SignedIn> for CurrentUser<'a> {
    fn from(row: &'a SignedIn) -> Self {
        Self {
            user: User {
                id: row.user,
                username: &row.username,
                role: &row.role,
                is_active: true,
                created_at: moment::text(row.user_created_at),
            },
            session: Session {
                id: row.session,
                created_at: moment::text(row.created_at),
                expires_at: moment::text(row.expires_at),
            },
        }
    }
}

impl<'a> OrderItem<'a> {
    pub(crate) fn new(item: &'a Item, currency: &'a str) -> Self {
        let unit_price = Money { amount: item.unit_amount, currency };
        Self { product_id: item.product, name: &item.name, quantity: item.quantity, unit_price }
    }
}

impl From<&Item> for PayloadItem {
    fn from(item: &Item) -> Self {
        Self { product_id: item.product, quantity: item.quantity, taken: item.is_taken, unit_price: item.unit_amount }
    }
}

impl<'a> Order<'a> {
    pub(crate) fn placed(id: Uuid, user_id: Uuid, items: &'a [Item], total: Money<'a>, at: Millis) -> Self {
        Self {
            id,
            user_id,
            items: items.iter().map(|item| OrderItem::new(item, total.currency)).collect(),
            total,
            status: "pending",
            created_at: moment::text(at),
            updated_at: moment::text(at),
        }
    }
}
