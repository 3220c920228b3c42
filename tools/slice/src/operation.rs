use std::fmt;

use crate::{
    lists::Entry,
    route::{Method, RoutePath},
};

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

    /// Whether a row begins with it: `("DELETE", "/api/v1/auth/account", ...)`.
    pub(crate) fn begins(&self, row: &Entry) -> bool {
        row.texts().iter().map(String::as_str).take(2).eq([self.method.as_str(), self.path.as_str()])
    }
}

impl fmt::Display for Operation<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}
