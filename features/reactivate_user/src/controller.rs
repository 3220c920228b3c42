use actix_web::{HttpResponse, patch, web};
use application::AdministrationError;
use presentation::{Administrator, ChangeProblems, JsonBody, NamedUserBody, Problem, Routes, UserBody};
use shaku::HasComponent;

use crate::ReactivateUser;

/// Open an account again
///
/// The user may log in again; sessions that ended stay dead. Doing it twice changes nothing.
#[utoipa::path(
    tag = "Users",
    operation_id = "reactivateUser",
    request_body = NamedUserBody,
    responses((status = 200, description = "The user as it is now.", body = UserBody), ChangeProblems<(Administrator, JsonBody, AdministrationError)>),
    security(("session" = [])),
)]
#[patch("/api/v1/users/reactivate")]
async fn reactivate_user(
    reactivate_user: web::Data<dyn ReactivateUser>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let target = body.read::<NamedUserBody>().await?.into();
    let user = reactivate_user.execute(&actor, &target).await?;
    Ok(HttpResponse::Ok().json(UserBody::from(&user)))
}

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn ReactivateUser> + ?Sized,
{
    Routes::of(module.resolve(), reactivate_user)
}
