use actix_web::http::header::{self, HeaderValue};
use application::{
    AdministrationError, FindError, HashingError, LimitError, ListError, NewPasswordError, OpenAccountError, StoreError,
};
use domain::{Order, Product};

use super::{Code, Problem};

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Unusable(_) => Self::unavailable(error),
            StoreError::Maintenance => Self::new(
                Code::Maintenance,
                "The service is in maintenance and changes nothing at the moment. Reading works. Try again later.",
            ),
            StoreError::Unexpected(_) => Self::internal(error),
            StoreError::Contended => {
                Self::new(Code::Conflict, "Other requests are changing the same data. Get it again, and retry.")
                    .caused_by(error)
            }
        }
    }
}

impl From<HashingError> for Problem {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Saturated => {
                Self::new(Code::Unavailable, "Too many passwords wait to be hashed. Try again shortly.")
            }
            HashingError::Failed(_) => Self::internal(error),
        }
    }
}

impl From<OpenAccountError> for Problem {
    fn from(error: OpenAccountError) -> Self {
        match error {
            OpenAccountError::InvalidPassword(rule) => Self::field(Code::InvalidPassword, "/password", rule),
            OpenAccountError::UsernameTaken => {
                Self::new(Code::UsernameTaken, "This username is taken. Choose another.")
            }
            OpenAccountError::Hashing(error) => error.into(),
            OpenAccountError::Store(error) => error.into(),
        }
    }
}

impl From<LimitError> for Problem {
    fn from(error: LimitError) -> Self {
        match error {
            LimitError::TooMany { retry_after } => {
                // Rounded up, so that a client which waits these seconds is not refused again for a fraction of one.
                let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
                Self::new(Code::TooManyAttempts, format!("Too many attempts. Try again in {} s.", seconds.max(1)))
                    .with_header(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)))
            }
            LimitError::Store(error) => error.into(),
        }
    }
}

impl From<AdministrationError> for Problem {
    fn from(error: AdministrationError) -> Self {
        match error {
            AdministrationError::Forbidden(_) => Self::forbidden(),
            AdministrationError::NotFound => Self::user_not_found(),
            AdministrationError::Store(error) => error.into(),
        }
    }
}

impl From<FindError<Order>> for Problem {
    fn from(error: FindError<Order>) -> Self {
        match error {
            FindError::NotFound(_) => Self::order_not_found(),
            FindError::Store(error) => error.into(),
        }
    }
}

impl From<FindError<Product>> for Problem {
    fn from(error: FindError<Product>) -> Self {
        match error {
            FindError::NotFound(_) => Self::product_not_found(),
            FindError::Store(error) => error.into(),
        }
    }
}

impl From<ListError> for Problem {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Forbidden(_) => Self::forbidden(),
            ListError::Store(error) => error.into(),
        }
    }
}

impl Problem {
    /// The problem of a refused new password in the field at `pointer`.
    #[must_use]
    pub fn of_new_password(error: NewPasswordError, pointer: &str) -> Self {
        match error {
            NewPasswordError::Invalid(rule) => Self::field(Code::InvalidPassword, pointer, rule),
            NewPasswordError::Hashing(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn what_is_refused_by_design_has_no_cause_for_the_log() {
        let failure = || StoreError::Unavailable("no route to host".into());
        assert!(Problem::from(failure()).source().is_some());
        assert!(Problem::from(HashingError::Failed("out of memory".into())).source().is_some());
        for refusal in [Problem::from(StoreError::Maintenance), HashingError::Saturated.into()] {
            assert_eq!((refusal.code().status().as_u16(), refusal.source().is_some()), (503, false), "{refusal}");
        }
    }
}
