use application::{HashingError, OpenAccountError, StoreError};

use super::{Code, Problem};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::unavailable(error),
            StoreError::Broken(_) => Self::internal(error),
        }
    }
}

impl From<HashingError> for Problem {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Saturated => Self::unavailable(error),
            HashingError::Failed(_) => Self::internal(error),
        }
    }
}

impl From<OpenAccountError> for Problem {
    fn from(error: OpenAccountError) -> Self {
        match error {
            OpenAccountError::InvalidPassword(rule) => Self::field(Code::InvalidPassword, "/password", rule),
            OpenAccountError::UsernameTaken => {
                Self::new(Code::UsernameTaken, "Somebody has this username. Choose another.")
            }
            OpenAccountError::Hashing(error) => error.into(),
            OpenAccountError::Store(error) => error.into(),
            OpenAccountError::Unexpected(_) => Self::internal(error),
        }
    }
}
