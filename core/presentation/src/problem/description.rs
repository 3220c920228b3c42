use actix_web::http::StatusCode;

/// The status of a code, and its texts for people.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Description {
    pub(super) status: StatusCode,
    /// The code in a few words.
    pub(super) title: &'static str,
    /// When a request gets this problem.
    pub(super) meaning: &'static str,
    /// What a client should do about it.
    pub(super) advice: &'static str,
}
