use actix_web::{
    Error, HttpResponse,
    body::MessageBody,
    delete,
    dev::{ServiceRequest, ServiceResponse},
    error, get,
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    post, put,
    test::TestRequest,
    web,
};
use presentation::{Administrator, HttpSettings, JsonBody, Problem, Routes, SignedIn};
use serde::Deserialize;
use serde_json::{Value, json};
use test_kit::{Answer, World, http_settings};
use utoipa_actix_web::scope;

/// A text that must never reach a client.
pub(crate) const CANARY: &str = "canary-in-the-mine";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    name: String,
}

#[utoipa::path]
#[get("/api/v1/")]
async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "ok"}))
}

#[derive(Deserialize)]
struct Search {
    limit: Option<u32>,
}

#[utoipa::path]
#[get("/api/v1/things")]
async fn list(search: web::Query<Search>) -> HttpResponse {
    HttpResponse::Ok().json(json!({"limit": search.limit}))
}

#[utoipa::path]
#[post("/api/v1/things")]
async fn create(body: JsonBody) -> Result<HttpResponse, Problem> {
    let Thing { name } = body.read().await?;
    Ok(HttpResponse::Created().insert_header((header::LOCATION, "/api/v1/things/1")).json(json!({"name": name})))
}

#[utoipa::path]
#[get("/api/v1/things/{id}")]
async fn read(id: web::Path<String>) -> HttpResponse {
    HttpResponse::Ok().json(json!({"id": *id}))
}

#[utoipa::path]
#[delete("/api/v1/things/{id}")]
async fn remove(_: web::Path<String>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

#[utoipa::path]
#[get("/api/v1/things/count")]
async fn count() -> HttpResponse {
    HttpResponse::Ok().json(json!({"count": 7}))
}

#[utoipa::path]
#[get("/api/v1/numbers/{number}")]
async fn number(number: web::Path<u32>) -> HttpResponse {
    HttpResponse::Ok().json(*number)
}

#[utoipa::path]
#[post("/api/v1/private/principal_first")]
async fn principal_first(_: SignedIn, body: JsonBody) -> Result<HttpResponse, Problem> {
    let Thing { name } = body.read().await?;
    Ok(HttpResponse::Ok().json(json!({"name": name})))
}

#[utoipa::path]
#[post("/api/v1/private/body_first")]
async fn body_first(body: JsonBody, _: SignedIn) -> Result<HttpResponse, Problem> {
    let Thing { name } = body.read().await?;
    Ok(HttpResponse::Ok().json(json!({"name": name})))
}

#[utoipa::path]
#[put("/api/v1/private/administrators")]
async fn administrators(body: JsonBody, _: Administrator) -> Result<HttpResponse, Problem> {
    let Thing { name } = body.read().await?;
    Ok(HttpResponse::Ok().json(json!({"name": name})))
}

#[utoipa::path]
#[get("/outside")]
async fn outside() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'self'"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=60"))
        .json(Value::Null)
}

#[utoipa::path]
#[get("/api/v1/failures/panic")]
async fn panics() -> HttpResponse {
    panic!("{CANARY}")
}

#[utoipa::path]
#[get("/api/v1/failures/odd_panic")]
async fn panics_oddly() -> HttpResponse {
    std::panic::panic_any(7_u8)
}

#[utoipa::path]
#[get("/api/v1/failures/internal")]
async fn fails() -> Result<HttpResponse, Problem> {
    Err(Problem::internal(CANARY))
}

#[utoipa::path]
#[get("/api/v1/failures/library/{status}")]
async fn library_fails(status: web::Path<u16>) -> Result<HttpResponse, Error> {
    Err(error::InternalError::new(CANARY, StatusCode::from_u16(*status).unwrap()).into())
}

#[utoipa::path]
#[get("/api/v1/failures/bare/{status}")]
async fn answers_barely(status: web::Path<u16>) -> HttpResponse {
    HttpResponse::build(StatusCode::from_u16(*status).unwrap()).insert_header(("x-own", "kept")).body(CANARY)
}

#[utoipa::path]
#[get("/library")]
async fn behind_a_middleware() -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[utoipa::path]
#[get("/problem")]
async fn behind_another_middleware() -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// A middleware that refuses as a library does: with an error, not with a response.
async fn refuse(request: ServiceRequest, _: Next<impl MessageBody>) -> Result<ServiceResponse, Error> {
    if request.path().ends_with("library") {
        return Err(error::ErrorForbidden(CANARY));
    }
    Err(Problem::unavailable(CANARY).into())
}

/// All routes of these tests.
pub(crate) fn routes() -> Routes {
    let refused = scope::scope("/api/v1/refused").wrap(from_fn(refuse));
    Routes::service(alive)
        .and(Routes::service(list))
        .and(Routes::service(create))
        .and(Routes::service(read))
        .and(Routes::service(remove))
        .and(Routes::service(count))
        .and(Routes::service(number))
        .and(Routes::service(principal_first))
        .and(Routes::service(body_first))
        .and(Routes::service(administrators))
        .and(Routes::service(outside))
        .and(Routes::service(panics))
        .and(Routes::service(panics_oddly))
        .and(Routes::service(fails))
        .and(Routes::service(library_fails))
        .and(Routes::service(answers_barely))
        .and(Routes::service(refused.service(behind_a_middleware).service(behind_another_middleware)))
}

/// The response to one request, from a server with default settings.
pub(crate) async fn send(request: TestRequest) -> Answer {
    send_with(http_settings(), request).await
}

pub(crate) async fn send_with(settings: HttpSettings, request: TestRequest) -> Answer {
    World::new().serve(settings, routes(), [request]).await.remove(0)
}
