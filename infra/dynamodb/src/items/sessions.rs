use application::{StoreError, UniqueValue};
use domain::{SecretHash, Session, SessionEpoch, StoredSession, Version};

use super::{Attributes, Fields, Item, bytes, expiring, indexed, moment, number, text};
use crate::{
    keys::{Expiring, Key, List, moment_sort_key},
    stored::{Entry, Stored},
};

/// A session is found by its secret, and in the list of its user's. Once it is expired, only the item by its secret is
/// found.
impl Stored for Session {
    fn key(&self) -> Key {
        Key::session(self.secret_hash())
    }

    fn attributes(&self) -> Attributes {
        let partition = List::Expiring(Expiring::Sessions).partition_of(self.secret_hash().as_bytes());
        let mut attributes = shared_attributes(self);
        attributes.extend(indexed(partition, moment_sort_key(self.expires_at())));
        attributes
    }

    fn entries(&self) -> Vec<Entry> {
        vec![Entry {
            key: Key::session_of(self.user_id(), self.id()),
            attributes: shared_attributes(self),
            unique: Some(UniqueValue::Id),
        }]
    }

    fn read(item: Item) -> Result<Self, StoreError> {
        let fields = Fields::of("sessions", item);
        Ok(Self::from_stored(StoredSession {
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
}

fn shared_attributes(session: &Session) -> Attributes {
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
