use actix_web::{http::Method, test::TestRequest};
use application::{
    Passwords, Persistence, RateLimiter, RefusedLogIns, Security, Services, SessionIssuer, SessionLimit, Users, Work,
};
use log_in::{LogIn, routes};
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World, from_address};

module! {
    pub(crate) Slice {
        components = [LogIn],
        providers = [],
        use dyn Persistence { components = [dyn Users], providers = [] },
        use dyn Security { components = [dyn Passwords], providers = [] },
        use dyn Services {
            components = [dyn RateLimiter, dyn RefusedLogIns, dyn SessionIssuer, dyn SessionLimit, dyn Work],
            providers = []
        }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.security.clone(), world.services.clone()).build()
}

pub(crate) fn request() -> TestRequest {
    TestRequest::default().method(Method::POST).uri("/api/v1/auth/login").insert_header(("x-request-id", "req-7"))
}

pub(crate) async fn post(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request).await
}

pub(crate) async fn log_in(world: &World, username: &str, password: &str) -> Answer {
    post(world, request().set_json(json!({"username": username, "password": password}))).await
}

pub(crate) async fn log_in_from(world: &World, address: &str, username: &str, password: &str) -> Answer {
    let body = json!({"username": username, "password": password});
    post(world, from_address(request(), address).set_json(body)).await
}

/// All that a client can see of a response.
pub(crate) fn visible(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter();
    let mut headers: Vec<_> =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    headers.sort();
    (answer.status.as_u16(), headers, answer.body.to_string())
}
