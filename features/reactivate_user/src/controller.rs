use actix_web::{HttpResponse, patch, web};
use application::{AdministrationError, HasInteractor};
use presentation::{Administrator, ChangeProblems, JsonBody, NamedUserBody, Problem, Routes, UserBody};

use crate::ReactivateUser;

/// Open an account again
///
/// The user may log in again; sessions that ended stay dead. Doing it twice changes nothing.
#[utoipa::path(
    request_body = NamedUserBody,
    responses((status = 200, description = "The user as it is now.", body = UserBody), ChangeProblems<Administrator, JsonBody, AdministrationError>),
)]
#[patch("/api/v1/users/reactivate")]
async fn reactivate_user(
    reactivate_user: web::Data<ReactivateUser>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let target = body.read::<NamedUserBody>().await?.into();
    let user = reactivate_user.execute(&actor, &target).await?;
    Ok(HttpResponse::Ok().json(UserBody::from(&user)))
}

/// Serves this slice out of `module`.
pub fn routes(module: &impl HasInteractor<ReactivateUser>) -> Routes {
    Routes::of(module.interactor(), reactivate_user)
}
