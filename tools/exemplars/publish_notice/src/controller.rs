use actix_web::{HttpResponse, post, web};
use application::HasInteractor;
use presentation::{Administrator, ChangeProblems, Code, JsonBody, Problem, Refusals, Routes};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{PublishNotice, PublishNoticeError};

/// What the call is about; so far an empty object.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PublishNoticeRequest {}

/// Publish a notice
#[utoipa::path(
    request_body = PublishNoticeRequest,
    responses(
        (status = 204, description = "It is done."),
        ChangeProblems<Administrator, JsonBody, PublishNoticeError>,
    ),
)]
#[post("/api/v1/notices")]
async fn publish_notice(
    publish_notice: web::Data<PublishNotice>,
    Administrator(actor): Administrator,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let PublishNoticeRequest {} = body.read().await?;
    publish_notice.execute(&actor).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl Refusals for PublishNoticeError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::Conflict];
}

impl From<PublishNoticeError> for Problem {
    fn from(error: PublishNoticeError) -> Self {
        match error {
            PublishNoticeError::Forbidden(_) => Self::forbidden(),
            PublishNoticeError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<PublishNotice>) -> Routes {
    Routes::of(module.interactor(), publish_notice)
}
