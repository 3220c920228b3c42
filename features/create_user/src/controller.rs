use actix_web::{HttpResponse, http::header, post, web};
use application::{Authority, HasInteractor, NewAccount};
use domain::{Role, Username};
use presentation::{Administrator, ChangeProblems, Code, JsonBody, Problem, Refusals, Routes, UserBody};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{CreateUser, CreateUserError};

/// The account to make for somebody.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateUserRequest {
    /// 5 to 20 of `A-Z a-z 0-9 . _ -`, a letter or digit at both ends, no two of `. _ -` in a row. Unique regardless of
    /// case.
    #[schema(example = "grace.hopper", min_length = 5, max_length = 20, pattern = "^[A-Za-z0-9]([._-]?[A-Za-z0-9])*$")]
    username: String,
    /// 8 to 128 characters; not a common password, not the username.
    #[schema(value_type = String, format = Password, example = "nanoseconds of wire", min_length = 8, max_length = 128)]
    password: SecretString,
    /// What the user may do.
    role: AssignableRole,
}

/// A role that an account can be made with over the API.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AssignableRole {
    /// Acts on what is the user's own.
    User,
    /// Administers users, products and orders.
    Admin,
}

/// Make an account for somebody
#[utoipa::path(
    request_body = CreateUserRequest,
    responses(
        (status = 201, description = "The account was made.", body = UserBody, headers(("Location" = String, description = "Where the user is."))),
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
        &[Code::Forbidden, Code::UsernameTaken, Code::InvalidUsername, Code::InvalidPassword];
}

impl From<CreateUserError> for Problem {
    fn from(error: CreateUserError) -> Self {
        match error {
            CreateUserError::Forbidden(_) => Self::forbidden(),
            CreateUserError::Account(error) => error.into(),
        }
    }
}

/// Serves this slice out of `module`.
pub fn routes(module: &impl HasInteractor<CreateUser>) -> Routes {
    Routes::of(module.interactor(), create_user)
}
