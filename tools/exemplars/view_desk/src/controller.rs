use actix_web::{HttpResponse, get, web};
use application::HasInteractor;
use presentation::{Administrator, Code, Problem, Problems, Refusals, Routes};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{ViewDesk, ViewDeskError};

/// What was read.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ViewDeskResponse {
    /// When it was read.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    read_at: String,
}

/// View the desk
#[utoipa::path(
    responses(
        (status = 200, description = "What was read.", body = ViewDeskResponse),
        Problems<Administrator, ViewDeskError>,
    ),
)]
#[get("/api/v1/desk")]
async fn view_desk(
    view_desk: web::Data<ViewDesk>,
    Administrator(actor): Administrator,
) -> Result<HttpResponse, Problem> {
    let read_at = view_desk.execute(&actor)?;
    Ok(HttpResponse::Ok().json(ViewDeskResponse { read_at: read_at.to_string() }))
}

impl Refusals for ViewDeskError {
    const CODES: &'static [Code] = &[Code::Forbidden];
}

impl From<ViewDeskError> for Problem {
    fn from(error: ViewDeskError) -> Self {
        match error {
            ViewDeskError::Forbidden(_) => Self::forbidden(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<ViewDesk>) -> Routes {
    Routes::of(module.interactor(), view_desk)
}
