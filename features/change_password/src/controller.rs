use actix_web::{HttpResponse, put, web};
use application::HasInteractor;
use presentation::{ChangeProblems, Code, HttpSettings, JsonBody, Problem, Refusals, Routes, SignedIn};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{ChangePassword, ChangePasswordError, PasswordChange};

/// The current and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct ChangePasswordRequest {
    /// The current password.
    #[schema(value_type = String, format = Password, example = "difference engine")]
    current_password: SecretString,
    /// 8 to 128 characters; neither a common password nor the username.
    #[schema(value_type = String, format = Password, example = "analytical engine", min_length = 8, max_length = 128)]
    new_password: SecretString,
}

/// Change your password
///
/// Replaces the password of the signed-in user. Every other session of the user ends, and this one continues under a
/// new id: the response sets its cookie. A wrong current password is refused with `wrong-current-password`, and after
/// too many of them with `too-many-attempts`.
#[utoipa::path(
    request_body = ChangePasswordRequest,
    responses(
        (status = 204, description = "The password was changed.", headers(("Set-Cookie" = String, description = "The session cookie."))),
        ChangeProblems<SignedIn, JsonBody, ChangePasswordError>,
    ),
)]
#[put("/api/v1/auth/password")]
async fn change_password(
    change_password: web::Data<ChangePassword>,
    settings: web::Data<HttpSettings>,
    SignedIn(actor): SignedIn,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let ChangePasswordRequest { current_password: current, new_password: new } = body.read().await?;
    let token = change_password.execute(&actor, PasswordChange { current, new }).await?;
    Ok(HttpResponse::NoContent().cookie(settings.cookie.carrying(&token).into()).finish())
}

impl Refusals for ChangePasswordError {
    const CODES: &'static [Code] =
        &[Code::TooManyAttempts, Code::WrongCurrentPassword, Code::Conflict, Code::InvalidPassword];
}

impl From<ChangePasswordError> for Problem {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::Limit(error) => error.into(),
            ChangePasswordError::WrongCurrentPassword => {
                Self::new(Code::WrongCurrentPassword, "The current password is wrong. Nothing was changed.")
            }
            ChangePasswordError::Password(error) => Self::of_new_password(error, "/newPassword"),
            ChangePasswordError::SessionEnded => Self::unauthenticated(),
            ChangePasswordError::Hashing(error) => error.into(),
            ChangePasswordError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<ChangePassword>) -> Routes {
    Routes::of(module.interactor(), change_password)
}
