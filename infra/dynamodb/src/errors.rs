use std::{error::Error as StdError, sync::Arc, time::Duration};

use application::{StoreError, within_shared_timeout};
use aws_sdk_dynamodb::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use futures_util::FutureExt;
use thiserror::Error;

use crate::refusals::{NoCredentials, Refusal};

/// How long one call of a port takes at most, waiting and further tries included, and all calls of one request together: a
/// second less than an answer may take.
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
    /// It could not be signed.
    NoCredentials(NoCredentials),
    /// It was sent, perhaps several times, to this table.
    Request(Box<SdkError<E, HttpResponse>>, Arc<str>),
}

/// What is to be made of a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Others are in the way, or there are too many of them: it may succeed once they are through.
    Contended,
    /// Whether it was done is unknown, or the server has trouble: it is sent again a few times.
    Lost,
    /// DynamoDB does not accept the credentials. Others may be there by now.
    Unauthenticated,
    /// There is no use in sending it again soon.
    Unavailable,
    /// Somebody must look.
    Unexpected,
}

/// Gives `call` until the deadline of its request. What it wrote by then stays written, and a commit writes all or nothing.
pub(crate) fn within_deadline<T, E: From<StoreError>>(
    call: impl Future<Output = Result<T, E>>,
) -> impl Future<Output = Result<T, E>> {
    within_shared_timeout(DEADLINE, call)
        .map(|outcome| outcome.unwrap_or_else(|| Err(StoreError::Unavailable(DeadlinePassed.into()).into())))
}

/// What is to be made of `error`, whatever was asked for.
pub(crate) fn classify<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Verdict {
    match error {
        SdkError::TimeoutError(_) | SdkError::ResponseError(_) => Verdict::Lost,
        // Other failures of a connection, such as one that ended before the answer, have a kind.
        SdkError::DispatchFailure(failure)
            if failure.is_io() || failure.is_timeout() || failure.as_other().is_some() =>
        {
            Verdict::Lost
        }
        // Credentials that ended, as a rule, and could not be renewed.
        SdkError::DispatchFailure(_) => Verdict::Unauthenticated,
        SdkError::ServiceError(error) => match Refusal::of(error.err()) {
            Some(Refusal::Credentials) => Verdict::Unauthenticated,
            Some(Refusal::Rights | Refusal::Table | Refusal::Index) => Verdict::Unavailable,
            None => classify_answer(error.err().code().unwrap_or_default(), error.raw().status().as_u16()),
        },
        _ => Verdict::Unexpected,
    }
}

/// What is to be made of an answer with this code of DynamoDB and this HTTP status.
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
    /// What DynamoDB answered, where it did.
    pub(crate) fn answer(&self) -> Option<&E> {
        match self {
            Self::Request(error, _) => error.as_service_error(),
            Self::Saturated | Self::NoCredentials(_) => None,
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
            Failure::NoCredentials(reason) => Self::Unavailable(reason.into()),
            Failure::Request(error, table) => match classify(&error) {
                Verdict::Unexpected => Self::Unexpected(error),
                // The client tells where it looked for what it did not get, and nothing of what to do.
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
