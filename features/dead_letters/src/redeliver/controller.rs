use actix_web::{HttpResponse, post, web};
use application::{Authority, HasInteractor};
use presentation::{ChangeProblems, Code, Problem, Refusals, Routes, SuperAdministrator, path_id};

use super::{RedeliverDeadLetter, RedeliverError};

/// Redeliver a dead letter
///
/// Puts a dead letter back into the outbox, as if its event had never been delivered: the next delivery follows within
/// seconds. A repeated call is `not-found`, unless the event has become a dead letter again. The audit trail gets a
/// `DeadLetterRedelivered`. For super admins.
#[utoipa::path(
    tag = "Operations",
    params(("id" = Uuid, Path, description = "The dead letter's id, which is that of its event.")),
    responses(
        (status = 202, description = "The event is in the outbox again."),
        ChangeProblems<SuperAdministrator, RedeliverError>,
    ),
)]
#[post("/api/v1/dead-letters/{id}/redeliver")]
async fn redeliver_dead_letter(
    redeliver_dead_letter: web::Data<RedeliverDeadLetter>,
    SuperAdministrator(actor): SuperAdministrator,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    redeliver_dead_letter.execute(Authority::User(&actor), path_id(&id)?).await?;
    Ok(HttpResponse::Accepted().finish())
}

impl Refusals for RedeliverError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::NotFound, Code::Conflict];
}

impl From<RedeliverError> for Problem {
    fn from(error: RedeliverError) -> Self {
        match error {
            RedeliverError::Forbidden(_) => Self::forbidden(),
            RedeliverError::NotFound => Self::new(Code::NotFound, "There is no dead letter with this id."),
            RedeliverError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<RedeliverDeadLetter>) -> Routes {
    Routes::of(module.interactor(), redeliver_dead_letter)
}
