use std::sync::Arc;

use advance_order::{AdvanceOrder, AdvanceOrderError};
use application::{Forbidden, HasInteractor, Precondition};
use domain::{InvalidTransition, OrderStatus, Role, UserStatus};
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, advance, advance_if, patch, placed, send, slice, stored};

#[actix_web::test]
async fn an_order_moves_only_to_the_next_status_and_a_refusal_names_it() {
    use OrderStatus::{Cancelled, Delivered, Pending, Processing, Shipped};
    for (from, next) in [
        (Pending, Some(Processing)),
        (Processing, Some(Shipped)),
        (Shipped, Some(Delivered)),
        (Delivered, None),
        (Cancelled, None),
    ] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let order = placed(&world, from).await;
        for to in OrderStatus::ALL.iter().copied().filter(|to| Some(*to) != next) {
            let answer = advance(&world, &cookie, order.id(), to).await;
            answer.assert_problem(422, "invalid-transition");
            let allowed: Vec<_> = next.map(OrderStatus::as_str).into_iter().collect();
            assert_eq!(answer.body["allowed"], json!(allowed), "{from} to {to}");
            let detail = answer.body["detail"].as_str().unwrap();
            assert!(detail.contains(from.as_str()) && detail.contains(to.as_str()), "{detail}");
        }
        assert_eq!((stored(&world, &order).await, world.store.events()), (order, vec![]));
    }
}

#[actix_web::test]
async fn an_order_in_another_state_than_presumed_is_left_alone() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let order = placed(&world, OrderStatus::Pending).await;
    for tags in ["\"2\"", "W/\"1\"", "1", "", "garbage"] {
        for to in [OrderStatus::Processing, OrderStatus::Delivered] {
            let answer = advance_if(&world, &cookie, order.id(), to, tags).await;
            answer.assert_problem(412, "precondition-failed");
        }
    }
    let answer = advance_if(&world, &cookie, order.id(), OrderStatus::Delivered, "\"1\"").await;
    answer.assert_problem(422, "invalid-transition");
    assert_eq!((stored(&world, &order).await, world.store.events()), (order, vec![]));
}

#[actix_web::test]
async fn faults_are_reported_in_one_order() {
    let world = World::new();
    let (acting, cookie) = admin(&world).await;
    let order = placed(&world, OrderStatus::Pending).await;
    let owner = world.named("ada.lovelace").await.unwrap();
    let (_, plain) = world.sign_in(&owner).await;
    let unknown = SequentialIds::nth(1_000).to_string();
    let text = |cookie: &str| patch(cookie, &"no-id").insert_header(("if-match", "\"7\"")).set_payload("no JSON");
    let json = |text: &'static str| {
        patch(&cookie, &"no-id").insert_header(("content-type", "application/json")).set_payload(text)
    };
    let to = |id: &str, status: &str| patch(&cookie, id).set_json(json!({ "status": status }));
    let with_query = patch(&cookie, &format!("{}?status=processing", order.id()));
    let requests = vec![
        (text("other=1").insert_header(("sec-fetch-site", "cross-site")), 403, "cross-site-request"),
        (text("other=1"), 401, "unauthenticated"),
        (text(&plain), 403, "forbidden"),
        (patch(&plain, &order.id()).set_json(json!({"status": "processing"})), 403, "forbidden"),
        (patch(&plain, &unknown).set_json(json!({"status": "processing"})), 403, "forbidden"),
        (with_query.set_json(json!({"status": "processing"})), 400, "invalid-parameter"),
        (text(&cookie), 415, "unsupported-media-type"),
        (to("no-id", &"x".repeat(70_000)), 413, "payload-too-large"),
        (json("{"), 400, "malformed-json"),
        (json("{\"status\":\"shipped\",\"status\":\"shipped\"}"), 400, "malformed-json"),
        (to("no-id", "processing"), 400, "invalid-parameter"),
        (to(&unknown, "lost"), 400, "bad-request"),
        (to(&unknown, "processing").insert_header(("if-match", "\"7\"")), 404, "order-not-found"),
        (to(&order.id().to_string(), "shipped").insert_header(("if-match", "\"7\"")), 412, "precondition-failed"),
        (to(&order.id().to_string(), "shipped"), 422, "invalid-transition"),
    ];
    for (request, status, code) in requests {
        send(&world, request).await.assert_problem(status, code);
    }
    world.alter(&acting, |user| user.status = UserStatus::Inactive).await;
    advance(&world, &cookie, order.id(), OrderStatus::Processing).await.assert_problem(401, "unauthenticated");
    assert_eq!((stored(&world, &order).await, world.store.events()), (order, vec![]));
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_with_its_location() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let order = placed(&world, OrderStatus::Pending).await;
    for (body, code, pointer) in [
        (json!({}), "bad-request", "/status"),
        (json!(["processing"]), "bad-request", ""),
        (json!("processing"), "bad-request", ""),
        (json!({"status": null}), "bad-request", "/status"),
        (json!({"status": 1}), "bad-request", "/status"),
        (json!({"status": ["processing"]}), "bad-request", "/status"),
        (json!({"status": "Processing"}), "bad-request", "/status"),
        (json!({"status": "lost"}), "bad-request", "/status"),
        (json!({"status": ""}), "bad-request", "/status"),
        (json!({"status": "processing", "total": 0}), "unknown-field", "/total"),
        (json!({"status": "processing", "items": []}), "unknown-field", "/items"),
    ] {
        let answer = send(&world, patch(&cookie, &order.id()).set_json(&body)).await;
        answer.assert_problem(400, code);
        answer.assert_field(pointer);
        assert_eq!(answer.body["allowed"], Value::Null);
    }
    assert_eq!(stored(&world, &order).await, order);
}

#[actix_web::test]
async fn the_use_case_checks_the_role_itself_before_it_reads_the_order() {
    let world = World::new();
    let order = placed(&world, OrderStatus::Pending).await;
    let interactor: Arc<AdvanceOrder> = slice(&world).interactor();
    let (acting, _) = admin(&world).await;
    let (mut closed, _) = world.sign_in(&acting).await;
    closed.user = world.alter(&acting, |user| user.status = UserStatus::Inactive).await;
    let (owner, _) = world.sign_in(&world.named("ada.lovelace").await.unwrap()).await;
    let unknown = domain::OrderId::new(SequentialIds::nth(1_000));
    for principal in [closed, owner] {
        for id in [order.id(), unknown] {
            let refused = interactor.execute(&principal, id, OrderStatus::Processing, &Precondition::Exists).await;
            let error = refused.unwrap_err();
            assert!(matches!(error, AdvanceOrderError::Forbidden(Forbidden)), "{error:?}");
        }
    }
    let (allowed, _) = world.sign_in(&world.user("super.admin", Role::SuperAdmin).await).await;
    let execute = async |id, to, precondition: &Precondition| interactor.execute(&allowed, id, to, precondition).await;
    let error = execute(unknown, OrderStatus::Processing, &Precondition::Exists).await.unwrap_err();
    assert!(matches!(error, AdvanceOrderError::NotFound), "{error:?}");
    let error = execute(order.id(), OrderStatus::Processing, &Precondition::OneOf(Vec::new())).await.unwrap_err();
    assert!(matches!(error, AdvanceOrderError::PreconditionFailed(_)), "{error:?}");
    let error = execute(order.id(), OrderStatus::Shipped, &Precondition::Exists).await.unwrap_err();
    let transition = InvalidTransition { from: OrderStatus::Pending, to: OrderStatus::Shipped };
    assert!(matches!(&error, AdvanceOrderError::InvalidTransition(found) if *found == transition), "{error:?}");
    let advanced = execute(order.id(), OrderStatus::Processing, &Precondition::Exists).await.unwrap();
    assert_eq!(advanced, stored(&world, &order).await);
}
