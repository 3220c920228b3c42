use actix_web::{HttpResponse, patch, web};
use application::{AdministrationError, HasInteractor};
use presentation::{Administrator, ChangeProblems, JsonBody, NamedUserBody, Problem, Routes, UserBody};

use crate::ReactivateUser;

/// Reactivate a user
///
/// Lets a deactivated user log in again; ended sessions stay ended. A repeated call changes nothing. For admins. The
/// target must be another user; an admin as the target requires the right to manage admins, a super admin the role
/// `super_admin`.
#[utoipa::path(
    request_body = NamedUserBody,
    extensions(("x-console" = json!({"when": {"isActive": [false]}}))),
    responses((status = 200, description = "The user after the change.", body = UserBody), ChangeProblems<Administrator, JsonBody, AdministrationError>),
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

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<ReactivateUser>) -> Routes {
    Routes::of(module.interactor(), reactivate_user)
}
