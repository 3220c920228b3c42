use application::{AttemptsKey, AttemptsMade, StoreError};
use domain::Timestamp;

use super::{Attributes, Fields, Item, expiring, indexed, number};
use crate::keys::{Expiring, List, moment_sort_key};

/// The attribute with the number of counted attempts.
pub(crate) const COUNT: &str = "count";

/// The attributes of a counter with one attempt, without the key.
pub(crate) fn first(key: &AttemptsKey, until: Timestamp) -> Attributes {
    let partition = List::Expiring(Expiring::Attempts).partition_of(key.as_str().as_bytes());
    let mut attributes = vec![(COUNT, number(1))];
    attributes.extend(expiring(until));
    attributes.extend(indexed(partition, moment_sort_key(until)));
    attributes
}

pub(crate) fn made(item: Item) -> Result<AttemptsMade, StoreError> {
    // It has no id, and its key is not reported: it may contain a username as typed.
    let fields = Fields::of("attempts", item);
    Ok(AttemptsMade { count: fields.number(COUNT)?, until: fields.moment("expires_at")? })
}
