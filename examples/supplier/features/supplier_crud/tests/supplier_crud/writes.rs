use std::sync::Arc;

use actix_web::http::Method;
use application::{Actor, Changes, EventKind, Repository};
use domain::{Role, StoredSupplier, Supplier, SupplierName, UserStatus};
use memory_store::{Fault, fakes::SequentialIds};
use serde_json::{Value, json};
use test_kit::{World, kinds};

use crate::{SUPPLIERS, create, get, remove, required, seen, signed_in, supplier, update, whole, write, writer};

/// The fields that null clears.
const OPTIONAL: [&str; 1] = ["email"];
/// The fields that each has.
const NEVER_NULL: [&str; 1] = ["name"];

/// The calls that write, each with a body that it takes.
fn writes(path: &str) -> [(Method, &str, Value); 3] {
    [(Method::POST, SUPPLIERS, whole(2)), (Method::PUT, path, whole(2)), (Method::DELETE, path, Value::Null)]
}

/// Another value of each field.
fn others() -> Value {
    json!({
        "name": "Name B",
        "email": "Email B",
    })
}

async fn stored(world: &World, path: &str) -> Supplier {
    let suppliers: Arc<dyn Repository<Supplier>> = world.persistence.resolve();
    suppliers.find(path.rsplit('/').next().unwrap().parse().unwrap()).await.unwrap().unwrap()
}

/// A competing change of the supplier.
async fn alteration(world: &World, path: &str, alter: impl FnOnce(&mut StoredSupplier)) -> Changes {
    let read = stored(world, path).await;
    let mut altered = read.as_stored().clone();
    alter(&mut altered);
    let mut changes = world.changes();
    changes.update(read, Supplier::from_stored(altered));
    changes
}

#[actix_web::test]
async fn a_supplier_is_created_updated_and_deleted() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let created = create(&world, &cookie, &required(1)).await;
    assert_eq!(created.status, 201, "{:#}", created.body);
    let mut expected = required(1);
    expected["email"] = Value::Null;
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(created.body[field], *value, "{field}");
    }
    let path = created.header("location").to_owned();
    assert_eq!(path, format!("{SUPPLIERS}/{}", created.body["id"].as_str().unwrap()));
    assert_eq!(seen(&world, &path).await.header("etag"), created.header("etag"));

    let mut before = created;
    for (field, value) in others().as_object().unwrap() {
        let updated = update(&world, &cookie, &path, &json!({ field: value })).await;
        assert_eq!(updated.status, 200, "{:#}", updated.body);
        let mut expected = before.body.clone();
        expected[field] = value.clone();
        expected["updatedAt"] = updated.body["updatedAt"].clone();
        assert_eq!(updated.body, expected);
        assert!(updated.body["updatedAt"].as_str() > before.body["updatedAt"].as_str(), "{field}");
        assert_ne!(updated.header("etag"), before.header("etag"), "{field}");
        assert_eq!(seen(&world, &path).await.body, updated.body);
        before = updated;
    }
    for field in OPTIONAL {
        assert_eq!(update(&world, &cookie, &path, &json!({ field: null })).await.body[field], Value::Null, "{field}");
    }
    assert_eq!(remove(&world, &cookie, &path).await.status, 204);
    seen(&world, &path).await.assert_problem(404, "supplier-not-found");
}

#[actix_web::test]
async fn each_write_is_recorded() {
    let world = World::new();
    let (user, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    let id = stored(&world, &path).await.as_stored().id;
    update(&world, &cookie, &path, &json!({"name": "Name B"})).await;
    remove(&world, &cookie, &path).await;
    let events = world.store.events();
    let recorded: Vec<_> = events.iter().map(|event| (event.kind, Value::from(event.data.clone()))).collect();
    assert_eq!(
        recorded,
        [
            (EventKind::SupplierCreated, whole(1)),
            (EventKind::SupplierUpdated, json!({"name": "Name B"})),
            (EventKind::SupplierDeleted, json!({"name": "Name B"})),
        ]
    );
    for event in events {
        assert_eq!((event.subject, event.actor), (id.into(), Actor::User(user.id())));
    }
}

#[actix_web::test]
async fn a_name_belongs_to_one_supplier() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let (first, second) = (supplier(&world, &cookie, 1).await, supplier(&world, &cookie, 2).await);
    let mut body = whole(3);
    body["name"] = whole(1)["name"].clone();
    create(&world, &cookie, &body).await.assert_problem(409, "supplier-name-taken");
    let taken = json!({"name": body["name"]});
    update(&world, &cookie, &second, &taken).await.assert_problem(409, "supplier-name-taken");
    assert_eq!(kinds(&world.store.events()), [EventKind::SupplierCreated; 2]);
    // The own name is no obstacle.
    assert_eq!(update(&world, &cookie, &first, &taken).await.status, 200);
}

#[actix_web::test]
async fn a_name_that_another_request_takes_first_is_taken() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let (first, second) = (supplier(&world, &cookie, 1).await, supplier(&world, &cookie, 2).await);
    let wanted = SupplierName::parse("Name C").unwrap();
    let mut body = whole(3);
    body["name"] = "Name C".into();
    let change = json!({"name": body["name"]});
    for (method, path, body) in [(Method::POST, SUPPLIERS, body), (Method::PUT, &*second, change)] {
        let competing = alteration(&world, &first, |stored| stored.details.name = wanted.clone()).await;
        let answer = write(&world.overtaken_by([competing]), method, path, &cookie, None, &body).await;
        answer.assert_problem(409, "supplier-name-taken");
        update(&world, &cookie, &first, &json!({"name": whole(1)["name"]})).await;
    }
}

#[actix_web::test]
async fn broken_rules_are_reported_with_their_fields() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    let mut broken = whole(2);
    broken["name"] = "x".repeat(101).into();
    broken["email"] = "x".repeat(255).into();
    for answer in [create(&world, &cookie, &broken).await, update(&world, &cookie, &path, &broken).await] {
        answer.assert_problem(422, "invalid-supplier");
        let pointers: Vec<_> =
            answer.body["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert_eq!(pointers, ["/name", "/email"], "{:#}", answer.body);
    }
    assert_eq!(stored(&world, &path).await.as_stored().version.number(), 1);
}

#[actix_web::test]
async fn a_field_that_is_never_null_is_not_cleared() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    for field in NEVER_NULL {
        let answer = update(&world, &cookie, &path, &json!({ field: null })).await;
        answer.assert_problem(422, "invalid-supplier");
        answer.assert_field(&format!("/{field}"));
    }
    for field in required(1).as_object().unwrap().keys() {
        let mut body = required(2);
        body.as_object_mut().unwrap().remove(field);
        create(&world, &cookie, &body).await.assert_problem(400, "bad-request");
        body[field] = Value::Null;
        create(&world, &cookie, &body).await.assert_problem(400, "bad-request");
    }
}

#[actix_web::test]
async fn a_body_of_another_form_is_refused() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    for answer in [create(&world, &cookie, &json!({})).await, update(&world, &cookie, &path, &json!({})).await] {
        answer.assert_problem(400, "bad-request");
    }
    let of_other_types = [("name", json!(1)), ("email", json!(1))];
    for (field, value) in of_other_types {
        let mut body = whole(2);
        body[field] = value.clone();
        create(&world, &cookie, &body).await.assert_problem(400, "bad-request");
        update(&world, &cookie, &path, &json!({ field: value })).await.assert_problem(400, "bad-request");
    }
    let mut body = whole(2);
    body["id"] = "1".into();
    for answer in
        [create(&world, &cookie, &body).await, update(&world, &cookie, &path, &json!({"createdAt": null})).await]
    {
        answer.assert_problem(400, "unknown-field");
    }
}

#[actix_web::test]
async fn a_write_holds_for_the_state_that_it_presumes() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    let first = seen(&world, &path).await.header("etag").to_owned();
    let updated = write(&world, Method::PUT, &path, &cookie, Some(&first), &whole(2)).await;
    assert_eq!(updated.status, 200);
    for (method, body) in [(Method::PUT, whole(3)), (Method::DELETE, Value::Null)] {
        for stale in [&*first, "\"other\"", "garbage"] {
            let answer = write(&world, method.clone(), &path, &cookie, Some(stale), &body).await;
            answer.assert_problem(412, "precondition-failed");
        }
    }
    let answer = write(&world, Method::DELETE, &path, &cookie, Some(updated.header("etag")), &Value::Null).await;
    assert_eq!(answer.status, 204);
}

#[actix_web::test]
async fn an_update_that_comes_first_breaks_what_was_presumed_and_no_other_write() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    let raced = world.overtaken_by([alteration(&world, &path, |_| ()).await]);
    let answer = update(&raced, &cookie, &path, &whole(2)).await;
    assert_eq!(answer.status, 200, "{:#}", answer.body);
    for (method, body) in [(Method::PUT, whole(3)), (Method::DELETE, Value::Null)] {
        let tag = seen(&world, &path).await.header("etag").to_owned();
        let raced = world.overtaken_by([alteration(&world, &path, |_| ()).await]);
        write(&raced, method, &path, &cookie, Some(&tag), &body).await.assert_problem(412, "precondition-failed");
    }
    let raced = world.overtaken_by([alteration(&world, &path, |_| ()).await]);
    assert_eq!(remove(&raced, &cookie, &path).await.status, 204);
}

#[actix_web::test]
async fn what_is_gone_by_then_is_not_found() {
    for deletes in [false, true] {
        let world = World::new();
        let (_, cookie) = writer(&world).await;
        let path = supplier(&world, &cookie, 1).await;
        let mut deletion = world.changes();
        deletion.delete(stored(&world, &path).await);
        let raced = world.overtaken_by([deletion]);
        let answer = if deletes {
            remove(&raced, &cookie, &path).await
        } else {
            update(&raced, &cookie, &path, &whole(2)).await
        };
        answer.assert_problem(404, "supplier-not-found");
    }
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let absent = format!("{SUPPLIERS}/{}", SequentialIds::nth(1_000));
    update(&world, &cookie, &absent, &whole(1)).await.assert_problem(404, "supplier-not-found");
    remove(&world, &cookie, &absent).await.assert_problem(404, "supplier-not-found");
}

#[actix_web::test]
async fn admins_alone_write() {
    for number in 0..3 {
        let world = World::new();
        let (_, cookie) = writer(&world).await;
        let path = supplier(&world, &cookie, 1).await;
        let (_, plain) = signed_in(&world, "plain.user", Role::User).await;
        let (method, target, body) = writes(&path)[number].clone();
        write(&world, method, target, &plain, None, &body).await.assert_problem(403, "forbidden");
        assert_eq!(kinds(&world.store.events()), [EventKind::SupplierCreated]);
    }
}

#[actix_web::test]
async fn each_try_authorizes_the_actor_again() {
    for number in 0..3 {
        let world = World::new();
        let (acting, cookie) = writer(&world).await;
        let path = supplier(&world, &cookie, 1).await;
        let (method, target, body) = writes(&path)[number].clone();
        let (loss, _) = world.alteration(&acting, |user| user.status = UserStatus::Inactive);
        let answer = write(&world.overtaken_by([loss]), method, target, &cookie, None, &body).await;
        answer.assert_problem(403, "forbidden");
        assert_eq!(kinds(&world.store.events()), [EventKind::SupplierCreated]);
    }
}

#[actix_web::test]
async fn a_store_that_fails_is_reported() {
    for (fault, status, code) in
        [(Fault::CommitsStale, 409, "conflict"), (Fault::CommitsUnavailable, 503, "unavailable")]
    {
        let world = World::new();
        let (_, cookie) = writer(&world).await;
        let path = supplier(&world, &cookie, 1).await;
        world.store.set_fault(Some(fault));
        for (method, target, body) in writes(&path) {
            write(&world, method, target, &cookie, None, &body).await.assert_problem(status, code);
        }
        world.store.set_fault(None);
        let listed = get(&world, "").await;
        assert_eq!(listed.body["suppliers"].as_array().unwrap().len(), 1);
    }
}
