//! The HTTP support that every controller uses.
//!
//! A controller reads a request through this crate's extractors, calls its interactor and renders the result; problems,
//! cookies, request ids, security headers and refusals of cross-site requests are handled here once, at the [`edge`].

mod accounts;
mod body;
mod concurrency_limit;
mod edge;
mod edit;
mod etag;
mod events;
mod half_closed;
mod http_stack;
mod idempotency;
mod ids;
mod moments;
mod money;
mod open_sets;
mod operations;
mod orders;
mod origin;
mod paging;
mod problem;
mod query;
mod request;
mod route_table;
mod routes;
mod sending;
mod session;
mod settings;
mod text;
mod webhooks;

pub use accounts::{NamedUserBody, RoleName, UserBody};
pub use body::{JsonBody, parse_json};
pub use concurrency_limit::Overloaded;
pub use edge::edge;
pub use edit::deserialize_edit;
pub use etag::{IfMatchHeader, IfNoneMatchHeader, content_tag, entity_tag, is_known, precondition, unless_known};
pub use events::{EventBody, EventTypeName, SubjectKindName};
pub use half_closed::SendingSide;
pub use http_stack::HttpStack;
pub use idempotency::{IdempotencyKeyHeader, idempotency_key};
pub use ids::{IdBody, deserialize_id, path_id, query_id};
pub use moments::query_moment;
pub use money::{MoneyBody, MoneyInputBody, PriceBody};
pub use orders::{OrderBody, OrderStatusName};
pub use origin::Origin;
pub use paging::{ListIdentity, PageRequest, PageTokens, read_position, write_position};
pub use problem::{
    ChangeProblems, Code, Contention, FieldError, FieldErrorBody, Problem, ProblemBody, ProblemCode, ProblemType,
    Problems, Refusals, SliceCode, problem_responses, problem_types,
};
pub use query::{has_parameter, read_query};
pub use request::{
    ActingUser, Administrator, Anonymous, Gateway, Leaving, Public, RequestInfo, Scheme, SignedIn, SuperAdministrator,
    forwarded_peer, forwarded_scheme, read_hop,
};
pub use route_table::{RouteTable, not_found_or_method_not_allowed};
pub use routes::Routes;
pub use session::{CookieSettings, SessionCookie};
pub use settings::HttpSettings;
pub use text::{listed_text, trimmed_text};
