use actix_web::test::TestRequest;
use domain::Role;
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, send, view};

#[actix_web::test]
async fn one_user_is_shown_with_a_tag_that_changes_with_the_user() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let user = world.user("Ada.Lovelace", Role::User).await;
    let answer = view(&world, &cookie, user.id()).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "id": user.id().to_string(),
            "username": "Ada.Lovelace",
            "role": "user",
            "isActive": true,
            "createdAt": "2026-01-01T00:00:00.000Z",
        })
    );
    let tag = answer.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{tag} is strong");
    assert_eq!(view(&world, &cookie, user.id().to_string().to_uppercase()).await.body, answer.body);

    let known = async |value: &str| {
        let request = TestRequest::get().uri(&format!("/api/v1/users/{}", user.id()));
        send(&world, request.insert_header(("if-none-match", value)), &cookie).await
    };
    for value in [tag.as_str(), "*", &format!("\"other\", {tag}"), &format!("W/{tag}")] {
        let answer = known(value).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("etag"), &answer.body),
            (304, &*tag, &Value::Null),
            "{value}"
        );
    }
    for value in ["\"other\"", "", "garbage"] {
        assert_eq!(known(value).await.status, 200, "{value}");
    }
    world.alter(&user, |user| user.role = Role::Admin).await;
    let changed = known(&tag).await;
    assert_eq!((changed.status.as_u16(), &changed.body["role"]), (200, &json!("admin")));
    assert_ne!(changed.header("etag"), tag);
}

#[actix_web::test]
async fn an_unknown_user_is_not_found_and_an_id_that_is_none_is_refused() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    view(&world, &cookie, SequentialIds::nth(1_000)).await.assert_problem(404, "not-found");
    for id in ["1", "acting.admin", "019b76daa80070008000000000000001", "urn:uuid:019b76da-a800-7000-8000-000000000001"]
    {
        view(&world, &cookie, id).await.assert_problem(400, "invalid-parameter");
    }
}
