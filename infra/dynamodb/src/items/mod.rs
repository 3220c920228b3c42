//! The items, and their conversion to domain values and back. An item that can't be converted is an error with its
//! location.

pub(crate) mod attempts;
pub(crate) mod events;
pub(crate) mod fields;
pub(crate) mod idempotency_records;
pub(crate) mod orders;
pub(crate) mod outbox;
pub(crate) mod products;
pub(crate) mod sessions;
pub(crate) mod users;

pub(crate) use fields::{Fields, UnknownWord};

use std::collections::HashMap;

use application::Change;
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use domain::Timestamp;

use crate::{
    keys::{INDEX_PARTITION, INDEX_SORT, Key, TIME_TO_LIVE},
    ports::unit_of_work::Plan,
};

/// Plans the writes of `change`, with this stamp.
pub(crate) fn plan(change: &Change, plan: &mut Plan, stamp: Option<u64>) {
    match change {
        Change::DeadLetter(redrive) => plan.redrive(redrive, stamp),
        Change::Idempotency(write) => plan.insert_record(write),
        Change::Order(write) => plan.write(write, stamp),
        Change::Product(write) => plan.write_product(write, stamp),
        Change::ProductStock(stock_move) => plan.move_stock(stock_move),
        Change::Session(write) => plan.write(write, stamp),
        Change::User(write) => plan.write(write, stamp),
    }
}

/// The attributes of an item, in the form of DynamoDB.
pub(crate) type Item = HashMap<String, AttributeValue>;
/// The attributes of an item, without the key.
pub(crate) type Attributes = Vec<(&'static str, AttributeValue)>;

/// The attribute with the stamp of the commit that last wrote an entity.
pub(crate) const STAMP: &str = "stamp";
/// The attribute with the time when an item expires.
pub(crate) const EXPIRES_AT: &str = "expires_at";

/// How long after its expiry an item is left to the store itself: no clock of ours is so far behind that of DynamoDB.
const GRACE_SECONDS: i64 = 24 * 60 * 60;
/// 2026-01-01: an expiry before that comes from a clock that is wrong. DynamoDB also ignores one that is more than five
/// years ago.
const FIRST_TIME_TO_LIVE: i64 = 1_767_225_600;

/// The item with this key and these attributes.
pub(crate) fn item(key: Key, attributes: Attributes) -> Item {
    let mut item = key.into_attributes();
    item.extend(attributes.into_iter().map(|(name, value)| (name.to_owned(), value)));
    item
}

pub(crate) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

/// An exact number.
pub(crate) fn number(number: impl Into<i128>) -> AttributeValue {
    AttributeValue::N(number.into().to_string())
}

pub(crate) fn moment(moment: Timestamp) -> AttributeValue {
    number(moment.unix_millis())
}

pub(crate) fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

/// The attributes of an entity that the commit with this stamp writes.
pub(crate) fn stamped(mut attributes: Attributes, stamp: Option<u64>) -> Attributes {
    attributes.extend(stamp.map(|stamp| (STAMP, number(stamp))));
    attributes
}

/// The attributes that put an item into the index.
pub(crate) fn indexed(partition: String, sort: String) -> Attributes {
    vec![(INDEX_PARTITION, text(partition)), (INDEX_SORT, text(sort))]
}

/// The attributes of an item that expires at this time.
pub(crate) fn expiring(expires_at: Timestamp) -> Attributes {
    let mut attributes = vec![(EXPIRES_AT, moment(expires_at))];
    let time_to_live = expires_at.unix_seconds() + GRACE_SECONDS;
    if time_to_live >= FIRST_TIME_TO_LIVE {
        attributes.push((TIME_TO_LIVE, number(time_to_live)));
    }
    attributes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        assert_eq!(number(u64::MAX), AttributeValue::N("18446744073709551615".to_owned()));
        assert_eq!(moment(Timestamp::MAX), AttributeValue::N("253402300799999".to_owned()));
    }

    #[test]
    fn what_expires_is_left_to_dynamodb_a_day_later_in_seconds() {
        let at = |millis| Timestamp::from_unix_millis(millis).unwrap();
        let expires_at = at(1_795_000_000_999);
        assert_eq!(expiring(expires_at), [(EXPIRES_AT, moment(expires_at)), (TIME_TO_LIVE, number(1_795_086_400_i64))]);
        assert_eq!(expiring(at(9_000)), [(EXPIRES_AT, moment(at(9_000)))]);
    }
}
