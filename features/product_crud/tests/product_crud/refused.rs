use domain::{ProductId, Role, UserStatus};
use memory_store::{Fault, fakes::SequentialIds};
use serde_json::json;
use test_kit::World;

use crate::support::{admin, create, delete, get, post, put, remove, send, tag, update, update_if};

/// Each line also has every fault of the lines after it.
#[actix_web::test]
async fn faults_of_an_edit_are_reported_in_one_order() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let user = world.user("plain.user", Role::User).await;
    let (_, plain) = world.sign_in(&user).await;
    let product = world.product("Teapot").await;
    let tag = tag(&world, &product).await;
    let nobody = ProductId::new(SequentialIds::nth(1_000));
    let (large, unfit, unruly) =
        (json!({"name": "x".repeat(70_000)}), json!({"stock": "1"}), json!({"name": null, "stock": -1}));
    let stale = |cookie: &str, id| put(cookie, id).insert_header(("if-match", "\"other\""));
    for (request, status, code) in [
        (stale("other=1", nobody).insert_header(("sec-fetch-site", "cross-site")), 403, "cross-site-request"),
        (stale("other=1", nobody).set_payload("x"), 401, "unauthenticated"),
        (stale(&plain, nobody).set_payload("x"), 403, "forbidden"),
        (stale(&plain, nobody).set_json(&large), 403, "forbidden"),
        (stale(&plain, product.id()).set_json(json!({"stock": 1})), 403, "forbidden"),
        (stale(&cookie, nobody).set_payload("x".repeat(70_000)), 415, "unsupported-media-type"),
        (stale(&cookie, nobody).set_json(&large), 413, "payload-too-large"),
        (stale(&cookie, nobody).insert_header(("content-type", "application/json")), 400, "malformed-json"),
        (stale(&cookie, nobody).set_json(&unfit), 400, "bad-request"),
        (stale(&cookie, nobody).set_json(json!({})), 400, "bad-request"),
        (stale(&cookie, nobody).set_json(&unruly), 404, "not-found"),
        (stale(&cookie, product.id()).set_json(&unruly), 412, "precondition-failed"),
    ] {
        send(&world, request).await.assert_problem(status, code);
    }
    update_if(&world, &cookie, &product, &unruly, &tag).await.assert_problem(422, "invalid-product");
    assert_eq!(update_if(&world, &cookie, &product, &json!({"stock": 1}), &tag).await.status, 200);
}

#[actix_web::test]
async fn faults_of_a_creation_are_reported_in_one_order() {
    let world = World::new();
    let (user, cookie) = admin(&world).await;
    let other = world.user("plain.user", Role::User).await;
    let (_, plain) = world.sign_in(&other).await;
    let large = json!({"name": "x".repeat(70_000)});
    for (request, status, code) in [
        (post("other=1").insert_header(("sec-fetch-site", "cross-site")).set_payload("x"), 403, "cross-site-request"),
        (post("other=1").set_payload("x"), 401, "unauthenticated"),
        (post(&plain).set_payload("x"), 403, "forbidden"),
        (post(&cookie).set_payload("x".repeat(70_000)), 415, "unsupported-media-type"),
        (post(&cookie).set_json(&large), 413, "payload-too-large"),
        (post(&cookie).set_json(json!({"name": "", "stock": "1"})), 400, "bad-request"),
        (post(&cookie).set_json(json!({"name": ""})), 422, "invalid-product"),
    ] {
        send(&world, request).await.assert_problem(status, code);
    }
    world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    create(&world, &cookie, &json!({"name": "Teapot"})).await.assert_problem(401, "unauthenticated");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn faults_of_a_deletion_are_reported_in_one_order() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let user = world.user("plain.user", Role::User).await;
    let (_, plain) = world.sign_in(&user).await;
    let product = world.product("Teapot").await;
    let nobody = ProductId::new(SequentialIds::nth(1_000));
    let stale = |cookie: &str, id| delete(cookie, id).insert_header(("if-match", "\"other\""));
    for (request, status, code) in [
        (stale("other=1", nobody).insert_header(("sec-fetch-site", "cross-site")), 403, "cross-site-request"),
        (stale("other=1", nobody), 401, "unauthenticated"),
        (stale(&plain, nobody), 403, "forbidden"),
        (stale(&plain, product.id()), 403, "forbidden"),
        (stale(&cookie, nobody), 404, "not-found"),
        (stale(&cookie, product.id()), 412, "precondition-failed"),
    ] {
        send(&world, request).await.assert_problem(status, code);
    }
    assert_eq!(world.stored_product(product.id()).await, Some(product));
}

#[actix_web::test]
async fn an_id_that_is_none_and_a_query_are_refused() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    for rest in ["1", "teapot", "019b76daa80070008000000000000001", &format!("{}?x=1", product.id())] {
        let uri = format!("/api/v1/products/{rest}");
        let changed = put(&cookie, product.id()).uri(&uri).set_json(json!({"stock": 1}));
        send(&world, changed).await.assert_problem(400, "invalid-parameter");
        send(&world, delete(&cookie, product.id()).uri(&uri)).await.assert_problem(400, "invalid-parameter");
    }
    let created = post(&cookie).uri("/api/v1/products?x=1").set_json(json!({"name": "Kettle"}));
    send(&world, created).await.assert_problem(400, "invalid-parameter");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn admins_and_super_admins_edit_the_catalogue_under_both_admin_managements() {
    for role in [Role::Admin, Role::SuperAdmin] {
        let world = World::new().with_admins_managed_by_super_admins();
        let actor = world.user("acting.user", role).await;
        let (_, cookie) = world.sign_in(&actor).await;
        let product = world.product("Teapot").await;
        assert_eq!(create(&world, &cookie, &json!({"name": "Kettle"})).await.status, 201);
        assert_eq!(update(&world, &cookie, &product, &json!({"stock": 1})).await.status, 200);
        assert_eq!(remove(&world, &cookie, &product).await.status, 204);
    }
}

#[actix_web::test]
async fn a_store_that_fails_is_reported_without_its_reasons_and_nothing_is_written() {
    for (fault, status, code, retry_after) in [
        (Fault::Unavailable, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, 503, "unavailable", "1"),
        (Fault::Unexpected, 500, "internal", ""),
    ] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        world.store.set_fault(Some(fault));
        let mut answers = vec![
            create(&world, &cookie, &json!({"name": "Kettle"})).await,
            update(&world, &cookie, &product, &json!({"stock": 1})).await,
            remove(&world, &cookie, &product).await,
        ];
        if fault != Fault::CommitsUnavailable {
            answers.push(get(&world, "").await);
            answers.push(get(&world, &format!("/{}", product.id())).await);
        }
        for answer in answers {
            answer.assert_problem(status, code);
            assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
            assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        }
        world.store.set_fault(None);
        assert_eq!(world.stored_product(product.id()).await, Some(product), "{fault:?}");
        assert_eq!(world.store.events(), [], "{fault:?}");
    }
}
