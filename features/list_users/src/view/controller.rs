use actix_web::{HttpRequest, HttpResponse, get, http::header::ETag, web};
use presentation::{
    Administrator, Code, IfNoneMatchHeader, Problem, Problems, Refusals, Routes, UserBody, entity_tag, is_known,
    path_id,
};
use shaku::HasComponent;

use super::{ViewUser, ViewUserError};

/// Look at a user
#[utoipa::path(
    tag = "Users",
    operation_id = "viewUser",
    params(
        ("id" = Uuid, Path, description = "The user's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (status = 200, description = "The user.", body = UserBody, headers(("ETag" = String, description = "Names this state of the user."))),
        (status = 304, description = "The client has the user already."),
        Problems<(Administrator, ViewUserError)>,
    ),
    security(("session" = [])),
)]
#[get("/api/v1/users/{id}")]
async fn view_user(
    view_user: web::Data<dyn ViewUser>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let user = view_user.execute(&actor, path_id(&id)?).await?;
    let tag = entity_tag(&user.version().number().to_string());
    if is_known(&request, &tag) {
        return Ok(HttpResponse::NotModified().insert_header(ETag(tag)).finish());
    }
    Ok(HttpResponse::Ok().insert_header(ETag(tag)).json(UserBody::from(&user)))
}

impl Refusals for ViewUserError {
    fn codes() -> Vec<Code> {
        vec![Code::Forbidden, Code::NotFound]
    }
}

impl From<ViewUserError> for Problem {
    fn from(error: ViewUserError) -> Self {
        match error {
            ViewUserError::Forbidden(_) => Self::forbidden(),
            ViewUserError::NotFound => Self::new(Code::NotFound, "There is no such user."),
            ViewUserError::Store(error) => error.into(),
        }
    }
}

/// Serves this use case out of `module`.
pub(crate) fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn ViewUser> + ?Sized,
{
    Routes::of(module.resolve(), view_user)
}
