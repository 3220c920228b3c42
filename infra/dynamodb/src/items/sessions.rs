use application::StoreError;
use domain::{SecretHash, Session, SessionEpoch, StoredSession, Version};

use super::{Attributes, Fields, Item, bytes, expiring, indexed, moment, number, text};
use crate::keys::{Expiring, List, moment_place};

/// What a session has beside its key, both by its secret and among those of its user.
pub(crate) fn attributes(session: &Session) -> Attributes {
    let session = session.as_stored();
    let mut attributes = vec![
        ("id", text(session.id.to_string())),
        ("user_id", text(session.user_id.to_string())),
        ("secret_hash", bytes(session.secret_hash.as_bytes())),
        ("epoch", number(session.epoch.number())),
        ("role", text(session.role.as_str())),
        ("created_at", moment(session.created_at)),
        ("last_used_at", moment(session.last_used_at)),
        ("version", number(session.version.number())),
    ];
    attributes.extend(expiring(session.expires_at));
    attributes
}

/// Where a session is found once it is expired; only the one by its secret is.
pub(crate) fn expiry(session: &Session) -> Attributes {
    let partition = List::Expiring(Expiring::Sessions).partition_of(session.secret_hash().as_bytes());
    indexed(partition, moment_place(session.expires_at()))
}

pub(crate) fn session(item: Item) -> Result<Session, StoreError> {
    let fields = Fields::of("sessions", item);
    Ok(Session::from_stored(StoredSession {
        id: fields.id("id")?,
        user_id: fields.id("user_id")?,
        secret_hash: SecretHash::new(fields.bytes("secret_hash")?),
        epoch: SessionEpoch::new(fields.number("epoch")?),
        role: fields.parsed("role")?,
        created_at: fields.moment("created_at")?,
        last_used_at: fields.moment("last_used_at")?,
        expires_at: fields.moment("expires_at")?,
        version: Version::new(fields.number("version")?),
    }))
}
