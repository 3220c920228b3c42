use application::StoreError;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    Currency, Money, Order, OrderId, OrderItem, Price, ProductName, Quantity, StockClaim, StoredOrder, Version,
};

use super::{Attributes, Fields, Item, UnknownWord, moment, number, text};
use crate::{
    keys::{Key, List},
    stored::{Entry, Listed, Stored},
};

impl Stored for Order {
    fn key(&self) -> Key {
        Key::order(self.id())
    }

    fn attributes(&self) -> Attributes {
        let stored = self.as_stored();
        vec![
            ("id", text(stored.id.to_string())),
            ("user_id", text(stored.user_id.to_string())),
            ("items", AttributeValue::L(stored.items.iter().map(member).collect())),
            // The currency of the total and of every item.
            ("currency", text(stored.total.currency.code())),
            ("total_amount", number(stored.total.amount)),
            ("created_at", moment(stored.created_at)),
            ("status", text(stored.status.as_str())),
            ("updated_at", moment(stored.updated_at)),
            ("version", number(stored.version.number())),
        ]
    }

    fn entries(&self) -> Vec<Entry> {
        let (id, user, created_at) = (self.id(), self.user_id(), self.created_at());
        [Key::order_entry(created_at, id), Key::entry_of_owner(List::ORDERS, user, created_at, id)]
            .map(|key| Entry { key, attributes: filtered_by(self), unique: None })
            .into()
    }

    fn read(item: Item) -> Result<Self, StoreError> {
        let fields = Fields::of("orders", item);
        let currency: Currency = fields.parsed("currency")?;
        let items = fields.members("items", "order_items")?;
        Ok(Self::from_stored(StoredOrder {
            id: fields.id("id")?,
            user_id: fields.id("user_id")?,
            items: items.iter().map(|item| order_item(item, currency)).collect::<Result<_, _>>()?,
            total: Money { amount: fields.number("total_amount")?, currency },
            status: fields.parsed("status")?,
            created_at: fields.moment("created_at")?,
            updated_at: fields.moment("updated_at")?,
            version: Version::new(fields.number("version")?),
        }))
    }
}

impl Listed for Order {
    const LIST: List = List::ORDERS;
    const NAME: &'static str = "order_id";

    fn key_of(id: OrderId) -> Key {
        Key::order(id)
    }
}

/// The attributes of an entry: the id of the order, and the attributes by which lists are filtered.
fn filtered_by(order: &Order) -> Attributes {
    vec![("order_id", text(order.id().to_string())), ("status", text(order.status().as_str()))]
}

fn member(item: &OrderItem) -> AttributeValue {
    let attributes = [
        ("product_id", text(item.product_id.to_string())),
        ("name", text(item.name.as_str())),
        ("quantity", number(item.quantity.units())),
        ("unit_amount", number(item.unit_price.money().amount)),
        ("claim", text(item.claim.as_str())),
    ];
    AttributeValue::M(attributes.map(|(name, value)| (name.to_owned(), value)).into())
}

fn order_item(fields: &Fields, currency: Currency) -> Result<OrderItem, StoreError> {
    let quantity = Quantity::parse(fields.number("quantity")?);
    let unit_price = Price::parse(fields.number("unit_amount")?, currency);
    let word = fields.text("claim")?;
    Ok(OrderItem {
        product_id: fields.id("product_id")?,
        name: ProductName::parse(fields.text("name")?).map_err(|error| fields.corrupt("name", error))?,
        quantity: quantity.map_err(|error| fields.corrupt("quantity", error))?,
        unit_price: unit_price.map_err(|error| fields.corrupt("unit_amount", error))?,
        claim: StockClaim::parse(word).ok_or_else(|| fields.corrupt("claim", UnknownWord(word.to_owned())))?,
    })
}
