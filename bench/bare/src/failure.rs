use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use thiserror::Error;

/// Why a request is refused. Refusals are not measured, so they have a status and no more.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("the request is malformed")]
    Unreadable,
    #[error("the request has no session")]
    Unauthenticated,
    #[error("the resource does not exist")]
    NotFound,
    #[error("the products can't be ordered")]
    Unplaceable,
    #[error(transparent)]
    Store(#[from] sqlx::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl ResponseError for Failure {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unplaceable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Store(_) | Self::Json(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
