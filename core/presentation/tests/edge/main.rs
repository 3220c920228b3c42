//! What every request and every answer meets, whichever route takes it: small routes behind the edge of the server.

mod bodies;
mod cors;
mod cross_site;
mod failures;
mod headers;
mod paths;
mod request_ids;
mod routes;
mod wire;
