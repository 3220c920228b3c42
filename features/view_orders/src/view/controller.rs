use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{FindError, HasInteractor};
use domain::Order;
use presentation::{IfNoneMatchHeader, OrderBody, Problem, Problems, Routes, SignedIn, path_id, unless_known};

use super::ViewOrder;

/// Look at an order
///
/// For its owner and for admins. Somebody else's is not found, as if there were none.
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
            headers(("ETag" = String, description = "Names this state of the order.")),
        ),
        (
            status = 304,
            description = "The client has the order already.",
            headers(("ETag" = String, description = "Names this state of the order.")),
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

/// Serves this use case out of `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewOrder>) -> Routes {
    Routes::of(module.interactor(), view_order)
}
