use application::{Fingerprint, IdempotencyRecord, IdempotencyScope, StoreError};
use domain::Id;

use super::{Attributes, Fields, bytes, expiring, indexed, text};
use crate::keys::{Expiring, List, moment_sort_key};

/// The attributes of a record, without the key, which is its scope.
pub(crate) fn attributes(record: &IdempotencyRecord) -> Attributes {
    let partition = List::Expiring(Expiring::IdempotencyRecords).partition_of(record.scope.key.as_str().as_bytes());
    let mut attributes =
        vec![("fingerprint", bytes(record.fingerprint.as_bytes())), ("made", text(record.resource_id.to_string()))];
    attributes.extend(expiring(record.expires_at));
    attributes.extend(indexed(partition, moment_sort_key(record.expires_at)));
    attributes
}

/// The record of an item that was found in `scope`.
pub(crate) fn record(fields: &Fields, scope: &IdempotencyScope) -> Result<IdempotencyRecord, StoreError> {
    let made: Id<()> = fields.id("made")?;
    Ok(IdempotencyRecord {
        scope: scope.clone(),
        fingerprint: Fingerprint::new(fields.bytes("fingerprint")?),
        resource_id: made.as_uuid(),
        expires_at: fields.moment("expires_at")?,
    })
}
