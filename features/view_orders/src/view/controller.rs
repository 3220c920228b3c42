use actix_web::{HttpRequest, HttpResponse, get, http::header::ETag, web};
use presentation::{
    Code, IfNoneMatchHeader, OrderBody, Problem, Problems, Refusals, Routes, SignedIn, entity_tag, is_known, path_id,
};
use shaku::HasComponent;

use super::{ViewOrder, ViewOrderError};

/// Look at an order
///
/// For its owner and for admins. Somebody else's is not found, as if there were none.
#[utoipa::path(
    tag = "Orders",
    operation_id = "viewOrder",
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
        Problems<(SignedIn, ViewOrderError)>,
    ),
    security(("session" = [])),
)]
#[get("/api/v1/orders/{id}")]
async fn view_order(
    view_order: web::Data<dyn ViewOrder>,
    SignedIn(actor): SignedIn,
    id: web::Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let order = view_order.execute(&actor, path_id(&id)?).await?;
    let tag = entity_tag(&order.state());
    if is_known(&request, &tag) {
        return Ok(HttpResponse::NotModified().insert_header(ETag(tag)).finish());
    }
    Ok(HttpResponse::Ok().insert_header(ETag(tag)).json(OrderBody::from(&order)))
}

impl Refusals for ViewOrderError {
    fn codes() -> Vec<Code> {
        vec![Code::OrderNotFound]
    }
}

impl From<ViewOrderError> for Problem {
    fn from(error: ViewOrderError) -> Self {
        match error {
            ViewOrderError::NotFound => Self::order_not_found(),
            ViewOrderError::Store(error) => error.into(),
        }
    }
}

/// Serves this use case out of `module`.
pub(crate) fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn ViewOrder> + ?Sized,
{
    Routes::of(module.resolve(), view_order)
}
