use std::fmt;

use crate::route::{Method, RoutePath};

/// An operation as documents name it: `DELETE /api/v1/auth/account`.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    pub(crate) method: Method,
    pub(crate) path: &'a RoutePath,
}

impl Operation<'_> {
    /// What documents sort it by: the path, then the method.
    pub(crate) fn key(&self) -> (String, Method) {
        (self.path.to_string(), self.method)
    }
}

impl fmt::Display for Operation<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}
