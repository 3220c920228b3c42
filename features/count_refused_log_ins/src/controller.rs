use actix_web::{HttpResponse, get, web};
use application::{HasInteractor, ListError};
use presentation::{Administrator, Problem, Problems, Routes};
use serde::Serialize;
use utoipa::ToSchema;

use crate::CountRefusedLogIns;

/// How many log-ins were refused.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CountRefusedLogInsResponse {
    /// The log-ins that were refused.
    #[schema(example = 3)]
    count: u64,
    /// Since when they were counted: the beginning of an hour, 23 to 24 hours ago.
    #[schema(format = DateTime, example = "2026-11-21T06:00:00.000Z")]
    since: String,
}

/// Count refused log-ins
///
/// Returns how many log-ins were refused in the last day because no active account has the credentials. Those beyond a
/// limit on guessing, which get a 429, are not among them. For admins.
#[utoipa::path(
    tag = "Operations",
    responses((status = 200, description = "The count.", body = CountRefusedLogInsResponse), Problems<Administrator, ListError>),
)]
#[get("/api/v1/refused-log-ins")]
async fn count_refused_log_ins(
    count_refused_log_ins: web::Data<CountRefusedLogIns>,
    Administrator(actor): Administrator,
) -> Result<HttpResponse, Problem> {
    let refused = count_refused_log_ins.execute(&actor).await?;
    let body = CountRefusedLogInsResponse { count: refused.count, since: refused.since.to_string() };
    Ok(HttpResponse::Ok().json(body))
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<CountRefusedLogIns>) -> Routes {
    Routes::of(module.interactor(), count_refused_log_ins)
}
