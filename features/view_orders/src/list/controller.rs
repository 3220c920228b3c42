use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{HasInteractor, ListError, OrderQuery, Principal};
use domain::UserId;
use presentation::{
    Administrator, Code, ListIdentity, OrderBody, OrderStatusName, PageRequest, PageTokens, Problem, Problems, Routes,
    SignedIn, has_parameter, query_id, read_query,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ListOrders;

/// The parameters that are for admins.
const OF_ADMINISTRATORS: [&str; 2] = ["userId", "scope"];

/// The filters and the page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListOrdersQuery {
    /// The maximum number of orders; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page. It is valid only with the same filters.
    #[param(min_length = 1)]
    next_token: Option<String>,
    /// Only orders with this status.
    #[param(inline)]
    status: Option<OrderStatusName>,
    /// Only orders of this user. For admins.
    #[param(value_type = Option<String>, format = Uuid)]
    user_id: Option<String>,
    /// `all` for the orders of all users. For admins, and not together with `userId`.
    #[param(inline)]
    scope: Option<Scope>,
}

/// The users whose orders are listed.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Scope {
    /// All users.
    All,
}

/// A page of orders, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListOrdersResponse {
    orders: Vec<OrderBody>,
    /// The token of the next page; null on the last page.
    #[schema(required)]
    next_token: Option<String>,
}

/// List orders
///
/// Returns a page of your own orders, newest first. For signed-in users. Only admins may use `userId` and `scope`, for
/// the orders of another user or of all users; others get `forbidden`.
#[utoipa::path(
    params(ListOrdersQuery),
    responses((status = 200, description = "A page of orders.", body = ListOrdersResponse), Problems<SignedIn, PageRequest, ListError>),
)]
#[get("/api/v1/orders")]
async fn list_orders(
    list_orders: web::Data<ListOrders>,
    tokens: web::Data<PageTokens>,
    SignedIn(actor): SignedIn,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let actor = authorize_role(actor, &request)?;
    let ListOrdersQuery { page_size, next_token, status, user_id, scope } = read_query(&request)?;
    let query = OrderQuery { user: owner(&actor, user_id.as_deref(), scope)?, status: status.map(Into::into) };
    let list = ListIdentity::new("orders")
        .with("viewer", &actor.user_id().to_string())
        .with("user", &format!("{:?}", query.user))
        .with("status", &format!("{:?}", query.status));
    let page = PageRequest::read(page_size.as_deref(), next_token.as_deref(), &tokens, &list)?;
    let after = page.position()?;
    let found = list_orders.execute(&actor, query, after, page.size).await?;
    let next_token = tokens.next(&list, &found);
    let orders = found.items.iter().map(OrderBody::from).collect();
    Ok(HttpResponse::Ok().json(ListOrdersResponse { orders, next_token }))
}

/// Checks the role if a parameter is for admins, before its value is validated.
fn authorize_role(actor: Principal, request: &HttpRequest) -> Result<Principal, Problem> {
    if OF_ADMINISTRATORS.iter().any(|name| has_parameter(request, name)) {
        return Administrator::authorize(actor).map(|Administrator(actor)| actor);
    }
    Ok(actor)
}

/// The user whose orders are requested; `None` for all users.
fn owner(actor: &Principal, user_id: Option<&str>, scope: Option<Scope>) -> Result<Option<UserId>, Problem> {
    match (user_id, scope) {
        (None, None) => Ok(Some(actor.user_id())),
        (Some(id), None) => query_id("userId", id).map(Some),
        (None, Some(Scope::All)) => Ok(None),
        (Some(_), Some(Scope::All)) => {
            Err(Problem::new(Code::InvalidParameter, "The query has both `userId` and `scope`. Send one of them."))
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ListOrders>) -> Routes {
    Routes::of(module.interactor(), list_orders)
}
