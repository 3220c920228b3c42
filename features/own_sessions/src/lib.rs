//! A user lists their own live sessions and ends one of them: `GET /api/v1/auth/sessions` and
//! `DELETE /api/v1/auth/sessions/{id}`.

mod end;
mod list;

pub use end::{EndSession, EndSessionError, EndedSession};
pub use list::ListSessions;

use application::HasInteractor;
use presentation::Routes;

/// Returns the routes; their interactors come from `module`.
pub fn routes(module: &(impl HasInteractor<EndSession> + HasInteractor<ListSessions>)) -> Routes {
    list::routes(module).and(end::routes(module))
}
