use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, ETag, EntityTag},
    post, web,
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    access::Access,
    bodies::{CurrentUser, Money, Order, Page, Product, Wanted},
    failure::Failure,
    keys::{Keys, Position},
    moment,
    store::{Placed, Placement, SignedIn, Store},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct PageQuery {
    page_size: Option<u8>,
    next_token: Option<String>,
}

#[get("/api/v1/products/{id}")]
pub(crate) async fn view_product(
    request: HttpRequest,
    id: web::Path<String>,
    store: web::Data<Store>,
    access: web::Data<Access>,
) -> Result<HttpResponse, Failure> {
    let call = access.begin(&request, "GET", "/api/v1/products/{id}");
    let id = Uuid::try_parse(&id).map_err(|_| Failure::Unreadable)?;
    let product = store.product(id).await?.ok_or(Failure::NotFound)?;
    let stock = product.stock.map_or_else(|| "untracked".to_owned(), |units| units.to_string());
    let mut response = HttpResponse::Ok();
    response.insert_header(ETag(EntityTag::new_strong(format!("{}-{stock}", product.version))));
    call.answer(response, &Product::from(&product))
}

#[get("/api/v1/products")]
pub(crate) async fn list_products(
    request: HttpRequest,
    query: web::Query<PageQuery>,
    store: web::Data<Store>,
    keys: web::Data<Keys>,
    access: web::Data<Access>,
) -> Result<HttpResponse, Failure> {
    let call = access.begin(&request, "GET", "/api/v1/products");
    let size = query.page_size.unwrap_or(20);
    let after = match &query.next_token {
        Some(token) => Some(keys.position(token).ok_or(Failure::Unreadable)?),
        None => None,
    };
    // One more than requested shows whether there is a next page.
    let mut products = store.page(after, i64::from(size) + 1).await?;
    let is_last = products.len() <= usize::from(size);
    products.truncate(usize::from(size));
    let last = products.last().filter(|_| !is_last);
    let next_token = last.map(|last| keys.page_token(Position { created_at: last.created_at, id: last.id }));
    call.answer(HttpResponse::Ok(), &Page { products: products.iter().map(Product::from).collect(), next_token })
}

#[get("/api/v1/auth/me")]
pub(crate) async fn current_user(
    request: HttpRequest,
    store: web::Data<Store>,
    keys: web::Data<Keys>,
    access: web::Data<Access>,
) -> Result<HttpResponse, Failure> {
    let mut call = access.begin(&request, "GET", "/api/v1/auth/me");
    let signed_in = signed_in(&request, &store, &keys).await?;
    call.user = Some(signed_in.user);
    call.answer(HttpResponse::Ok(), &CurrentUser::from(&signed_in))
}

#[post("/api/v1/orders")]
pub(crate) async fn place_order(
    request: HttpRequest,
    body: web::Json<Wanted>,
    store: web::Data<Store>,
    keys: web::Data<Keys>,
    access: web::Data<Access>,
) -> Result<HttpResponse, Failure> {
    let mut call = access.begin(&request, "POST", "/api/v1/orders");
    let signed_in = signed_in(&request, &store, &keys).await?;
    call.user = Some(signed_in.user);
    let placement = Placement::new(signed_in.user, body.into_inner().items, &call.request_id);
    let Placed { items, total, currency } = store.place(&placement).await?.ok_or(Failure::Unplaceable)?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/orders/{}", placement.order)));
    response.insert_header(ETag(EntityTag::new_strong("1".to_owned())));
    let total = Money { amount: total, currency: &currency };
    call.answer(response, &Order::placed(placement.order, placement.user, &items, total, placement.at))
}

/// The signed-in user: the cookie is verified, and session and user are read in one statement.
async fn signed_in(request: &HttpRequest, store: &Store, keys: &Keys) -> Result<SignedIn, Failure> {
    let now = moment::millis(moment::now());
    let claims = token(request).and_then(|token| keys.claims(token)).filter(|claims| now < claims.exp * 1_000);
    let claims = claims.ok_or(Failure::Unauthenticated)?;
    let found = store.session(claims.sub, &claims.secret_hash()).await?;
    let is_live = |found: &SignedIn| {
        now < found.expires_at
            && claims.iat >= found.created_at / 1_000
            && claims.iat <= found.last_used_at / 1_000
            && claims.exp <= found.expires_at / 1_000
    };
    found.filter(is_live).ok_or(Failure::Unauthenticated)
}

fn token(request: &HttpRequest) -> Option<&str> {
    let cookies = request.headers().get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|pair| pair.trim_ascii().strip_prefix("access_token="))
}
