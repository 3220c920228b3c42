//! A user lists the own live sessions and ends one of them: `GET /api/v1/auth/sessions` and
//! `DELETE /api/v1/auth/sessions/{id}`.

mod end;
mod list;

pub use end::{EndSession, EndSessionError, EndSessionInteractor, EndedSession};
pub use list::{ListSessions, ListSessionsInteractor};

use presentation::Routes;
use shaku::HasComponent;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn EndSession> + HasComponent<dyn ListSessions> + ?Sized,
{
    list::routes(module).and(end::routes(module))
}
