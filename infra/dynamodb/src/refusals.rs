//! Refusals of DynamoDB that concern every request, and what to do about each, in one sentence.

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use thiserror::Error;

/// There are no credentials to sign requests with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "there are no credentials for DynamoDB: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile that \
     has some, or run as a container, function or machine that has a role"
)]
pub(crate) struct NoCredentials;

/// Why DynamoDB refuses every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It does not accept the credentials.
    Credentials,
    /// The credentials lack rights.
    Rights,
    /// The table does not exist, or is not ready.
    Table,
    /// The index does not exist, or is being filled.
    Index,
}

/// A refusal, as a message.
#[derive(Debug, Error)]
pub(crate) enum Refused {
    #[error(
        "DynamoDB does not accept the credentials ({0}): renew the keys, the token or the role that the environment or the \
         profile names, and check the clock of this machine"
    )]
    Credentials(String),
    #[error(
        "DynamoDB does not let these credentials use the table {table} ({answer}): give their user or role the actions that \
         the operations guide lists"
    )]
    Rights { answer: String, table: String },
    #[error(
        "DynamoDB has no table {table} that is ready ({answer}): `tranche migrate up` creates it, and so does a start \
         with `store.migrate_on_start`"
    )]
    Table { answer: String, table: String },
    #[error("the table {table} lacks an index, or one is being filled ({answer}): `tranche migrate up` creates it")]
    Index { answer: String, table: String },
}

impl Refusal {
    /// The refusal of this response, if it is one.
    pub(crate) fn of(answer: &impl ProvideErrorMetadata) -> Option<Self> {
        match answer.code()? {
            "ExpiredTokenException"
            | "ExpiredToken"
            | "UnrecognizedClientException"
            | "InvalidClientTokenId"
            | "InvalidSignatureException"
            | "SignatureDoesNotMatch"
            | "IncompleteSignatureException"
            | "MissingAuthenticationTokenException"
            | "MissingAuthenticationToken"
            | "RequestExpired" => Some(Self::Credentials),
            "AccessDeniedException" | "AccessDenied" | "NotAuthorized" | "OptInRequired" => Some(Self::Rights),
            "ResourceNotFoundException" | "ResourceInUseException" | "TableNotFoundException" => Some(Self::Table),
            "ValidationException" => answer.message().is_some_and(is_about_the_index).then_some(Self::Index),
            _ => None,
        }
    }

    /// The refusal as a message: DynamoDB's response, the table, and what to do.
    pub(crate) fn explain(self, answer: &impl ProvideErrorMetadata, table: &str) -> Refused {
        let code = answer.code().unwrap_or_default();
        let answer = answer.message().map_or_else(|| code.to_owned(), |message| format!("{code}: {message}"));
        let table = table.to_owned();
        match self {
            Self::Credentials => Refused::Credentials(answer),
            Self::Rights => Refused::Rights { answer, table },
            Self::Table => Refused::Table { answer, table },
            Self::Index => Refused::Index { answer, table },
        }
    }
}

/// DynamoDB has no separate code for an index that can't be read yet.
fn is_about_the_index(message: &str) -> bool {
    message.contains("does not have the specified index") || message.contains("backfilling global secondary index")
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::error::ErrorMetadata;

    use super::*;

    fn answer(code: &str, message: &str) -> ErrorMetadata {
        ErrorMetadata::builder().code(code).message(message).build()
    }

    #[test]
    fn refusals_are_known_by_their_code() {
        for (code, message, expected) in [
            ("ExpiredTokenException", "", Some(Refusal::Credentials)),
            ("UnrecognizedClientException", "", Some(Refusal::Credentials)),
            ("AccessDeniedException", "", Some(Refusal::Rights)),
            ("ResourceNotFoundException", "", Some(Refusal::Table)),
            ("ResourceInUseException", "", Some(Refusal::Table)),
            ("ValidationException", "The table does not have the specified index: by_time", Some(Refusal::Index)),
            (
                "ValidationException",
                "Cannot read from backfilling global secondary index: by_time",
                Some(Refusal::Index),
            ),
            ("ValidationException", "One or more parameter values were invalid", None),
            ("ThrottlingException", "", None),
        ] {
            assert_eq!(Refusal::of(&answer(code, message)), expected, "{code} {message}");
        }
        assert_eq!(Refusal::of(&ErrorMetadata::builder().build()), None);
    }

    #[test]
    fn a_refusal_says_what_was_answered_about_which_table_and_what_to_do() {
        let denied = answer("AccessDeniedException", "User: x is not authorized to perform: dynamodb:PutItem");
        let text = Refusal::Rights.explain(&denied, "tranche in eu-central-1").to_string();
        for part in ["tranche in eu-central-1", "dynamodb:PutItem", "operations guide"] {
            assert!(text.contains(part), "{text}");
        }
    }
}
