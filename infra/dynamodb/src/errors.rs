use std::{error::Error as StdError, time::Duration};

use application::StoreError;
use aws_sdk_dynamodb::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use thiserror::Error;

/// How long one call of a port takes at most, waiting and further tries included.
pub(crate) const DEADLINE: Duration = Duration::from_secs(4);

/// The store did not answer in time.
#[derive(Debug, Error)]
#[error("DynamoDB did not answer within {DEADLINE:?}")]
struct DeadlinePassed;

/// As many requests as may be are under way.
#[derive(Debug, Error)]
#[error("no request ended for another one to begin")]
pub(crate) struct Saturated;

/// A request did not succeed.
#[derive(Debug)]
pub(crate) enum Failure<E> {
    /// It was not sent.
    Saturated,
    /// It was, perhaps several times.
    Request(Box<SdkError<E, HttpResponse>>),
}

/// What is to be made of a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Others are in the way, or there are too many of them: it may succeed once they are through.
    Contended,
    /// Whether it was done is unknown, or the server has trouble: it is sent again a few times.
    Lost,
    /// There is no use in sending it again soon.
    Unavailable,
    /// Somebody must look.
    Broken,
}

/// Gives `call` until the deadline. What it wrote by then stays written, and a commit writes all or nothing.
pub(crate) async fn within_deadline<T, E: From<StoreError>>(call: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    match tokio::time::timeout(DEADLINE, call).await {
        Ok(result) => result,
        Err(_) => Err(StoreError::Unavailable(DeadlinePassed.into()).into()),
    }
}

/// What is to be made of `error`, whatever was asked for.
pub(crate) fn judge<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Verdict {
    match error {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => Verdict::Lost,
        // Other failures of a connection, such as one that ended before the answer, have a kind.
        SdkError::DispatchFailure(failure)
            if failure.is_io() || failure.is_timeout() || failure.as_other().is_some() =>
        {
            Verdict::Lost
        }
        // No credentials, as a rule: they may come.
        SdkError::DispatchFailure(_) => Verdict::Unavailable,
        SdkError::ServiceError(error) => {
            judge_answer(error.err().code().unwrap_or_default(), error.raw().status().as_u16())
        }
        _ => Verdict::Broken,
    }
}

/// What is to be made of an answer with this code of DynamoDB and this HTTP status.
fn judge_answer(code: &str, status: u16) -> Verdict {
    match code {
        "ThrottlingException"
        | "ProvisionedThroughputExceededException"
        | "RequestLimitExceeded"
        | "TransactionConflictException"
        | "TransactionInProgressException" => Verdict::Contended,
        // There is no table yet, or it is being made; or other credentials are fetched when the next request begins.
        "ResourceNotFoundException" | "ResourceInUseException" | "ExpiredTokenException" => Verdict::Unavailable,
        _ if status >= 500 => Verdict::Lost,
        _ => Verdict::Broken,
    }
}

impl<E> Failure<E> {
    /// What DynamoDB answered, where it did.
    pub(crate) fn answer(&self) -> Option<&E> {
        match self {
            Self::Request(error) => error.as_service_error(),
            Self::Saturated => None,
        }
    }

    /// The code of what DynamoDB answered.
    pub(crate) fn code(&self) -> Option<&str>
    where
        E: ProvideErrorMetadata,
    {
        self.answer().and_then(ProvideErrorMetadata::code)
    }
}

impl<E: ProvideErrorMetadata + StdError + Send + Sync + 'static> From<Failure<E>> for StoreError {
    fn from(failure: Failure<E>) -> Self {
        match failure {
            Failure::Saturated => Self::Unavailable(Saturated.into()),
            Failure::Request(error) => match judge(&error) {
                Verdict::Broken => Self::Broken(error),
                Verdict::Contended | Verdict::Lost | Verdict::Unavailable => Self::Unavailable(error),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_judged_by_their_code_and_else_by_their_status() {
        for (code, status, verdict) in [
            ("ThrottlingException", 400, Verdict::Contended),
            ("ProvisionedThroughputExceededException", 400, Verdict::Contended),
            ("TransactionConflictException", 400, Verdict::Contended),
            ("InternalServerError", 500, Verdict::Lost),
            ("", 503, Verdict::Lost),
            ("ResourceNotFoundException", 400, Verdict::Unavailable),
            ("ExpiredTokenException", 400, Verdict::Unavailable),
            ("ValidationException", 400, Verdict::Broken),
            ("AccessDeniedException", 400, Verdict::Broken),
            ("", 400, Verdict::Broken),
        ] {
            assert_eq!(judge_answer(code, status), verdict, "{code} {status}");
        }
    }
}
