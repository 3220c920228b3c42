use actix_web::{HttpRequest, HttpResponse, http::header::ETag, patch, web};
use application::HasInteractor;
use domain::{InvalidTransition, OrderStatus};
use presentation::{
    Administrator, ChangeProblems, Code, IfMatchHeader, JsonBody, OrderBody, OrderStatusName, Problem, Refusals,
    Routes, entity_tag, listed_text, path_id, precondition,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::{ToSchema, openapi::Object};

use crate::{AdvanceOrder, AdvanceOrderError};

/// The new status of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AdvanceOrderRequest {
    #[schema(schema_with = next_status)]
    status: OrderStatusName,
}

/// The schema lists the statuses that follow another one: no order can be advanced to the rest.
fn next_status() -> Object {
    let following = OrderStatus::ALL.iter().filter_map(|status| status.next()).map(OrderStatus::as_str);
    listed_text(following)
        .description(Some("The status after the current one."))
        .examples([OrderStatus::Processing.as_str()])
        .build()
}

/// Advance an order
///
/// Moves an order to its next status: from `pending` to `processing`, to `shipped`, to `delivered`. For admins. Any
/// other status is refused with `invalid-transition`, whose member `allowed` lists the possible ones.
#[utoipa::path(
    params(
        ("id" = Uuid, Path, description = "The order's id."),
        IfMatchHeader,
    ),
    request_body = AdvanceOrderRequest,
    responses(
        (
            status = 200,
            description = "The order was advanced.",
            body = OrderBody,
            headers(("ETag" = String, description = "The tag of this state of the order.")),
        ),
        ChangeProblems<Administrator, JsonBody, AdvanceOrderError>,
    ),
)]
#[patch("/api/v1/orders/{id}")]
async fn advance_order(
    advance_order: web::Data<AdvanceOrder>,
    Administrator(actor): Administrator,
    id: web::Path<String>,
    request: HttpRequest,
    body: JsonBody,
) -> Result<HttpResponse, Problem> {
    let AdvanceOrderRequest { status } = body.read().await?;
    let order = advance_order.execute(&actor, path_id(&id)?, status.into(), &precondition(&request)).await?;
    Ok(HttpResponse::Ok().insert_header(ETag(entity_tag(&order.state()))).json(OrderBody::from(&order)))
}

impl Refusals for AdvanceOrderError {
    const CODES: &'static [Code] =
        &[Code::Forbidden, Code::OrderNotFound, Code::Conflict, Code::PreconditionFailed, Code::InvalidTransition];
}

impl From<AdvanceOrderError> for Problem {
    fn from(error: AdvanceOrderError) -> Self {
        match error {
            AdvanceOrderError::Forbidden(_) => Self::forbidden(),
            AdvanceOrderError::NotFound => Self::order_not_found(),
            AdvanceOrderError::PreconditionFailed(_) => Self::precondition_failed(),
            AdvanceOrderError::InvalidTransition(error) => invalid_transition(error),
            AdvanceOrderError::Store(error) => error.into(),
        }
    }
}

fn invalid_transition(InvalidTransition { from, to }: InvalidTransition) -> Problem {
    let allowed: Vec<_> = from.next().map(OrderStatusName::from).into_iter().collect();
    let detail = format!("An order that is {from} can't become {to}. See `allowed`.");
    Problem::new(Code::InvalidTransition, detail).with_extension("allowed", json!(allowed))
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<AdvanceOrder>) -> Routes {
    Routes::of(module.interactor(), advance_order)
}
