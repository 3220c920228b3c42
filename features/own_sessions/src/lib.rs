//! A user lists the own live sessions and ends one of them: `GET /api/v1/auth/sessions` and
//! `DELETE /api/v1/auth/sessions/{id}`.

mod end;
mod list;

pub use end::{EndSession, EndSessionError, EndSessionInteractor};
pub use list::{ListSessions, ListSessionsInteractor};

use shaku::HasComponent;
use utoipa_actix_web::service_config::ServiceConfig;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> impl FnOnce(&mut ServiceConfig<'_>) + use<M>
where
    M: HasComponent<dyn EndSession> + HasComponent<dyn ListSessions> + ?Sized,
{
    let (end, list) = (end::routes(module), list::routes(module));
    |config| {
        config.configure(list).configure(end);
    }
}
