use application::{StoreError, UniqueValue};
use domain::{PasswordHash, SessionEpoch, StoredUser, User, UserId, UserStatus, Username, Version};
use secrecy::ExposeSecret;

use super::{Attributes, Fields, Item, UnknownWord, moment, number, text};
use crate::{
    keys::{Key, List},
    stored::{Entry, Listed, Stored},
};

impl Stored for User {
    fn key(&self) -> Key {
        Key::user(self.id())
    }

    fn attributes(&self) -> Attributes {
        let user = self.as_stored();
        vec![
            ("id", text(user.id.to_string())),
            ("username", text(user.username.as_str())),
            ("username_key", text(user.username.key())),
            ("password_hash", text(user.password_hash.expose_secret())),
            ("role", text(user.role.as_str())),
            ("status", text(user.status.as_str())),
            ("session_epoch", number(user.session_epoch.number())),
            ("created_at", moment(user.created_at)),
            ("version", number(user.version.number())),
        ]
    }

    fn entries(&self) -> Vec<Entry> {
        let by_name = Entry {
            key: Key::username(self.username()),
            attributes: filtered_by(self),
            unique: Some(UniqueValue::Username),
        };
        let by_creation =
            Entry { key: Key::user_entry(self.created_at(), self.id()), attributes: filtered_by(self), unique: None };
        vec![by_name, by_creation]
    }

    fn read(item: Item) -> Result<Self, StoreError> {
        let fields = Fields::of("users", item);
        Ok(Self::from_stored(StoredUser {
            id: fields.id("id")?,
            username: Username::parse(fields.text("username")?).map_err(|error| fields.corrupt("username", error))?,
            password_hash: PasswordHash::new(fields.text("password_hash")?.to_owned()),
            role: fields.parsed("role")?,
            status: status(&fields)?,
            session_epoch: SessionEpoch::new(fields.number("session_epoch")?),
            created_at: fields.moment("created_at")?,
            version: Version::new(fields.number("version")?),
        }))
    }
}

impl Listed for User {
    const LIST: List = List::Users;
    const NAME: &'static str = "user_id";

    fn key_of(id: UserId) -> Key {
        Key::user(id)
    }
}

/// The attributes of an entry: the id of the user, and the attributes by which lists are filtered.
fn filtered_by(user: &User) -> Attributes {
    let user = user.as_stored();
    vec![
        ("user_id", text(user.id.to_string())),
        ("role", text(user.role.as_str())),
        ("status", text(user.status.as_str())),
    ]
}

fn status(fields: &Fields) -> Result<UserStatus, StoreError> {
    let word = fields.text("status")?;
    UserStatus::parse(word).ok_or_else(|| fields.corrupt("status", UnknownWord(word.to_owned())))
}
