//! The keys of all items. Only this module knows the layout of the table.

use std::collections::HashMap;

use application::{
    AttemptsKey, EventId, IdempotencyKey, IdempotencyScope, IdempotentOperation, OutboxPosition, StoredSubject,
};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Id, OrderId, ProductId, SecretHash, SessionId, Timestamp, UserId, Username};
use strum::VariantArray;
use uuid::Uuid;

/// The attribute with the partition of an item.
pub(crate) const PARTITION: &str = "pk";
/// The attribute with the sort key of an item.
pub(crate) const SORT: &str = "sk";
/// The attribute with the partition of an item in [`Index::ByTime`]; only items with it are in that index.
pub(crate) const INDEX_PARTITION: &str = "index_pk";
/// The attribute with the sort key of an item in every index; items without it are in none.
pub(crate) const INDEX_SORT: &str = "index_sk";
/// The kind of an event, which is in every index too.
pub(crate) const KIND: &str = "kind";
/// The user who caused an event; an event by the operator has none.
pub(crate) const ACTOR: &str = "actor_id";
/// The attribute with the time after which DynamoDB may remove an item, in seconds.
pub(crate) const TIME_TO_LIVE: &str = "ttl";

/// The number of a list's partitions. Each accepts about a thousand writes a second, so a list is written to several
/// and read from all of them. The number can't change while there are lists.
const SHARDS: u8 = 4;
/// The partitions of the write probes.
const PROBES: u8 = 16;
/// The gates of maintenance. A commit requires one of them, and conflicts with another one that requires the same at
/// the same time: with this number of gates, that is rare.
const GATES: u16 = 1_024;
/// The sort key of an item that is alone in its partition.
const SOLE: &str = "-";

/// The primary key of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) partition: String,
    pub(crate) sort: String,
}

/// An index. It has only keys, and the kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub(crate) enum Index {
    /// Of expiring items by expiry, and of events by when they happened.
    ByTime,
    /// Of events by the user who caused them. What it is made of has been in every event since the first release, so
    /// DynamoDB fills it from the events that there are, and those of the previous binary are in it.
    ByActor,
}

impl Index {
    /// Every index, in the order in which they were introduced.
    pub(crate) const ALL: &[Self] = Self::VARIANTS;

    /// The name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ByTime => "by_time",
            Self::ByActor => "by_actor",
        }
    }

    /// The attribute with the partition of an item in it.
    pub(crate) const fn partition(self) -> &'static str {
        match self {
            Self::ByTime => INDEX_PARTITION,
            Self::ByActor => ACTOR,
        }
    }
}

/// A list whose entries are in several partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// The users, by creation.
    Users,
    /// The users, by name: the entry also makes the name unique.
    Usernames,
    /// The aggregates of a kind, by creation, or by a unique value, with the name of the list.
    Named(&'static str),
    /// The undelivered events, by position.
    Outbox,
    /// The events, by time, in the index.
    Events,
    /// Expiring items, by expiry, in the index.
    Expiring(Expiring),
}

/// The kinds of expiring items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub(crate) enum Expiring {
    Sessions,
    Attempts,
    IdempotencyRecords,
}

impl List {
    /// The products, by creation.
    pub(crate) const PRODUCTS: Self = Self::Named("PRODUCTS");
    /// The orders, by creation.
    pub(crate) const ORDERS: Self = Self::Named("ORDERS");

    const fn name(self) -> &'static str {
        match self {
            Self::Users => "USERS",
            Self::Usernames => "USERNAMES",
            Self::Named(name) => name,
            Self::Outbox => "OUTBOX",
            Self::Events => "EVENTS",
            Self::Expiring(Expiring::Sessions) => "EXPIRING_SESSIONS",
            Self::Expiring(Expiring::Attempts) => "EXPIRING_ATTEMPTS",
            Self::Expiring(Expiring::IdempotencyRecords) => "EXPIRING_IDEMPOTENCY_RECORDS",
        }
    }

    /// All of its partitions.
    pub(crate) fn partitions(self) -> impl Iterator<Item = String> {
        (0..SHARDS).map(move |shard| format!("{}#{shard}", self.name()))
    }

    /// The partition of the entries of one owner.
    pub(crate) fn partition_of_owner(self, owner: UserId) -> String {
        format!("{}_OF#{owner}", self.name())
    }

    /// The partition of the entry with this `identity`.
    pub(crate) fn partition_of(self, identity: &[u8]) -> String {
        format!("{}#{}", self.name(), shard_of(identity))
    }

    /// The key of the entry with this `identity` and sort key.
    fn entry(self, identity: &[u8], sort: String) -> Key {
        Key { partition: self.partition_of(identity), sort }
    }
}

impl Key {
    fn sole(partition: String) -> Self {
        Self { partition, sort: SOLE.to_owned() }
    }

    /// The key of an aggregate in a partition of its own, which begins with `kind`.
    pub(crate) fn aggregate<T>(kind: &str, id: Id<T>) -> Self {
        Self::sole(format!("{kind}#{id}"))
    }

    /// The key of an aggregate's entry in the list of its kind.
    pub(crate) fn aggregate_entry<T>(list: List, created_at: Timestamp, id: Id<T>) -> Self {
        list.entry(id.as_uuid().as_bytes(), moment_and_id(created_at, id))
    }

    /// The key of an aggregate's entry in the list of its owner's.
    pub(crate) fn entry_of_owner<T>(list: List, owner: UserId, created_at: Timestamp, id: Id<T>) -> Self {
        Self { partition: list.partition_of_owner(owner), sort: moment_and_id(created_at, id) }
    }

    /// The key of the entry for a unique value, in the list of those values.
    pub(crate) fn unique_value(list: List, value: &str) -> Self {
        list.entry(value.as_bytes(), value.to_owned())
    }

    /// The key of a user.
    pub(crate) fn user(id: UserId) -> Self {
        Self { partition: format!("USER#{id}"), sort: "USER".to_owned() }
    }

    /// The key of a user's entry in the list by creation.
    pub(crate) fn user_entry(created_at: Timestamp, id: UserId) -> Self {
        Self::aggregate_entry(List::Users, created_at, id)
    }

    /// The key of a user's entry in the list by name.
    pub(crate) fn username(username: &Username) -> Self {
        Self::username_key(&username.key())
    }

    /// The key of the entry in the list by name for this key of a username.
    pub(crate) fn username_key(key: &str) -> Self {
        Self::unique_value(List::Usernames, key)
    }

    /// The key of a session.
    pub(crate) fn session(secret: SecretHash) -> Self {
        Self::sole(format!("{SESSION_ITEMS}{}", hex::encode(secret.as_bytes())))
    }

    /// The key of a session's entry in the list of its user's.
    pub(crate) fn session_of(user: UserId, session: SessionId) -> Self {
        Self { partition: Self::user(user).partition, sort: format!("{SESSIONS}{session}") }
    }

    /// The key of a product.
    pub(crate) fn product(id: ProductId) -> Self {
        Self::aggregate("PRODUCT", id)
    }

    /// The key of a product's entry in the list.
    pub(crate) fn product_entry(created_at: Timestamp, id: ProductId) -> Self {
        Self::aggregate_entry(List::PRODUCTS, created_at, id)
    }

    /// The key of an order.
    pub(crate) fn order(id: OrderId) -> Self {
        Self::aggregate("ORDER", id)
    }

    /// The key of an order's entry in the list of all orders.
    pub(crate) fn order_entry(created_at: Timestamp, id: OrderId) -> Self {
        Self::aggregate_entry(List::ORDERS, created_at, id)
    }

    /// The key of the idempotency record in this scope.
    pub(crate) fn idempotency_record(scope: &IdempotencyScope) -> Self {
        let (operation, key) = (scope.operation.as_str(), scope.key.as_str());
        Self::sole(format!("{IDEMPOTENCY_RECORDS}{}#{operation}#{key}", scope.user))
    }

    /// The key of a counter of attempts.
    pub(crate) fn attempts(key: &AttemptsKey) -> Self {
        Self::sole(format!("ATTEMPTS#{}", key.as_str()))
    }

    /// The key of an event in the list of its subject's.
    pub(crate) fn event(subject: &StoredSubject, at: Timestamp, id: EventId) -> Self {
        Self { partition: events_of(subject), sort: moment_and_id(at, id) }
    }

    /// The key of an undelivered event of the subject with this id. Those of one subject are in one partition, which is
    /// read in the order of the stamps.
    pub(crate) fn outbox_entry(subject: Uuid, stamp: u64, id: EventId) -> Self {
        List::Outbox.entry(subject.as_bytes(), format!("{stamp:020}#{id}"))
    }

    /// The position in the outbox of the entry with this key. The sort key comes first.
    pub(crate) fn as_position(&self) -> OutboxPosition {
        OutboxPosition(self.to_text())
    }

    /// The key of the entry at this position; `None` for a position that no such store returned.
    pub(crate) fn of_position(position: &OutboxPosition) -> Option<Self> {
        Self::from_text(&position.0)
    }

    /// The key as one text. No sort key has a space.
    pub(crate) fn to_text(&self) -> String {
        format!("{} {}", self.sort, self.partition)
    }

    /// The key with this text.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let (sort, partition) = text.split_once(' ')?;
        Some(Self { partition: partition.to_owned(), sort: sort.to_owned() })
    }

    /// The scope of the idempotency record with this key.
    pub(crate) fn idempotency_scope(&self) -> Option<IdempotencyScope> {
        let mut parts = self.partition.strip_prefix(IDEMPOTENCY_RECORDS)?.splitn(3, '#');
        Some(IdempotencyScope {
            user: parts.next()?.parse().ok()?,
            operation: IdempotentOperation::from_stored(parts.next()?.to_owned()),
            key: IdempotencyKey::parse(parts.next()?.as_bytes()).ok()?,
        })
    }

    /// The key of a dead letter.
    pub(crate) fn dead_letter(id: EventId) -> Self {
        Self { partition: DEAD_LETTERS.to_owned(), sort: id.to_string() }
    }

    /// The key of the lease for the delivery of events.
    pub(crate) fn outbox_lease() -> Self {
        Self::sole("LEASE#outbox".to_owned())
    }

    /// The key of the record of applied migrations.
    pub(crate) fn schema() -> Self {
        Self::sole("SCHEMA".to_owned())
    }

    /// The key of the gate of maintenance that is closed first and opened last.
    pub(crate) fn first_gate() -> Self {
        Self::gate(0)
    }

    /// The keys of the other gates.
    pub(crate) fn other_gates() -> impl Iterator<Item = Self> {
        (1..GATES).map(Self::gate)
    }

    /// The key of any gate.
    pub(crate) fn any_gate() -> Self {
        Self::gate(fastrand::u16(..GATES))
    }

    fn gate(number: u16) -> Self {
        Self::sole(format!("MAINTENANCE#{number}"))
    }

    /// The key of an item that never exists, for probing whether writes are accepted. One of several, since probes may
    /// be frequent.
    pub(crate) fn probe() -> Self {
        Self::sole(format!("PROBE#{}", fastrand::u8(..PROBES)))
    }

    /// The key of an item.
    pub(crate) fn of(attributes: &HashMap<String, AttributeValue>) -> Option<Self> {
        let text = |name: &str| attributes.get(name).and_then(|value| value.as_s().ok()).cloned();
        Some(Self { partition: text(PARTITION)?, sort: text(SORT)? })
    }

    pub(crate) fn into_attributes(self) -> HashMap<String, AttributeValue> {
        let (partition, sort) = (AttributeValue::S(self.partition), AttributeValue::S(self.sort));
        HashMap::from([(PARTITION.to_owned(), partition), (SORT.to_owned(), sort)])
    }
}

/// The prefix of the partitions of sessions.
pub(crate) const SESSION_ITEMS: &str = "SESSION#";
/// The prefix of the partitions of idempotency records.
pub(crate) const IDEMPOTENCY_RECORDS: &str = "IDEMPOTENCY#";
/// The prefix of the partitions of events.
pub(crate) const EVENTS: &str = "EVENTS_OF#";
/// The partition of the dead letters.
pub(crate) const DEAD_LETTERS: &str = "DEAD_LETTERS";
/// The prefix of the sort keys of sessions, in the partition of their user.
pub(crate) const SESSIONS: &str = "SESSION#";

/// The partition of the events of a subject.
pub(crate) fn events_of(subject: &StoredSubject) -> String {
    format!("{EVENTS}{}#{}", subject.kind, subject.id)
}

/// A sort key by time, those of one moment by id.
pub(crate) fn moment_and_id<T>(moment: Timestamp, id: Id<T>) -> String {
    format!("{}#{id}", moment_sort_key(moment))
}

/// A sort key by time. Every moment has the same number of digits, so texts sort by time.
pub(crate) fn moment_sort_key(moment: Timestamp) -> String {
    format!("{:015}", moment.unix_millis())
}

/// The shard for `identity`: an FNV-1a hash, which must stay the same forever.
fn shard_of(identity: &[u8]) -> u32 {
    let hash = identity.iter().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    // Folded, since the last bytes have not reached every bit.
    (hash ^ (hash >> 8) ^ (hash >> 16) ^ (hash >> 24)) % u32::from(SHARDS)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn keys_are_in_the_order_of_time_and_id() {
        let at = |millis| Timestamp::from_unix_millis(millis).unwrap();
        let id = |number| UserId::new(Uuid::from_u128(number));
        let sort_keys = [
            moment_and_id(at(0), id(u128::MAX)),
            moment_and_id(at(999), id(0)),
            moment_and_id(at(1_000), id(0)),
            moment_and_id(at(1_000), id(0xff)),
            moment_and_id(at(1_000), id(1 << 127)),
            moment_and_id(Timestamp::MAX, id(0)),
        ];
        assert!(sort_keys.is_sorted());
        assert_eq!(sort_keys[0].len(), sort_keys[5].len());
    }

    #[test]
    fn lists_are_spread_over_all_of_their_partitions() {
        let all: HashSet<String> = List::Users.partitions().collect();
        let of = |number: u128| List::Users.partition_of(Uuid::from_u128(number).as_bytes());
        assert_eq!((0..100).map(of).collect::<HashSet<_>>(), all);
        assert_eq!(all.len(), usize::from(SHARDS));
    }

    #[test]
    fn a_secret_is_named_by_its_digits() {
        let key = Key::session(SecretHash::new([0x0f; 32]));
        assert_eq!(key.partition, format!("SESSION#{}", "0f".repeat(32)));
    }

    #[test]
    fn shards_stay_what_they_are() {
        let partition = |name: &str| List::Usernames.partition_of(name.as_bytes());
        assert_eq!(["alice", "bobby", "carol"].map(partition), ["USERNAMES#1", "USERNAMES#1", "USERNAMES#2"]);
    }
}
