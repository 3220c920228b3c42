use actix_web::{HttpResponse, http::header, post, web};
use application::HasInteractor;
use domain::Username;
use presentation::{Anonymous, ChangeProblems, Code, JsonBody, Problem, Refusals, Routes, UserBody};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{SignUp, SignUpCommand, SignUpError};

/// The account to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignUpRequest {
    /// 5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
    /// case.
    #[schema(example = "ada.lovelace", min_length = 5, max_length = 20, pattern = "^[A-Za-z0-9]([._-]?[A-Za-z0-9])*$")]
    username: String,
    /// 8 to 128 characters; neither a common password nor the username.
    #[schema(value_type = String, format = Password, example = "difference engine", min_length = 8, max_length = 128)]
    password: SecretString,
}

/// Sign up
///
/// Creates an account with the role `user`, without logging in. For callers without a session. A username that is
/// taken, in any letter case, is refused with `username-taken`.
#[utoipa::path(
    request_body = SignUpRequest,
    responses(
        (status = 201, description = "The account was created.", body = UserBody, headers(("Location" = String, description = "The path of the user."))),
        ChangeProblems<Anonymous, JsonBody, SignUpError>,
    ),
)]
#[post("/api/v1/auth/signup")]
async fn sign_up(
    sign_up: web::Data<SignUp>,
    Anonymous(caller): Anonymous,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let SignUpRequest { username, password } = body.read().await?;
    let username =
        Username::parse(&username).map_err(|rule| Problem::field(Code::InvalidUsername, "/username", rule))?;
    let user = sign_up.execute(&caller, SignUpCommand { username, password }).await?;
    let location = (header::LOCATION, format!("/api/v1/users/{}", user.id()));
    Ok(HttpResponse::Created().insert_header(location).json(UserBody::from(&user)))
}

impl Refusals for SignUpError {
    const CODES: &'static [Code] = &[Code::UsernameTaken, Code::InvalidUsername, Code::InvalidPassword];
}

impl From<SignUpError> for Problem {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::Limit(error) => error.into(),
            SignUpError::Account(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<SignUp>) -> Routes {
    Routes::of(module.interactor(), sign_up)
}
