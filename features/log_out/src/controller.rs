use actix_web::{HttpResponse, delete, web};
use application::HasInteractor;
use presentation::{ChangeProblems, Contention, HttpSettings, Leaving, Problem, Routes};

use crate::LogOut;

/// Log out
///
/// Ends the session of the request and clears its cookie. For signed-in users. The cookie of a session that was
/// replaced, because the user's role or password changed, ends the session that replaced it.
#[utoipa::path(
    responses(
        (status = 204, description = "The session was ended.", headers(("Set-Cookie" = String, description = "Clears the session cookie."))),
        ChangeProblems<Leaving, Contention>,
    ),
)]
#[delete("/api/v1/auth/logout")]
async fn log_out(
    log_out: web::Data<LogOut>,
    settings: web::Data<HttpSettings>,
    Leaving(actor): Leaving,
) -> Result<HttpResponse, Problem> {
    log_out.execute(&actor).await?;
    Ok(HttpResponse::NoContent().cookie(settings.cookie.cleared().into()).finish())
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<LogOut>) -> Routes {
    Routes::of(module.interactor(), log_out)
}
