use actix_web::{HttpRequest, HttpResponse, get, web};
use application::HasInteractor;
use presentation::{
    Administrator, Code, IfNoneMatchHeader, Problem, Problems, Refusals, Routes, UserBody, path_id, unless_known,
};

use super::{ViewUser, ViewUserError};

/// Get a user
///
/// Returns a user. For admins.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The user's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (status = 200, description = "The user.", body = UserBody, headers(("ETag" = String, description = "The tag of this state of the user."))),
        (status = 304, description = "The user has not changed."),
        Problems<Administrator, ViewUserError>,
    ),
)]
#[get("/api/v1/users/{id}")]
async fn view_user(
    view_user: web::Data<ViewUser>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let user = view_user.execute(&actor, path_id(&id)?).await?;
    Ok(unless_known(&request, &user.version().number().to_string(), UserBody::from(&user)))
}

impl Refusals for ViewUserError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::NotFound];
}

impl From<ViewUserError> for Problem {
    fn from(error: ViewUserError) -> Self {
        match error {
            ViewUserError::Forbidden(_) => Self::forbidden(),
            ViewUserError::NotFound => Self::user_not_found(),
            ViewUserError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewUser>) -> Routes {
    Routes::of(module.interactor(), view_user)
}
