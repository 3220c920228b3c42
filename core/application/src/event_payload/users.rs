use domain::{Session, User};
use schemars::JsonSchema;
use serde::Serialize;

use super::{data, names::RoleName};
use crate::EventData;

/// The account as it was opened.
#[derive(Serialize, JsonSchema)]
pub(crate) struct AccountOpened {
    /// The role of the user.
    role: RoleName,
}

/// The session.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SessionChanged {
    /// The public id of the session, which is no credential.
    #[schemars(extend("format" = "uuid"), example = &"0199b1a4-7c00-7000-8000-000000000004")]
    session_id: String,
}

/// The payload for an account that was opened.
#[must_use]
pub fn of_account(user: &User) -> EventData {
    data(&AccountOpened { role: user.role().into() })
}

/// The payload for a change of a session.
pub(crate) fn of_session(session: &Session) -> EventData {
    data(&SessionChanged { session_id: session.id().to_string() })
}
