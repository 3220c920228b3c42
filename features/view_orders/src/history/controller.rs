use actix_web::{HttpResponse, get, web};
use application::{Actor, EventData, EventKind, FindError, HasInteractor, StoredEvent};
use domain::{Order, OrderStatus};
use presentation::{Problem, Problems, Routes, SignedIn, listed_text, path_id};
use serde::Serialize;
use utoipa::{ToSchema, openapi::Object};

use super::ViewOrderHistory;

/// The events of an order, oldest first.
#[derive(Serialize, ToSchema)]
struct ViewOrderHistoryResponse<'a> {
    events: Vec<OrderEvent<'a>>,
}

/// An event of an order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "type": "OrderShipped",
    "at": "2026-11-24T06:12:28.042Z",
    "actorId": "0199b1a4-7c00-7000-8000-000000000001",
    "data": {"from": "processing"},
}))]
struct OrderEvent<'a> {
    #[serde(rename = "type")]
    #[schema(schema_with = event_type)]
    event_type: &'a str,
    /// When the event happened.
    #[schema(format = DateTime, example = "2026-11-24T06:12:28.042Z")]
    at: String,
    /// The id of the acting user; null for the operator of the service.
    #[schema(required, format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000001")]
    actor_id: Option<String>,
    /// The data of the event, which depends on its type.
    #[schema(value_type = Object)]
    data: &'a EventData,
}

/// Each status of an order has the event by which an order gets it.
fn event_type() -> Object {
    let types = OrderStatus::ALL.iter().map(|status| EventKind::of_order_becoming(*status).as_str());
    listed_text(types).description(Some("The type of the event.")).examples([EventKind::OrderShipped.as_str()]).build()
}

/// List the events of an order
///
/// Returns all events of an order, oldest first. For the user who placed the order and for admins. Another user's order
/// is `order-not-found`.
#[utoipa::path(
    params(("id" = Uuid, Path, description = "The order's id.")),
    responses((status = 200, description = "The events of the order.", body = ViewOrderHistoryResponse), Problems<SignedIn, FindError<Order>>),
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

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ViewOrderHistory>) -> Routes {
    Routes::of(module.interactor(), view_order_history)
}
