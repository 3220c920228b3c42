use actix_web::test::TestRequest;
use memory_store::{Fault, fakes::SequentialIds};
use serde_json::{Value, json};
use test_kit::{Answer, World};

use crate::{get, seen, send, supplier, whole, writer};

/// The ids of a page.
fn ids(answer: &Answer) -> Vec<&str> {
    let suppliers = answer.body["suppliers"].as_array().unwrap();
    suppliers.iter().map(|supplier| supplier["id"].as_str().unwrap()).collect()
}

/// The id in a path.
fn id(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[actix_web::test]
async fn a_supplier_is_seen_as_it_is() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    let mut expected = whole(1);
    expected["id"] = id(&path).into();
    for time in ["createdAt", "updatedAt"] {
        expected[time] = "2026-01-01T00:00:00.000Z".into();
    }
    let answer = seen(&world, &path).await;
    assert_eq!((answer.status.as_u16(), &answer.body), (200, &expected));
    assert_eq!(get(&world, "").await.body, json!({"suppliers": [expected], "nextToken": null}));
}

#[actix_web::test]
async fn who_has_the_supplier_already_is_not_sent_it() {
    let world = World::new();
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
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
    let (_, cookie) = writer(&world).await;
    assert_eq!(get(&world, "").await.body, json!({"suppliers": [], "nextToken": null}));
    let mut paths = Vec::new();
    for number in [3, 1, 2] {
        paths.push(supplier(&world, &cookie, number).await);
    }
    let created: Vec<_> = paths.iter().map(|path| id(path)).collect();
    let first = get(&world, "?pageSize=2").await;
    assert_eq!(ids(&first), created[..2]);
    let token = first.body["nextToken"].as_str().unwrap();
    let last = get(&world, &format!("?pageSize=2&nextToken={token}")).await;
    assert_eq!((ids(&last).as_slice(), &last.body["nextToken"]), (&created[2..], &Value::Null));
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
    let (_, cookie) = writer(&world).await;
    let path = supplier(&world, &cookie, 1).await;
    for (fault, status, code) in [(Fault::Unavailable, 503, "unavailable"), (Fault::Unexpected, 500, "internal")] {
        world.store.set_fault(Some(fault));
        get(&world, "").await.assert_problem(status, code);
        seen(&world, &path).await.assert_problem(status, code);
    }
}
