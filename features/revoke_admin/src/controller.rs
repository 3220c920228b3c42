use actix_web::{HttpResponse, patch, web};
use application::{AdministrationError, HasInteractor};
use presentation::{Administrator, ChangeProblems, JsonBody, NamedUserBody, Problem, Routes, UserBody};

use crate::RevokeAdmin;

/// Revoke the role of admin
///
/// Gives the role `user` to an admin, from the next request on. A repeated call changes nothing. For users who manage
/// admins: super admins or, if so configured, admins. The target must be another user; a super admin as the target
/// requires the role `super_admin`.
#[utoipa::path(
    request_body = NamedUserBody,
    extensions(("x-console" = json!({"when": {"role": ["admin"]}, "danger": true}))),
    responses((status = 200, description = "The user after the change.", body = UserBody), ChangeProblems<Administrator, JsonBody, AdministrationError>),
)]
#[patch("/api/v1/users/revoke")]
async fn revoke_admin(
    revoke_admin: web::Data<RevokeAdmin>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let target = body.read::<NamedUserBody>().await?.into();
    let user = revoke_admin.execute(&actor, &target).await?;
    Ok(HttpResponse::Ok().json(UserBody::from(&user)))
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<RevokeAdmin>) -> Routes {
    Routes::of(module.interactor(), revoke_admin)
}
