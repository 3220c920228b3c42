//! A super admin lists dead letters and redelivers one: `GET /api/v1/dead-letters` and
//! `POST /api/v1/dead-letters/{id}/redeliver`.

mod list;
mod redeliver;

pub use list::ListDeadLetters;
pub use redeliver::{RedeliverDeadLetter, RedeliverError};

use application::HasInteractor;
use presentation::Routes;

/// Returns the routes; their interactors come from `module`.
pub fn routes(module: &(impl HasInteractor<ListDeadLetters> + HasInteractor<RedeliverDeadLetter>)) -> Routes {
    list::routes(module).and(redeliver::routes(module))
}
