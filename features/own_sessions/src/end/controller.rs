use actix_web::{HttpResponse, delete, web};
use application::HasInteractor;
use presentation::{ChangeProblems, Code, HttpSettings, Problem, Refusals, Routes, SignedIn, path_id};

use super::{EndSession, EndSessionError, EndedSession};

/// End one of your sessions
///
/// Ends a live session of the signed-in user at once; if it is the session of the request, clears its cookie. The id of
/// a session that was replaced, because the user's role or password changed, ends the session that replaced it. Other
/// users' sessions are `not-found`.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "The session's id.")),
    responses(
        (status = 204, description = "The session was ended.", headers(("Set-Cookie" = String, description = "Clears the session cookie, if the session of the request was ended."))),
        ChangeProblems<SignedIn, EndSessionError>,
    ),
)]
#[delete("/api/v1/auth/sessions/{id}")]
async fn end_session(
    end_session: web::Data<EndSession>,
    settings: web::Data<HttpSettings>,
    SignedIn(actor): SignedIn,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let ended = end_session.execute(&actor, path_id(&id)?).await?;
    let mut response = HttpResponse::NoContent();
    if ended == EndedSession::Current {
        response.cookie(settings.cookie.cleared().into());
    }
    Ok(response.finish())
}

impl Refusals for EndSessionError {
    const CODES: &'static [Code] = &[Code::NotFound, Code::Conflict];
}

impl From<EndSessionError> for Problem {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NotFound => Self::new(Code::NotFound, "You have no live session with this id."),
            EndSessionError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<EndSession>) -> Routes {
    Routes::of(module.interactor(), end_session)
}
