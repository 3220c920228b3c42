use actix_web::{HttpResponse, put, web};
use application::{HasInteractor, Target};
use presentation::{Administrator, ChangeProblems, Code, JsonBody, Problem, Refusals, Routes, path_id};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{SetPassword, SetPasswordError};

/// The new password of a user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetPasswordRequest {
    /// 8 to 128 characters; neither a common password nor the username.
    #[schema(value_type = String, format = Password, example = "nanoseconds of wire", min_length = 8, max_length = 128)]
    password: SecretString,
}

/// Set a user's password
///
/// Replaces the password of a user, and ends every session of the user at once. For admins. The target must be another
/// user; an admin as the target requires the right to manage admins, a super admin the role `super_admin`.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "The user's id.")),
    request_body = SetPasswordRequest,
    responses((status = 204, description = "The password was set."), ChangeProblems<Administrator, JsonBody, SetPasswordError>),
)]
#[put("/api/v1/users/{id}/password")]
async fn set_password(
    set_password: web::Data<SetPassword>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let SetPasswordRequest { password } = body.read().await?;
    let target = Target::Id(path_id(&id)?);
    set_password.execute(&actor, &target, password).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl Refusals for SetPasswordError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::NotFound, Code::Conflict, Code::InvalidPassword];
}

impl From<SetPasswordError> for Problem {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::Administration(error) => error.into(),
            SetPasswordError::Password(error) => Self::of_new_password(error, "/password"),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<SetPassword>) -> Routes {
    Routes::of(module.interactor(), set_password)
}
