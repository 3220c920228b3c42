use std::sync::Arc;

use actix_web::http::Method;
use application::{Changes, EventKind, Repository};
use domain::{Role, StoredSupplier, Supplier, SupplierName, UserStatus};
use memory_store::{Fault, fakes::SequentialIds};
use serde_json::{Value, json};
use test_kit::{World, kinds};

use crate::{SUPPLIERS, admin, create, get, remove, seen, supplier, update, write};

/// The calls that write, each with a body that it takes.
fn writes(path: &str) -> [(Method, &str, Value); 3] {
    [
        (Method::POST, SUPPLIERS, json!({"name": "Ajax"})),
        (Method::PUT, path, json!({"name": "Ajax"})),
        (Method::DELETE, path, Value::Null),
    ]
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
async fn a_supplier_is_added_edited_and_removed() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let added = create(&world, &cookie, &json!({"name": " Acme\t"})).await;
    assert_eq!((added.status.as_u16(), &added.body["name"], &added.body["email"]), (201, &json!("Acme"), &Value::Null));
    let path = added.header("location").to_owned();
    assert_eq!(path, format!("{SUPPLIERS}/{}", added.body["id"].as_str().unwrap()));
    assert_eq!(seen(&world, &path).await.header("etag"), added.header("etag"));

    let edited = update(&world, &cookie, &path, &json!({"email": " sales@acme.test "})).await;
    assert_eq!((edited.status.as_u16(), &edited.body["name"]), (200, &json!("Acme")));
    assert_eq!(edited.body["email"], "sales@acme.test");
    assert!(edited.body["updatedAt"].as_str() > edited.body["createdAt"].as_str());
    assert_ne!(edited.header("etag"), added.header("etag"));
    assert_eq!(seen(&world, &path).await.body, edited.body);

    let cleared = update(&world, &cookie, &path, &json!({"name": "Ajax", "email": null})).await;
    assert_eq!((&cleared.body["name"], &cleared.body["email"]), (&json!("Ajax"), &Value::Null));
    assert_eq!(remove(&world, &cookie, &path).await.status, 204);
    seen(&world, &path).await.assert_problem(404, "supplier-not-found");
}

#[actix_web::test]
async fn each_write_is_recorded() {
    let world = World::new();
    let (user, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    let id = stored(&world, &path).await.as_stored().id;
    update(&world, &cookie, &path, &json!({"email": null})).await;
    update(&world, &cookie, &path, &json!({"name": "Ajax"})).await;
    remove(&world, &cookie, &path).await;
    let events = world.store.events();
    let recorded: Vec<_> = events.iter().map(|event| (event.kind, Value::from(event.data.clone()))).collect();
    assert_eq!(
        recorded,
        [
            (EventKind::SupplierCreated, json!({"name": "Acme", "email": "sales@acme.test"})),
            (EventKind::SupplierUpdated, json!({"email": null})),
            (EventKind::SupplierUpdated, json!({"name": "Ajax"})),
            (EventKind::SupplierDeleted, json!({"name": "Ajax"})),
        ]
    );
    for event in events {
        assert_eq!((event.subject, event.actor), (id.into(), application::Actor::User(user.id())));
    }
}

#[actix_web::test]
async fn a_name_belongs_to_one_supplier() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let (acme, ajax) = (supplier(&world, &cookie, "Acme").await, supplier(&world, &cookie, "Ajax").await);
    create(&world, &cookie, &json!({"name": " Acme "})).await.assert_problem(409, "supplier-name-taken");
    update(&world, &cookie, &ajax, &json!({"name": "Acme"})).await.assert_problem(409, "supplier-name-taken");
    assert_eq!(kinds(&world.store.events()), [EventKind::SupplierCreated; 2]);
    // Other characters are another name, and its own name is no obstacle.
    assert_eq!(create(&world, &cookie, &json!({"name": "ACME"})).await.status, 201);
    assert_eq!(update(&world, &cookie, &acme, &json!({"name": "Acme"})).await.status, 200);
}

#[actix_web::test]
async fn a_name_that_another_request_takes_first_is_taken() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let (acme, ajax) = (supplier(&world, &cookie, "Acme").await, supplier(&world, &cookie, "Ajax").await);
    let wanted = SupplierName::parse("Apex").unwrap();
    for (method, path, body) in
        [(Method::POST, SUPPLIERS, json!({"name": "Apex"})), (Method::PUT, &*ajax, json!({"name": "Apex"}))]
    {
        let first = alteration(&world, &acme, |stored| stored.details.name = wanted.clone()).await;
        let answer = write(&world.overtaken_by([first]), method, path, &cookie, None, &body).await;
        answer.assert_problem(409, "supplier-name-taken");
        update(&world, &cookie, &acme, &json!({"name": "Acme"})).await;
    }
}

#[actix_web::test]
async fn broken_rules_are_named_with_their_fields() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    let broken = json!({"name": " ", "email": "a@"});
    for answer in [create(&world, &cookie, &broken).await, update(&world, &cookie, &path, &broken).await] {
        answer.assert_problem(422, "invalid-supplier");
        let pointers: Vec<_> =
            answer.body["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
        assert_eq!(pointers, ["/name", "/email"], "{:#}", answer.body);
    }
    let nameless = update(&world, &cookie, &path, &json!({"name": null})).await;
    nameless.assert_problem(422, "invalid-supplier");
    nameless.assert_field("/name");
    assert_eq!(seen(&world, &path).await.body["name"], "Acme");
}

#[actix_web::test]
async fn what_is_no_supplier_is_refused() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    for body in [json!({}), json!({"name": null}), json!({"name": 1})] {
        create(&world, &cookie, &body).await.assert_problem(400, "bad-request");
    }
    for body in [json!({}), json!({"email": 1})] {
        update(&world, &cookie, &path, &body).await.assert_problem(400, "bad-request");
    }
    for answer in [
        create(&world, &cookie, &json!({"name": "Ajax", "id": "1"})).await,
        update(&world, &cookie, &path, &json!({"createdAt": null})).await,
    ] {
        answer.assert_problem(400, "unknown-field");
    }
}

#[actix_web::test]
async fn a_write_holds_for_the_state_that_it_presumes() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    let first = seen(&world, &path).await.header("etag").to_owned();
    let body = json!({"email": null});
    let edited = write(&world, Method::PUT, &path, &cookie, Some(&first), &body).await;
    assert_eq!(edited.status, 200);
    for (method, body) in [(Method::PUT, body), (Method::DELETE, Value::Null)] {
        for stale in [&*first, "\"other\"", "garbage"] {
            let answer = write(&world, method.clone(), &path, &cookie, Some(stale), &body).await;
            answer.assert_problem(412, "precondition-failed");
        }
    }
    let answer = write(&world, Method::DELETE, &path, &cookie, Some(edited.header("etag")), &Value::Null).await;
    assert_eq!(answer.status, 204);
}

#[actix_web::test]
async fn an_edit_that_comes_first_is_kept_and_breaks_what_was_presumed() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    let tag = seen(&world, &path).await.header("etag").to_owned();
    let raced = world.overtaken_by([alteration(&world, &path, |stored| stored.details.email = None).await]);
    let answer = update(&raced, &cookie, &path, &json!({"name": "Ajax"})).await;
    assert_eq!((&answer.body["name"], &answer.body["email"]), (&json!("Ajax"), &Value::Null));
    for (method, body) in [(Method::PUT, json!({"name": "Apex"})), (Method::DELETE, Value::Null)] {
        let tag = if method == Method::PUT { answer.header("etag").to_owned() } else { tag.clone() };
        let raced = world.overtaken_by([alteration(&world, &path, |_| ()).await]);
        write(&raced, method, &path, &cookie, Some(&tag), &body).await.assert_problem(412, "precondition-failed");
    }
    assert_eq!(seen(&world, &path).await.body["name"], "Ajax");
}

#[actix_web::test]
async fn what_is_gone_by_then_is_not_found() {
    for deletes in [false, true] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let path = supplier(&world, &cookie, "Acme").await;
        let mut deletion = world.changes();
        deletion.delete(stored(&world, &path).await);
        let raced = world.overtaken_by([deletion]);
        let answer = match deletes {
            true => remove(&raced, &cookie, &path).await,
            false => update(&raced, &cookie, &path, &json!({"name": "Ajax"})).await,
        };
        answer.assert_problem(404, "supplier-not-found");
    }
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let absent = format!("{SUPPLIERS}/{}", SequentialIds::nth(1_000));
    update(&world, &cookie, &absent, &json!({"name": ""})).await.assert_problem(404, "supplier-not-found");
    remove(&world, &cookie, &absent).await.assert_problem(404, "supplier-not-found");
}

#[actix_web::test]
async fn admins_alone_write() {
    for number in 0..3 {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let path = supplier(&world, &cookie, "Acme").await;
        let user = world.user("plain.user", Role::User).await;
        let (_, plain) = world.sign_in(&user).await;
        let (method, target, body) = writes(&path)[number].clone();
        write(&world, method.clone(), target, &plain, None, &body).await.assert_problem(403, "forbidden");
        // Each try authorizes the actor again.
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
        let (_, cookie) = admin(&world).await;
        let path = supplier(&world, &cookie, "Acme").await;
        world.store.set_fault(Some(fault));
        for (method, target, body) in writes(&path) {
            write(&world, method, target, &cookie, None, &body).await.assert_problem(status, code);
        }
        world.store.set_fault(None);
        assert_eq!(get(&world, "").await.body["suppliers"][0]["name"], "Acme");
    }
}
