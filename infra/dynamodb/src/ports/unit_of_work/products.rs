use application::{Conflict, ProductAsRead, StockUpdate, UniqueValue};
use domain::{Product, ProductId, Quantity, Stock, Timestamp, Version};

use super::plan::Plan;
use crate::{
    expressions::{Condition, Update},
    items::{
        Attributes, moment, number,
        products::{STOCK, attributes},
        stamped, text,
    },
    keys::Key,
    transactions::Action,
};

pub(super) fn insert(plan: &mut Plan, product: &Product, stamp: Option<u64>) {
    let (mut attributes, _) = attributes(product);
    attributes.extend(product.stock().units().map(|units| (STOCK, number(units))));
    plan.insert(Key::product(product.id()), stamped(attributes, stamp), Conflict::Exists(UniqueValue::Id));
    plan.put(Key::product_entry(product.created_at(), product.id()), entry(product.id()));
}

pub(super) fn update(
    plan: &mut Plan,
    product: &Product,
    read: ProductAsRead,
    stock: StockUpdate,
    created_at: Timestamp,
    stamp: Option<u64>,
) {
    let (attributes, lacking) = attributes(product);
    let mut update = Update { set: stamped(attributes, stamp), remove: lacking, ..Update::default() };
    match (stock, product.stock()) {
        (StockUpdate::Keep, _) => {}
        (StockUpdate::Set, Stock::Units(units)) => update.set.push((STOCK, number(units))),
        (StockUpdate::Set, Stock::Untracked) => update.remove.push(STOCK),
    }
    plan.change(Key::product(product.id()), Action::Update(update), is_as_read(read, created_at));
    if created_at != product.created_at() {
        plan.delete(Key::product_entry(created_at, product.id()));
        plan.put(Key::product_entry(product.created_at(), product.id()), entry(product.id()));
    }
}

pub(super) fn delete(plan: &mut Plan, id: ProductId, read: ProductAsRead, created_at: Timestamp) {
    plan.change(Key::product(id), Action::Delete, is_as_read(read, created_at));
    plan.delete(Key::product_entry(created_at, id));
}

pub(super) fn require(plan: &mut Plan, id: ProductId, read: Version) {
    plan.change(Key::product(id), Action::Require, is_version(read));
}

/// The condition is judged with the write: takes at once add up, and never go below zero.
pub(super) fn take_stock(plan: &mut Plan, id: ProductId, read: Version, quantity: Quantity) {
    let units = number(quantity.units());
    let has_enough = Condition::All(vec![is_version(read), Condition::AtLeast(STOCK, units.clone())]);
    let take = Update { decrease: vec![(STOCK, units)], ..Update::default() };
    plan.change(Key::product(id), Action::Update(take), has_enough);
}

pub(super) fn return_stock(plan: &mut Plan, id: ProductId, quantity: Quantity) {
    let give_back = Update { increase: vec![(STOCK, number(quantity.units()))], ..Update::default() };
    plan.change(Key::product(id), Action::Update(give_back), Condition::Has(STOCK));
}

/// What the entry of a product in the list has beside its key.
fn entry(id: ProductId) -> Attributes {
    vec![("product_id", text(id.to_string()))]
}

fn is_as_read(read: ProductAsRead, created_at: Timestamp) -> Condition {
    let mut conditions = vec![is_version(read.version), Condition::Is("created_at", moment(created_at))];
    match read.stock {
        None => {}
        Some(Stock::Untracked) => conditions.push(Condition::Lacks(STOCK)),
        Some(Stock::Units(units)) => conditions.push(Condition::Is(STOCK, number(units))),
    }
    Condition::All(conditions)
}

fn is_version(read: Version) -> Condition {
    Condition::Is("version", number(read.number()))
}
