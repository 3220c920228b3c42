use actix_web::{HttpResponse, get, web};
use application::{Actor, EventData, FindError, HasInteractor, StoredEvent};
use domain::Order;
use presentation::{Problem, Problems, Routes, SignedIn, path_id};
use serde::Serialize;
use utoipa::ToSchema;

use super::ViewOrderHistory;

/// What happened to an order, oldest first.
#[derive(Serialize, ToSchema)]
struct ViewOrderHistoryResponse<'a> {
    events: Vec<OrderEvent<'a>>,
}

/// One thing that happened to an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "type": "OrderShipped",
    "at": "2026-11-24T06:12:28.042Z",
    "actorId": "0199b1a4-7c00-7000-8000-000000000001",
    "data": {"from": "processing"},
}))]
struct OrderEvent<'a> {
    /// What happened: `OrderPlaced`, `OrderProcessingStarted`, `OrderShipped`, `OrderDelivered` or `OrderCancelled`.
    /// More may come.
    #[serde(rename = "type")]
    #[schema(example = "OrderShipped")]
    event_type: &'a str,
    /// When.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    at: String,
    /// Who did it: a user, or null for whoever operates the service.
    #[schema(required, format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000001")]
    actor_id: Option<String>,
    /// What else there is to say of it, as fits what happened.
    #[schema(value_type = Object)]
    data: &'a EventData,
}

/// See what happened to an order
///
/// For its owner and for admins.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "The order's id.")),
    responses((status = 200, description = "All that happened.", body = ViewOrderHistoryResponse), Problems<SignedIn, FindError<Order>>),
)]
#[get("/api/v1/orders/{id}/events")]
async fn view_order_history(
    view_order_history: web::Data<ViewOrderHistory>,
    SignedIn(actor): SignedIn,
    id: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let events = view_order_history.execute(&actor, path_id(&id)?).await?;
    let events = events.iter().map(OrderEvent::from).collect();
    Ok(HttpResponse::Ok().json(ViewOrderHistoryResponse { events }))
}

impl<'a> From<&'a StoredEvent> for OrderEvent<'a> {
    fn from(event: &'a StoredEvent) -> Self {
        Self {
            event_type: &event.kind,
            at: event.at.to_string(),
            actor_id: match event.actor {
                Actor::User(id) => Some(id.to_string()),
                Actor::Operator => None,
            },
            data: &event.data,
        }
    }
}

/// Serves this use case out of `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewOrderHistory>) -> Routes {
    Routes::of(module.interactor(), view_order_history)
}
