//! The HTTP kit that every controller uses.
//!
//! A controller reads a request through this crate's extractors, calls its interactor and renders what it answers; problems,
//! cookies, request ids, security headers and refusals of cross-site calls are settled here once, at the [`edge`].

mod accounts;
mod body;
mod edge;
mod kit;
mod problem;
mod request;
mod routes;
mod session;
mod settings;

pub use accounts::{RoleName, UserBody};
pub use body::{JsonBody, parse_json};
pub use edge::edge;
pub use kit::Kit;
pub use problem::{Code, FieldError, FieldErrorBody, Problem, ProblemBody, problem_responses};
pub use request::{Administrator, Anonymous, RequestInfo, Scheme, SignedIn};
pub use routes::{RouteTable, not_found_or_method_not_allowed};
pub use session::{CookieSettings, SessionCookie};
pub use settings::{HttpSettings, Origin};
