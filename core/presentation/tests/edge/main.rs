//! The rules for every request and every response, on every route: small routes behind the server's edge.

mod bodies;
mod cors;
mod cross_site;
mod failures;
mod headers;
mod paths;
mod request_ids;
mod routes;
mod wire;
