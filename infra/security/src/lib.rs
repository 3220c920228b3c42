//! Time, randomness and secrets of the machine: adapters for the ports of [`application::Security`].
//!
//! - Passwords: bcrypt over a peppered HMAC, on threads of their own; see [`SecuritySettings`] for the settings.
//! - Session tokens: JSON Web Tokens signed with HS256; no other algorithm is built in.
//! - Ids: `UUIDv7`, ascending within the process. Clock: the system's, read here and nowhere else.

mod clock;
mod ids;
mod module;
mod passwords;
mod settings;
mod tokens;

pub use module::system_security;
pub use settings::{InvalidSettings, SecuritySettings};
