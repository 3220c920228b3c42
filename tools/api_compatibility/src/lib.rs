//! Compares two OpenAPI documents, and reports what breaks a client of the API or a receiver of its webhooks.
//!
//! A [`Rule`] names what breaks whom. Most are about schemas, of which one law holds: all that is sent must be accepted. A client
//! sends what the old document says to a server of the new one, and a server sends what the new document says to a client of the
//! old one. So a limit that is tightened breaks a request and not a response, and one that is loosened the other way around.
//!
//! A wanted break is [`Declared`] in `docs/breaking.toml`.
//!
//! The rules are our own, since they hold what this API promises and no tool knows: requests are closed, lists of values in
//! responses are closed unless they are marked as open (`x-open-set: true`), codes of problems are stable, and webhooks are sent
//! rather than received.

mod comparison;
mod declared;
mod direction;
mod document;
mod findings;
mod node;
mod operation;
mod rule;
mod table;

pub use comparison::compare;
pub use declared::{Declared, DeclaredError, Outcome};
pub use direction::Direction;
pub use document::{Document, DocumentError};
pub use findings::Break;
pub use rule::Rule;
pub use table::rules_table;
