use actix_web::{HttpResponse, post, web};
use application::HasInteractor;
use presentation::{Anonymous, ChangeProblems, Code, HttpSettings, JsonBody, Problem, Refusals, Routes, UserBody};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Credentials, LogIn, LogInError, LoggedIn};

/// The credentials.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogInRequest {
    /// The username, in any letter case.
    #[schema(example = "ada.lovelace")]
    username: String,
    /// The password.
    #[schema(value_type = String, format = Password, example = "difference engine")]
    password: SecretString,
}

/// The user and the started session.
#[derive(Serialize, ToSchema)]
struct LogInResponse {
    user: UserBody,
    session: StartedSession,
}

/// A started session.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct StartedSession {
    /// The public id, a `UUIDv7`. It is not a credential.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    id: String,
    /// When the session expires, unless it is used before.
    #[schema(format = DateTime, example = "2026-11-21T06:42:28.042Z")]
    expires_at: String,
}

/// Log in
///
/// Starts a session and sets its cookie. For callers without a session. An unknown username, a wrong password and an
/// inactive user are refused alike, with `invalid-credentials`; after too many attempts, with `too-many-attempts`.
#[utoipa::path(
    request_body = LogInRequest,
    responses(
        (status = 200, description = "The session was started.", body = LogInResponse, headers(("Set-Cookie" = String, description = "The session cookie."))),
        ChangeProblems<Anonymous, JsonBody, LogInError>,
    ),
)]
#[post("/api/v1/auth/login")]
async fn log_in(
    log_in: web::Data<LogIn>,
    settings: web::Data<HttpSettings>,
    Anonymous(caller): Anonymous,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let LogInRequest { username, password } = body.read().await?;
    let LoggedIn { user, session, token } = log_in.execute(&caller, Credentials { username, password }).await?;
    let cookie = settings.cookie.carrying(&token).into();
    let session = StartedSession { id: session.id().to_string(), expires_at: session.expires_at().to_string() };
    Ok(HttpResponse::Ok().cookie(cookie).json(LogInResponse { user: UserBody::from(&user), session }))
}

impl Refusals for LogInError {
    const CODES: &'static [Code] = &[Code::InvalidCredentials];
}

impl From<LogInError> for Problem {
    fn from(error: LogInError) -> Self {
        match error {
            LogInError::InvalidCredentials => {
                Self::new(Code::InvalidCredentials, "No active account has this username and password.")
            }
            LogInError::Limit(error) => error.into(),
            LogInError::Hashing(error) => error.into(),
            LogInError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<LogIn>) -> Routes {
    Routes::of(module.interactor(), log_in)
}
