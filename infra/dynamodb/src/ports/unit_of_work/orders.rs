use application::{Conflict, UniqueValue};
use domain::{Order, Version};

use super::{facts::OrderFact, plan::Plan};
use crate::{
    expressions::{Condition, Update},
    items::{
        moment, number,
        orders::{attributes, entry, progress},
        stamped, text,
    },
    keys::Key,
    transactions::Action,
};

pub(super) fn insert(plan: &mut Plan, order: &Order, stamp: Option<u64>) {
    let (id, user, created_at) = (order.id(), order.user_id(), order.created_at());
    let mut attributes = attributes(order);
    attributes.extend(progress(order));
    plan.insert(Key::order(id), stamped(attributes, stamp), Conflict::Exists(UniqueValue::Id));
    plan.put(Key::order_entry(created_at, id), entry(order));
    plan.put(Key::order_entry_of(user, created_at, id), entry(order));
}

/// What was ordered, by whom and when stays as it is. The entries say the status too, so they are written with the order.
pub(super) fn update(plan: &mut Plan, order: &Order, read: Version, fact: OrderFact, stamp: Option<u64>) {
    let as_read = Condition::All(vec![
        Condition::Is("version", number(read.number())),
        Condition::Is("created_at", moment(fact.created_at)),
        Condition::Is("user_id", text(fact.user.to_string())),
    ]);
    let update = Update { set: stamped(progress(order), stamp), ..Update::default() };
    plan.change(Key::order(order.id()), Action::Update(update), as_read);
    plan.put(Key::order_entry(fact.created_at, order.id()), entry(order));
    plan.put(Key::order_entry_of(fact.user, fact.created_at, order.id()), entry(order));
}
