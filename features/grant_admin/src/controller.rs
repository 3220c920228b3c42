use actix_web::{HttpResponse, patch, web};
use application::{AdministrationError, HasInteractor};
use presentation::{Administrator, ChangeProblems, JsonBody, NamedUserBody, Problem, Routes, UserBody};

use crate::GrantAdmin;

/// Grant the role of admin
///
/// Grants the role `admin` to a user, from the next request on. A repeated call changes nothing. For users who manage
/// admins: super admins or, if so configured, admins. The target must be another user, and not a super admin.
#[utoipa::path(
    request_body = NamedUserBody,
    extensions(("x-console" = json!({"when": {"role": ["user"]}}))),
    responses((status = 200, description = "The user after the change.", body = UserBody), ChangeProblems<Administrator, JsonBody, AdministrationError>),
)]
#[patch("/api/v1/users/grant")]
async fn grant_admin(
    grant_admin: web::Data<GrantAdmin>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let target = body.read::<NamedUserBody>().await?.into();
    let user = grant_admin.execute(&actor, &target).await?;
    Ok(HttpResponse::Ok().json(UserBody::from(&user)))
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<GrantAdmin>) -> Routes {
    Routes::of(module.interactor(), grant_admin)
}
