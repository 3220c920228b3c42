use actix_web::test::TestRequest;
use memory_store::{Fault, fakes::SequentialIds};
use serde_json::{Value, json};
use test_kit::{Answer, World};

use crate::{admin, get, seen, send, supplier};

fn names(answer: &Answer) -> Vec<&str> {
    let suppliers = answer.body["suppliers"].as_array().unwrap();
    suppliers.iter().map(|supplier| supplier["name"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn everybody_sees_a_supplier() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    let answer = seen(&world, &path).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "id": path.rsplit('/').next(),
            "name": "Acme",
            "email": "sales@acme.test",
            "createdAt": "2026-01-01T00:00:00.000Z",
            "updatedAt": "2026-01-01T00:00:00.000Z",
        })
    );
    assert_eq!(get(&world, "").await.body, json!({"suppliers": [answer.body], "nextToken": null}));
}

#[actix_web::test]
async fn who_has_the_supplier_already_is_not_sent_it() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    let tag = seen(&world, &path).await.header("etag").to_owned();
    for (known, status) in [(&*tag, 304), ("*", 304), ("\"other\"", 200)] {
        let answer = send(&world, TestRequest::get().uri(&path).insert_header(("if-none-match", known))).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (status, &*tag), "{known}");
        assert_eq!(answer.body == Value::Null, status == 304, "{known}");
    }
}

#[actix_web::test]
async fn pages_follow_each_other_by_creation() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    assert_eq!(get(&world, "").await.body, json!({"suppliers": [], "nextToken": null}));
    for name in ["C", "A", "B"] {
        supplier(&world, &cookie, name).await;
    }
    let first = get(&world, "?pageSize=2").await;
    assert_eq!(names(&first), ["C", "A"]);
    let token = first.body["nextToken"].as_str().unwrap();
    let last = get(&world, &format!("?pageSize=2&nextToken={token}")).await;
    assert_eq!((names(&last), &last.body["nextToken"]), (vec!["B"], &Value::Null));
    get(&world, "?nextToken=garbage").await.assert_problem(400, "invalid-page-token");
    for query in ["?pageSize=0", "?pageSize=101", "?size=1"] {
        get(&world, query).await.assert_problem(400, "invalid-parameter");
    }
}

#[actix_web::test]
async fn an_unknown_supplier_is_not_found_and_an_id_that_is_none_is_refused() {
    let world = World::new();
    get(&world, &format!("/{}", SequentialIds::nth(1_000))).await.assert_problem(404, "supplier-not-found");
    get(&world, "/1").await.assert_problem(400, "invalid-parameter");
}

#[actix_web::test]
async fn a_store_that_fails_is_reported() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let path = supplier(&world, &cookie, "Acme").await;
    for (fault, status, code) in [(Fault::Unavailable, 503, "unavailable"), (Fault::Unexpected, 500, "internal")] {
        world.store.set_fault(Some(fault));
        get(&world, "").await.assert_problem(status, code);
        seen(&world, &path).await.assert_problem(status, code);
    }
}
