use actix_web::{HttpResponse, patch, web};
use application::{AdministrationError, HasInteractor};
use presentation::{Administrator, ChangeProblems, JsonBody, NamedUserBody, Problem, Routes, UserBody};

use crate::InactivateUser;

/// Deactivate a user
///
/// Ends every session of a user at once, and refuses further log-ins. A repeated call changes nothing. For admins. The
/// target must be another user; an admin as the target requires the right to manage admins, a super admin the role
/// `super_admin`.
#[utoipa::path(
    request_body = NamedUserBody,
    extensions(("x-console" = json!({"when": {"isActive": [true]}, "danger": true}))),
    responses((status = 200, description = "The user after the change.", body = UserBody), ChangeProblems<Administrator, JsonBody, AdministrationError>),
)]
#[patch("/api/v1/users/inactivate")]
async fn inactivate_user(
    inactivate_user: web::Data<InactivateUser>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let target = body.read::<NamedUserBody>().await?.into();
    let user = inactivate_user.execute(&actor, &target).await?;
    Ok(HttpResponse::Ok().json(UserBody::from(&user)))
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<InactivateUser>) -> Routes {
    Routes::of(module.interactor(), inactivate_user)
}
