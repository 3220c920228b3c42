//! The payloads of events. Each form is declared once, as a struct of this module: what is recorded, what receivers get and
//! what the documentation says are made from it. [`EventKind::shape`](crate::EventKind::shape) says which kind has which.
//!
//! The docs of the structs and their fields are for receivers: they stand in the documentation. All that is sent here stays,
//! since stores keep it; fields may be added.

mod dead_letters;
mod names;
mod orders;
mod products;
mod users;

pub(crate) use dead_letters::DeadLetterRedelivered;
pub use dead_letters::of_redelivery;
pub use names::of_money;
pub(crate) use orders::{OrderAdvanced, OrderCancelled, OrderPlaced};
pub use orders::{of_advance, of_cancellation, of_order};
pub(crate) use products::{ProductDeleted, ProductEdited, ProductFields};
pub use products::{of_product, of_product_deletion, of_product_edit};
pub use users::of_account;
pub(crate) use users::{AccountOpened, SessionChanged, of_session};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::EventData;

/// It has no fields yet.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Nothing {}

/// The payload as JSON.
fn data(payload: &impl Serialize) -> EventData {
    match serde_json::to_value(payload) {
        Ok(Value::Object(data)) => data,
        // A struct of texts, numbers and lists is always an object.
        Ok(_) | Err(_) => EventData::new(),
    }
}
