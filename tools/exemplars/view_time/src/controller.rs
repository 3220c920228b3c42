use actix_web::{HttpResponse, get, web};
use application::HasInteractor;
use presentation::{Problems, Public, Routes};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ViewTime;

/// What was read.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ViewTimeResponse {
    /// When it was read.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    read_at: String,
}

/// Get the time
#[utoipa::path(
    responses(
        (status = 200, description = "What was read.", body = ViewTimeResponse),
        Problems<()>,
    ),
)]
#[get("/api/v1/time")]
async fn view_time(view_time: web::Data<ViewTime>, _: Public) -> HttpResponse {
    let read_at = view_time.execute();
    HttpResponse::Ok().json(ViewTimeResponse { read_at: read_at.to_string() })
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<ViewTime>) -> Routes {
    Routes::of(module.interactor(), view_time)
}
