use actix_web::{HttpResponse, http::header, post, web};
use application::{Authority, HasInteractor, NewAccount};
use domain::{Role, Username};
use presentation::{Administrator, ChangeProblems, Code, JsonBody, Problem, Refusals, Routes, UserBody};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{CreateUser, CreateUserError};

/// The user to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateUserRequest {
    /// 5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
    /// case.
    #[schema(example = "grace.hopper", min_length = 5, max_length = 20, pattern = "^[A-Za-z0-9]([._-]?[A-Za-z0-9])*$")]
    username: String,
    /// 8 to 128 characters; neither a common password nor the username.
    #[schema(value_type = String, format = Password, example = "nanoseconds of wire", min_length = 8, max_length = 128)]
    password: SecretString,
    /// The user's role.
    role: AssignableRole,
}

/// A role that the API can give to a new user.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AssignableRole {
    /// Manages the user's own account, sessions and orders.
    User,
    /// Administers users, products and orders.
    Admin,
}

/// Create a user
///
/// Creates an active user with the role `user` or `admin`. For admins; the configuration decides whether only super
/// admins may create admins. A username that is taken, in any letter case, is refused with `username-taken`.
#[utoipa::path(
    request_body = CreateUserRequest,
    responses(
        (status = 201, description = "The user was created.", body = UserBody, headers(("Location" = String, description = "The path of the user."))),
        ChangeProblems<Administrator, JsonBody, CreateUserError>,
    ),
)]
#[post("/api/v1/users")]
async fn create_user(
    create_user: web::Data<CreateUser>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let CreateUserRequest { username, password, role } = body.read().await?;
    let username =
        Username::parse(&username).map_err(|rule| Problem::field(Code::InvalidUsername, "/username", rule))?;
    let account = NewAccount { username, password, role: role.into() };
    let user = create_user.execute(Authority::User(&actor), account).await?;
    let location = (header::LOCATION, format!("/api/v1/users/{}", user.id()));
    Ok(HttpResponse::Created().insert_header(location).json(UserBody::from(&user)))
}

impl From<AssignableRole> for Role {
    fn from(role: AssignableRole) -> Self {
        match role {
            AssignableRole::User => Self::User,
            AssignableRole::Admin => Self::Admin,
        }
    }
}

impl Refusals for CreateUserError {
    const CODES: &'static [Code] =
        &[Code::Forbidden, Code::UsernameTaken, Code::Conflict, Code::InvalidUsername, Code::InvalidPassword];
}

impl From<CreateUserError> for Problem {
    fn from(error: CreateUserError) -> Self {
        match error {
            CreateUserError::Forbidden(_) => Self::forbidden(),
            CreateUserError::Account(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<CreateUser>) -> Routes {
    Routes::of(module.interactor(), create_user)
}
