use std::{collections::BTreeMap, sync::Arc};

use actix_web::{Responder, get, web};
use presentation::{Code, Problem, Routes, problem_responses};
use serde::Serialize;
use serde_json::json;
use utoipa::{
    IntoResponses, ToSchema,
    openapi::{RefOr, Response},
};

use crate::{
    readiness::{Check, Checks, Readiness},
    version::{EXAMPLE, REVISION, VERSION, features},
};

/// The status of a healthy service.
#[derive(Serialize, ToSchema)]
struct Status {
    #[schema(example = "ok")]
    status: &'static str,
}

/// The results of all checks.
#[derive(Serialize, ToSchema)]
struct ReadinessBody {
    #[schema(example = "ok")]
    status: &'static str,
    checks: ChecksBody,
}

/// The result of each check.
#[derive(Serialize, ToSchema)]
#[schema(as = Checks)]
struct ChecksBody {
    /// `ok`, `unreachable`, or `read-only` if it answers but would refuse writes.
    store: Check,
    /// `ok`, `missing` or `unknown`.
    migrations: Check,
    /// `ok` or `draining`.
    server: Check,
    /// `off`, `on` while the store is in maintenance, in which reads are served and changes refused, or `unknown`.
    maintenance: Check,
}

/// The running version.
#[derive(Serialize, ToSchema)]
#[schema(as = Version)]
struct VersionBody {
    #[schema(example = "tranche")]
    name: &'static str,
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// The git revision of the build; null if unknown.
    #[schema(required, example = "3f1c2ab")]
    revision: Option<&'static str>,
    /// The optional parts that are built in: stores, and the console.
    #[schema(example = json!(EXAMPLE))]
    features: Vec<&'static str>,
}

struct NotReady;

impl IntoResponses for NotReady {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problem_responses(vec![Code::Unavailable, Code::Internal])
    }
}

/// Get the status of the API
#[utoipa::path(
    tag = "System",
    operation_id = "greet",
    responses((status = 200, description = "The process is alive.", body = Status)),
)]
#[get("/api/v1/")]
async fn greet() -> impl Responder {
    web::Json(Status { status: "ok" })
}

/// Check liveness
#[utoipa::path(
    tag = "System",
    operation_id = "liveness",
    responses((status = 200, description = "The process is alive.", body = Status)),
)]
#[get("/livez")]
async fn liveness() -> impl Responder {
    web::Json(Status { status: "ok" })
}

/// Check readiness
///
/// The process is not ready while the store is unreachable or refuses writes, migrations are missing or the server is
/// draining; `checks` in the problem says which. It is ready in maintenance, and `checks` says so.
#[utoipa::path(
    tag = "System",
    operation_id = "readiness",
    responses((status = 200, description = "The process is ready.", body = ReadinessBody), NotReady),
)]
#[get("/readyz")]
async fn readiness(readiness: web::Data<Readiness>) -> Result<impl Responder, Problem> {
    let checks = readiness.look().await;
    let body = ChecksBody::from(checks);
    if checks.all_ok() {
        return Ok(web::Json(ReadinessBody { status: "ok", checks: body }));
    }
    Err(Problem::new(Code::Unavailable, "The process is not ready; `checks` says why.")
        .with_extension("checks", json!(body)))
}

/// Get the version
#[utoipa::path(
    tag = "System",
    operation_id = "version",
    responses((status = 200, description = "The running version.", body = VersionBody)),
)]
#[get("/version")]
async fn version() -> impl Responder {
    web::Json(VersionBody { name: env!("CARGO_PKG_NAME"), version: VERSION, revision: REVISION, features: features() })
}

impl From<Checks> for ChecksBody {
    fn from(checks: Checks) -> Self {
        let Checks { store, migrations, server, maintenance } = checks;
        Self { store, migrations, server, maintenance }
    }
}

/// The routes that report the state of the service itself.
pub(crate) fn routes(checked: Arc<Readiness>) -> Routes {
    Routes::service(greet)
        .and(Routes::service(liveness))
        .and(Routes::of(checked, readiness))
        .and(Routes::service(version))
}
