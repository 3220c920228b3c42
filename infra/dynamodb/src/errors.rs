use std::{error::Error as StdError, sync::Arc, time::Duration};

use application::{StoreError, within_shared_timeout};
use aws_sdk_dynamodb::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use futures_util::FutureExt;
use thiserror::Error;

use crate::refusals::{NoCredentials, Refusal};

/// The timeout of one call of a port, waiting and retries included, and of all calls of one request together: a second
/// less than the timeout of a response.
pub(crate) const DEADLINE: Duration = Duration::from_secs(4);

/// The store did not answer in time.
#[derive(Debug, Error)]
#[error("DynamoDB did not answer within {DEADLINE:?}")]
struct DeadlinePassed;

/// The limit of concurrent requests is reached.
#[derive(Debug, Error)]
#[error("too many requests were in flight; `store.max_connections` sets the limit")]
pub(crate) struct Saturated;

/// A request did not succeed.
#[derive(Debug)]
pub(crate) enum Failure<E> {
    /// It was not sent.
    Saturated,
    /// It could not be signed.
    NoCredentials(NoCredentials),
    /// It was sent, perhaps several times, to this table.
    Request(Box<SdkError<E, HttpResponse>>, Arc<str>),
}

/// How to handle a failed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Other requests conflict with it, or there are too many: it may succeed after them.
    Contended,
    /// Whether it took effect is unknown, or the server has a problem: it is retried a few times.
    Lost,
    /// DynamoDB does not accept the credentials. They may have been renewed: retry once.
    Unauthenticated,
    /// A retry would not help soon.
    Unavailable,
    /// An operator must investigate.
    Unexpected,
}

/// Runs `call` with the deadline of its request. Writes made before the deadline are kept; a commit writes all or
/// nothing.
pub(crate) fn within_deadline<T, E: From<StoreError>>(
    call: impl Future<Output = Result<T, E>>,
) -> impl Future<Output = Result<T, E>> {
    within_shared_timeout(DEADLINE, call)
        .map(|outcome| outcome.unwrap_or_else(|| Err(StoreError::Unavailable(DeadlinePassed.into()).into())))
}

/// How to handle `error`, for any request.
pub(crate) fn classify<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Verdict {
    match error {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => Verdict::Lost,
        // Other failures of a connection, such as one that ended before the response, have a kind.
        SdkError::DispatchFailure(failure)
            if failure.is_io() || failure.is_timeout() || failure.as_other().is_some() =>
        {
            Verdict::Lost
        }
        // Usually credentials that expired, and could not be renewed.
        SdkError::DispatchFailure(_) => Verdict::Unauthenticated,
        SdkError::ServiceError(error) => match Refusal::of(error.err()) {
            Some(Refusal::Credentials) => Verdict::Unauthenticated,
            Some(Refusal::Rights | Refusal::Table | Refusal::Index) => Verdict::Unavailable,
            None => classify_answer(error.err().code().unwrap_or_default(), error.raw().status().as_u16()),
        },
        _ => Verdict::Unexpected,
    }
}

/// How to handle a response with this DynamoDB code and this HTTP status.
fn classify_answer(code: &str, status: u16) -> Verdict {
    match code {
        "ThrottlingException"
        | "ProvisionedThroughputExceededException"
        | "RequestLimitExceeded"
        | "TransactionConflictException"
        | "TransactionInProgressException" => Verdict::Contended,
        _ if status >= 500 => Verdict::Lost,
        _ => Verdict::Unexpected,
    }
}

impl<E> Failure<E> {
    /// DynamoDB's response, if there is one.
    pub(crate) fn answer(&self) -> Option<&E> {
        match self {
            Self::Request(error, _) => error.as_service_error(),
            Self::Saturated | Self::NoCredentials(_) => None,
        }
    }

    /// The code in DynamoDB's response.
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
            Failure::NoCredentials(reason) => Self::Unavailable(reason.into()),
            Failure::Request(error, table) => match classify(&error) {
                Verdict::Unexpected => Self::Unexpected(error),
                // The client reports where it looked, and not what to do.
                Verdict::Unauthenticated | Verdict::Unavailable => {
                    let answer = error.as_service_error();
                    let refused = answer.and_then(|answer| Some(Refusal::of(answer)?.explain(answer, &table)));
                    Self::Unavailable(refused.map_or(error.into(), Into::into))
                }
                Verdict::Contended | Verdict::Lost => Self::Unavailable(error),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_classified_by_their_code_and_else_by_their_status() {
        for (code, status, verdict) in [
            ("ThrottlingException", 400, Verdict::Contended),
            ("ProvisionedThroughputExceededException", 400, Verdict::Contended),
            ("TransactionConflictException", 400, Verdict::Contended),
            ("InternalServerError", 500, Verdict::Lost),
            ("", 503, Verdict::Lost),
            ("ValidationException", 400, Verdict::Unexpected),
            ("", 400, Verdict::Unexpected),
        ] {
            assert_eq!(classify_answer(code, status), verdict, "{code} {status}");
        }
    }
}
