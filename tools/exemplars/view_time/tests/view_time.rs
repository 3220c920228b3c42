//! The use case over the store in memory, and its route behind the edge of the server.

use actix_web::test::TestRequest;
use application::{Clock, Security};
use serde_json::json;
use shaku::module;
use test_kit::{Answer, World};
use view_time::{ViewTime, routes};

module! {
    Slice {
        components = [ViewTime],
        providers = [],
        use dyn Security { components = [dyn Clock], providers = [] }
    }
}

fn request() -> TestRequest {
    TestRequest::get().uri("/api/v1/time")
}

async fn send(world: &World, request: TestRequest) -> Answer {
    let slice = Slice::builder(world.security.clone()).build();
    world.send(routes(&slice), request).await
}

#[actix_web::test]
async fn everybody_is_answered() {
    let answer = send(&World::new(), request()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, json!({"readAt": "2026-01-01T00:00:00.000Z"}));
}

#[actix_web::test]
async fn a_parameter_that_the_call_does_not_have_is_refused() {
    let request = TestRequest::get().uri("/api/v1/time?other=1");
    send(&World::new(), request).await.assert_problem(400, "invalid-parameter");
}
