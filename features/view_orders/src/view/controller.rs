use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{FindError, HasInteractor};
use domain::Order;
use presentation::{IfNoneMatchHeader, OrderBody, Problem, Problems, Routes, SignedIn, path_id, unless_known};

use super::ViewOrder;

/// Get an order
///
/// Returns an order. For the user who placed it and for admins. Another user's order is `order-not-found`, like an
/// unknown one.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The order's id."),
        IfNoneMatchHeader,
    ),
    responses(
        (
            status = 200,
            description = "The order.",
            body = OrderBody,
            headers(("ETag" = String, description = "The tag of this state of the order.")),
        ),
        (
            status = 304,
            description = "The order has not changed.",
            headers(("ETag" = String, description = "The tag of this state of the order.")),
        ),
        Problems<SignedIn, FindError<Order>>,
    ),
)]
#[get("/api/v1/orders/{id}")]
async fn view_order(
    view_order: web::Data<ViewOrder>,
    SignedIn(actor): SignedIn,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let order = view_order.execute(&actor, path_id(&id)?).await?;
    Ok(unless_known(&request, &order.state(), OrderBody::from(&order)))
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewOrder>) -> Routes {
    Routes::of(module.interactor(), view_order)
}
