use actix_web::{HttpRequest, HttpResponse, delete, web};
use application::HasInteractor;
use presentation::{
    ChangeProblems, Code, IfMatchHeader, OrderStatusName, Problem, Refusals, Routes, SignedIn, path_id, precondition,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{CancelOrder, CancelOrderError};

/// The status of the cancelled order.
#[derive(Serialize, ToSchema)]
struct CancelOrderResponse {
    #[schema(example = "cancelled")]
    status: OrderStatusName,
}

/// Cancel an order
///
/// Cancels a pending or processing order, and returns its units to the stocks. For the user who placed the order and
/// for admins. Any other status is refused with `order-not-cancellable`; another user's order is `order-not-found`.
#[utoipa::path(
    extensions(("x-console" = json!({"when": {"status": ["pending", "processing"]}}))),
    params(
        ("id" = Uuid, Path, description = "The order's id."),
        IfMatchHeader,
    ),
    responses((status = 200, description = "The order was cancelled.", body = CancelOrderResponse), ChangeProblems<SignedIn, CancelOrderError>),
)]
#[delete("/api/v1/orders/{id}")]
async fn cancel_order(
    cancel_order: web::Data<CancelOrder>,
    SignedIn(actor): SignedIn,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let order = cancel_order.execute(&actor, path_id(&id)?, &precondition(&request)).await?;
    Ok(HttpResponse::Ok().json(CancelOrderResponse { status: order.status().into() }))
}

impl Refusals for CancelOrderError {
    const CODES: &'static [Code] =
        &[Code::OrderNotFound, Code::Conflict, Code::PreconditionFailed, Code::OrderNotCancellable];
}

impl From<CancelOrderError> for Problem {
    fn from(error: CancelOrderError) -> Self {
        match error {
            CancelOrderError::NotFound => Self::order_not_found(),
            CancelOrderError::PreconditionFailed(_) => Self::precondition_failed(),
            CancelOrderError::NotCancellable(error) => {
                let detail = format!("The order is {}, and can't be cancelled any more.", error.status);
                Self::new(Code::OrderNotCancellable, detail)
            }
            CancelOrderError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<CancelOrder>) -> Routes {
    Routes::of(module.interactor(), cancel_order)
}
