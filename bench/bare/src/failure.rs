use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use thiserror::Error;

/// Why a request is refused. Nobody measures refusals, so they have a status and no more.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    #[error("the request can't be read")]
    Unreadable,
    #[error("nobody is signed in")]
    Unauthenticated,
    #[error("there is no such thing")]
    NotFound,
    #[error("this can't be ordered")]
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
