use std::time::Duration;

use domain::{Role, User, UserStatus};
use serde_json::{Value, json};
use test_kit::World;

use crate::support::{admin, list, names};

/// Users of every kind, some created at the same time, with the acting admin among them; in the order of their
/// creation.
async fn crowd(world: &World) -> (Vec<User>, String) {
    let (admin, cookie) = admin(world).await;
    let mut users = vec![admin];
    for (number, name) in
        ["Zed.Ninety", "alice.one", "Bob.Two", "bob.two2", "ALBERT", "mike-x", "zed.eighty"].iter().enumerate()
    {
        world.fakes.clock.advance(Duration::from_millis(number as u64 % 2));
        let role = [Role::User, Role::Admin, Role::SuperAdmin][number % 3];
        let status = if number % 4 == 3 { UserStatus::Inactive } else { UserStatus::Active };
        users.push(world.user_with(name, |user| (user.role, user.status) = (role, status)).await);
    }
    (users, cookie)
}

fn names_of<'a>(users: impl IntoIterator<Item = &'a User>) -> Vec<String> {
    users.into_iter().map(|user| user.username().to_string()).collect()
}

/// Every username in a list, page by page.
async fn paged(world: &World, cookie: &str, query: &str, size: usize) -> Vec<String> {
    let (mut seen, mut token) = (Vec::new(), String::new());
    loop {
        let answer = list(world, cookie, &format!("?pageSize={size}{query}{token}")).await;
        let page = names(&answer);
        assert!(page.len() <= size, "{query} {size}");
        seen.extend(page);
        match answer.body["nextToken"].as_str() {
            Some(next) => token = format!("&nextToken={next}"),
            None => return seen,
        }
        assert!(seen.len() <= 20, "the list has no end");
    }
}

#[actix_web::test]
async fn users_are_listed_as_they_are() {
    let world = World::new();
    let (admin, cookie) = admin(&world).await;
    world.fakes.clock.advance(Duration::from_millis(61_042));
    let user = world.inactive_user("Ada.Lovelace").await;
    let answer = list(&world, &cookie, "").await;

    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        json!({
            "users": [
                {
                    "id": admin.id().to_string(),
                    "username": "acting.admin",
                    "role": "admin",
                    "isActive": true,
                    "createdAt": "2026-01-01T00:00:00.000Z",
                },
                {
                    "id": user.id().to_string(),
                    "username": "Ada.Lovelace",
                    "role": "user",
                    "isActive": false,
                    "createdAt": "2026-01-01T00:01:01.042Z",
                },
            ],
            "nextToken": null,
        })
    );
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn pages_of_every_size_in_every_order_give_the_sorted_list() {
    let world = World::new();
    let (users, cookie) = crowd(&world).await;
    let mut by_creation = users.clone();
    by_creation.sort_by_key(|user| (user.created_at(), user.id()));
    let mut by_name = users.clone();
    by_name.sort_by_key(|user| user.username().key());
    let expected = [
        ("", names_of(&by_creation)),
        ("&sort=createdAt", names_of(&by_creation)),
        ("&sort=-createdAt", names_of(by_creation.iter().rev())),
        ("&sort=username", names_of(&by_name)),
        ("&sort=-username", names_of(by_name.iter().rev())),
    ];
    for (query, expected) in expected {
        for size in [1, 2, 3, 7, 8, 100] {
            assert_eq!(paged(&world, &cookie, query, size).await, expected, "{query} {size}");
        }
    }
    assert_eq!(names_of(&by_name)[..3], ["acting.admin", "ALBERT", "alice.one"]);
}

#[actix_web::test]
async fn filters_leave_those_who_match_in_order() {
    let world = World::new();
    let (users, cookie) = crowd(&world).await;
    for (query, role, active) in [
        ("&role=user", Some(Role::User), None),
        ("&role=admin", Some(Role::Admin), None),
        ("&role=super_admin", Some(Role::SuperAdmin), None),
        ("&isActive=true", None, Some(true)),
        ("&isActive=false", None, Some(false)),
        ("&role=user&isActive=false", Some(Role::User), Some(false)),
        ("&role=admin&isActive=false", Some(Role::Admin), Some(false)),
    ] {
        let matching = users.iter().filter(|user| {
            role.is_none_or(|role| role == user.role()) && active.is_none_or(|active| active == user.is_active())
        });
        let expected = names_of(matching);
        for size in [1, 2, 100] {
            assert_eq!(paged(&world, &cookie, query, size).await, expected, "{query} {size}");
        }
    }
}

#[actix_web::test]
async fn twenty_users_are_a_page_where_no_size_is_given() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for number in 1..=20 {
        world.user(&format!("user{number:02}"), Role::User).await;
    }
    let first = list(&world, &cookie, "").await;
    assert_eq!(names(&first).len(), 20);
    let token = first.body["nextToken"].as_str().unwrap();
    let last = list(&world, &cookie, &format!("?nextToken={token}")).await;
    assert_eq!((names(&last), &last.body["nextToken"]), (vec!["user20".to_owned()], &Value::Null));
}

#[actix_web::test]
async fn who_comes_between_two_pages_moves_nobody() {
    let world = World::new();
    let (users, cookie) = crowd(&world).await;
    let first = list(&world, &cookie, "?pageSize=4&sort=username").await;
    world.user("aaron", Role::User).await;
    world.user("yvonne", Role::User).await;
    let token = first.body["nextToken"].as_str().unwrap();
    let rest = list(&world, &cookie, &format!("?pageSize=100&sort=username&nextToken={token}")).await;
    let mut expected = names_of(&users);
    expected.push("yvonne".to_owned());
    expected.sort_by_key(|name| name.to_lowercase());
    assert_eq!([names(&first), names(&rest)].concat(), expected);
}

#[actix_web::test]
async fn a_page_token_is_good_for_its_own_list_and_viewer_alone() {
    let world = World::new();
    let (users, cookie) = crowd(&world).await;
    let query = "pageSize=2&sort=username&isActive=true";
    let token = list(&world, &cookie, &format!("?{query}")).await.body["nextToken"].as_str().unwrap().to_owned();
    assert_eq!(list(&world, &cookie, &format!("?{query}&nextToken={token}")).await.status, 200);
    let other_size = format!("?pageSize=50&sort=username&isActive=true&nextToken={token}");
    assert_eq!(list(&world, &cookie, &other_size).await.status, 200);

    for other in [
        "sort=-username&isActive=true",
        "sort=createdAt&isActive=true",
        "isActive=true",
        "sort=username",
        "sort=username&isActive=false",
        "sort=username&isActive=true&role=user",
    ] {
        let answer = list(&world, &cookie, &format!("?{other}&nextToken={token}")).await;
        answer.assert_problem(400, "invalid-page-token");
    }
    for index in 0..token.len() {
        let flipped = if &token[index..=index] == "A" { "B" } else { "A" };
        let mut forged = token.clone();
        forged.replace_range(index..=index, flipped);
        let answer = list(&world, &cookie, &format!("?{query}&nextToken={forged}")).await;
        answer.assert_problem(400, "invalid-page-token");
    }
    for odd in ["", "garbage", &token[1..], &"x".repeat(5_000)] {
        let answer = list(&world, &cookie, &format!("?{query}&nextToken={odd}")).await;
        answer.assert_problem(400, "invalid-page-token");
    }
    let colleague = users.iter().find(|user| user.role() == Role::SuperAdmin).unwrap();
    let (_, theirs) = world.sign_in(colleague).await;
    let answer = list(&world, &theirs, &format!("?{query}&nextToken={token}")).await;
    answer.assert_problem(400, "invalid-page-token");
}

#[actix_web::test]
async fn parameters_are_taken_to_the_letter() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for query in [
        "?pageSize=0",
        "?pageSize=101",
        "?pageSize=-1",
        "?pageSize=1.5",
        "?pageSize=%2B5",
        "?pageSize=",
        "?pageSize=99999999999999999999",
        "?sort=",
        "?sort=role",
        "?sort=CreatedAt",
        "?sort=%2BcreatedAt",
        "?sort=createdAt&sort=createdAt",
        "?pageSize=1&pageSize=2",
        "?role=",
        "?role=Admin",
        "?role=root",
        "?role=user&role=admin",
        "?isActive=",
        "?isActive=1",
        "?isActive=TRUE",
        "?isActive=true&isActive=true",
        "?page=2",
        "?page_size=2",
        "?username=ada",
        "?sort[]=username",
    ] {
        list(&world, &cookie, query).await.assert_problem(400, "invalid-parameter");
    }
    assert_eq!(list(&world, &cookie, "?").await.status, 200);
}
