use std::collections::BTreeMap;

use actix_web::{HttpResponse, delete, web};
use presentation::{Code, HttpSettings, Leaving, Problem, Routes, problem_responses};
use shaku::HasComponent;
use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

use crate::LogOut;

struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problem_responses(&[&[Code::Unauthenticated, Code::Conflict], Code::OF_ANY_CALL, Code::OF_CHANGES])
    }
}

/// Log out
///
/// Ends the session of this call and clears its cookie. A cookie that was just replaced, since the user's role or password
/// changed, ends the session that took the place of its own.
#[utoipa::path(
    tag = "Auth",
    operation_id = "logOut",
    responses(
        (status = 204, description = "The session is over.", headers(("Set-Cookie" = String, description = "Clears the session cookie."))),
        Problems,
    ),
    security(("session" = [])),
)]
#[delete("/api/v1/auth/logout")]
async fn log_out(
    log_out: web::Data<dyn LogOut>,
    settings: web::Data<HttpSettings>,
    Leaving(actor): Leaving,
) -> Result<HttpResponse, Problem> {
    log_out.execute(&actor).await?;
    Ok(HttpResponse::NoContent().cookie(settings.cookie.cleared().into()).finish())
}

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn LogOut> + ?Sized,
{
    Routes::of(module.resolve(), log_out)
}
