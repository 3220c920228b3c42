//! The use case over the memory store, and its route behind the server's edge.

use std::sync::Arc;

use actix_web::test::TestRequest;
use application::{
    Accounts, Actor, Authority, Authorization, Clock, Conflict, EventKind, Forbidden, HasInteractor, HashingError,
    NewAccount, OpenAccountError, Services, StoreError, Subject, Work,
};
use create_user::{CreateUser, CreateUserError, routes};
use domain::{InvalidPassword, Role, StoredUser, User, UserStatus, Username};
use memory_store::{Fault, fakes::FakePasswords};
use serde_json::{Value, json};
use shaku::module;
use test_kit::{Answer, PASSWORD, World, kinds, logged, security_events, with_cookie};

module! {
    Slice {
        components = [CreateUser],
        providers = [],
        use dyn Services { components = [dyn Accounts, dyn Authorization, dyn Work], providers = [] }
    }
}

fn slice(world: &World) -> Slice {
    Slice::builder(world.services.clone()).build()
}

async fn post(world: &World, request: TestRequest) -> Answer {
    let request = request.method(actix_web::http::Method::POST).uri("/api/v1/users");
    world.send(routes(&slice(world)), request.insert_header(("x-request-id", "req-7"))).await
}

async fn create(world: &World, cookie: &str, body: &Value) -> Answer {
    post(world, with_cookie(TestRequest::default(), cookie).set_json(body)).await
}

async fn actor(world: &World, role: Role) -> (User, String) {
    let actor = world.user("acting.user", role).await;
    let (_, cookie) = world.sign_in(&actor).await;
    (actor, cookie)
}

fn account(role: &str) -> Value {
    json!({"username": "Grace.Hopper", "password": PASSWORD, "role": role})
}

fn with(name: &str, value: impl Into<Value>) -> Value {
    let mut body = account("user");
    body[name] = value.into();
    body
}

#[actix_web::test]
async fn the_account_is_created_with_its_role_and_returned() {
    for (name, role) in [("user", Role::User), ("admin", Role::Admin)] {
        let world = World::new();
        let (_, cookie) = actor(&world, Role::Admin).await;
        let answer = create(&world, &cookie, &account(name)).await;

        let user = world.named("grace.hopper").await.unwrap();
        assert_eq!(answer.status, 201);
        assert_eq!(answer.header("location"), format!("/api/v1/users/{}", user.id()));
        assert_eq!(
            answer.body,
            json!({
                "id": user.id().to_string(),
                "username": "Grace.Hopper",
                "role": name,
                "isActive": true,
                "createdAt": "2026-01-01T00:00:00.000Z",
            })
        );
        assert_eq!((user.role(), user.is_active()), (role, true));
        assert!(*user.password_hash() == FakePasswords::present_hash(PASSWORD));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header_lines("set-cookie"), Vec::<&str>::new(), "the acting admin stays signed in");
    }
}

#[actix_web::test]
async fn the_account_and_its_event_are_one_commit_and_logged() {
    let world = World::new();
    let (actor, cookie) = actor(&world, Role::Admin).await;
    let marked = world.overtaken_by([world.mark(), world.mark()]);
    let (_, log) = logged(create(&marked, &cookie, &account("admin"))).await;

    let user = world.named("grace.hopper").await.unwrap();
    let events = world.store.events();
    assert_eq!(kinds(&events), [EventKind::UserSignedUp, EventKind::UserCreated]);
    let event = &events[1];
    assert_eq!((event.subject, event.actor), (Subject::User(user.id()), Actor::User(actor.id())));
    assert_eq!((event.request_id.as_str(), event.at), ("req-7", world.fakes.clock.now()));
    assert_eq!(json!(event.data), json!({"role": "admin"}));

    let logged = security_events(&log);
    let [fields] = &logged[..] else { panic!("{log}") };
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!("user_creation"), &json!("success")));
    assert_eq!(
        (&fields["actor_id"], &fields["user_id"]),
        (&json!(actor.id().to_string()), &json!(user.id().to_string()))
    );
    assert!(!log.contains(PASSWORD), "{log}");
}

#[actix_web::test]
async fn who_may_make_accounts_of_which_role() {
    for (role, by_admins, by_super_admins) in [
        (Role::SuperAdmin, [201, 201], [201, 201]),
        (Role::Admin, [201, 201], [201, 403]),
        (Role::User, [403, 403], [403, 403]),
    ] {
        for (index, name) in ["user", "admin"].into_iter().enumerate() {
            let world = World::new();
            let (_, cookie) = actor(&world, role).await;
            assert_eq!(create(&world, &cookie, &account(name)).await.status, by_admins[index], "{role} {name}");
            let world = World::new().with_admins_managed_by_super_admins();
            let (actor, cookie) = actor(&world, role).await;
            let (answer, log) = logged(create(&world, &cookie, &account(name))).await;
            assert_eq!(answer.status, by_super_admins[index], "{role} {name}");
            if answer.status == 403 {
                answer.assert_problem(403, "forbidden");
                assert_eq!(world.named("grace.hopper").await, None);
                assert_eq!(world.store.events(), []);
            }
            // The extractor refuses ordinary users; a refusal of the policy is a security event.
            if role == Role::Admin && answer.status == 403 {
                let fields = &security_events(&log)[0];
                assert_eq!((&fields["event"], &fields["outcome"]), (&json!("user_creation"), &json!("refused")));
                assert_eq!(fields["actor_id"], actor.id().to_string());
            }
        }
    }
}

#[actix_web::test]
async fn nobody_makes_a_super_admin_over_the_api() {
    let world = World::new();
    let (_, cookie) = actor(&world, Role::SuperAdmin).await;
    for role in ["super_admin", "Admin", "root", ""] {
        let answer = create(&world, &cookie, &account(role)).await;
        answer.assert_problem(400, "bad-request");
        answer.assert_field("/role");
    }
    assert_eq!(world.named("grace.hopper").await, None);
}

#[actix_web::test]
async fn the_use_case_refuses_a_principal_whose_account_is_closed_and_a_super_admin_by_a_user() {
    let world = World::new();
    let (user, _) = actor(&world, Role::SuperAdmin).await;
    let (mut principal, _) = world.sign_in(&user).await;
    let interactor: Arc<CreateUser> = slice(&world).interactor();
    let new = |role| NewAccount { username: Username::parse("grace.hopper").unwrap(), password: PASSWORD.into(), role };
    let refused = interactor.execute(Authority::User(&principal), new(Role::SuperAdmin)).await.unwrap_err();
    assert!(matches!(refused, CreateUserError::Forbidden(Forbidden)), "{refused:?}");
    principal.user = world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    let refused = interactor.execute(Authority::User(&principal), new(Role::User)).await.unwrap_err();
    assert!(matches!(refused, CreateUserError::Forbidden(Forbidden)), "{refused:?}");

    let made = interactor.execute(Authority::Operator(&world.caller()), new(Role::SuperAdmin)).await.unwrap();
    assert_eq!(made.role(), Role::SuperAdmin);
    assert_eq!(world.store.events()[0].actor, Actor::Operator);
}

#[actix_web::test]
async fn a_session_is_required_first_and_the_role_before_the_body() {
    let world = World::new();
    let (admin, cookie) = actor(&world, Role::Admin).await;
    let user = world.user("plain.user", Role::User).await;
    let (_, plain) = world.sign_in(&user).await;
    let text = |cookie: &str| with_cookie(TestRequest::default(), cookie).set_payload("no JSON");
    post(&world, text("other=1")).await.assert_problem(401, "unauthenticated");
    post(&world, text(&plain)).await.assert_problem(403, "forbidden");
    create(&world, &plain, &account("super_admin")).await.assert_problem(403, "forbidden");
    post(&world, text(&cookie)).await.assert_problem(415, "unsupported-media-type");
    let cross_site = text(&cookie).insert_header(("sec-fetch-site", "cross-site"));
    post(&world, cross_site).await.assert_problem(403, "cross-site-request");
    world.alter(&admin, |user| user.status = UserStatus::Inactive).await;
    create(&world, &cookie, &account("user")).await.assert_problem(401, "unauthenticated");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_body_that_does_not_fit_is_refused_with_its_location() {
    let world = World::new();
    let (_, cookie) = actor(&world, Role::Admin).await;
    for (body, code, pointer) in [
        (json!({}), "bad-request", "/username"),
        (json!({"username": "grace.hopper", "password": PASSWORD}), "bad-request", "/role"),
        (json!({"username": "grace.hopper", "role": "user"}), "bad-request", "/password"),
        (with("username", Value::Null), "bad-request", "/username"),
        (with("password", 12_345_678), "bad-request", "/password"),
        (with("role", json!(["user"])), "bad-request", "/role"),
        (with("isActive", true), "unknown-field", "/isActive"),
        (json!(["grace.hopper", PASSWORD, "user"]), "bad-request", ""),
    ] {
        let answer = create(&world, &cookie, &body).await;
        answer.assert_problem(400, code);
        answer.assert_field(pointer);
    }
    create(&world, &cookie, &with("password", "x".repeat(70_000))).await.assert_problem(413, "payload-too-large");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_username_or_password_against_the_rules_is_named() {
    let world = World::new();
    let (_, cookie) = actor(&world, Role::Admin).await;
    for username in ["", "ada", "a..lovelace", ".ada.lovelace", "ada lovelace", "ada.lovelace\0", &"x".repeat(21)] {
        let answer = create(&world, &cookie, &with("username", username)).await;
        answer.assert_problem(422, "invalid-username");
        answer.assert_field("/username");
    }
    for password in ["", "short", "password1", "gRACE.hOPPER", &"x".repeat(129)] {
        let answer = create(&world, &cookie, &with("password", password)).await;
        answer.assert_problem(422, "invalid-password");
        answer.assert_field("/password");
    }
    assert_eq!(world.named("grace.hopper").await, None);
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn a_taken_username_is_refused_in_any_case() {
    let world = World::new();
    let (_, cookie) = actor(&world, Role::Admin).await;
    let user = world.user("Grace.Hopper", Role::User).await;
    for name in ["Grace.Hopper", "grace.hopper", "GRACE.HOPPER"] {
        create(&world, &cookie, &with("username", name)).await.assert_problem(409, "username-taken");
    }
    // A competitor who takes the name between the read and the commit makes the commit fail.
    let mut competitor = world.changes();
    let name = Username::parse("ADA.lovelace").unwrap();
    let id = domain::UserId::new(application::Ids::next(&world.fakes.ids));
    competitor.insert(User::new(id, name, user.password_hash().clone(), Role::User, world.fakes.clock.now()));
    let raced = world.overtaken_by([competitor]);
    create(&raced, &cookie, &with("username", "ada.lovelace")).await.assert_problem(409, "username-taken");
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn who_lost_the_right_meanwhile_makes_nobody() {
    let losses: [fn(&mut StoredUser); 2] = [|user| user.status = UserStatus::Inactive, |user| user.role = Role::User];
    for lose in losses {
        let world = World::new();
        let (acting, cookie) = actor(&world, Role::Admin).await;
        let raced = world.overtaken_by([world.alteration(&acting, lose).0]);
        create(&raced, &cookie, &account("admin")).await.assert_problem(403, "forbidden");
        assert_eq!(world.named("grace.hopper").await, None);
    }
}

#[actix_web::test]
async fn a_change_of_the_actor_that_leaves_the_right_is_no_obstacle() {
    let world = World::new();
    let (acting, cookie) = actor(&world, Role::Admin).await;
    let raced = world.overtaken_by([world.alteration(&acting, |user| user.role = Role::SuperAdmin).0]);
    assert_eq!(create(&raced, &cookie, &account("admin")).await.status, 201);
    assert!(world.named("grace.hopper").await.is_some());
}

#[actix_web::test]
async fn a_failure_is_reported_without_its_reasons_and_no_account_is_created() {
    type Expected = fn(&OpenAccountError) -> bool;
    let unavailable: Expected = |error| matches!(error, OpenAccountError::Store(StoreError::Unavailable(_)));
    let corrupt: Expected = |error| matches!(error, OpenAccountError::Store(StoreError::Unexpected(_)));
    let unexpected: Expected = |error| {
        let OpenAccountError::Store(StoreError::Unexpected(cause)) = error else { return false };
        cause.to_string() == Conflict::Stale.to_string()
    };
    for (fault, expected, status, code, retry_after) in [
        (Fault::Unavailable, unavailable, 503, "unavailable", "1"),
        (Fault::CommitsUnavailable, unavailable, 503, "unavailable", "1"),
        (Fault::Unexpected, corrupt, 500, "internal", ""),
        (Fault::CommitsStale, unexpected, 409, "conflict", ""),
    ] {
        let world = World::new();
        let (_, cookie) = actor(&world, Role::Admin).await;
        world.store.set_fault(Some(fault));
        let answer = create(&world, &cookie, &account("user")).await;
        answer.assert_problem(status, code);
        assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
        let error = operators(&world, PASSWORD).await;
        assert!(matches!(&error, CreateUserError::Account(error) if expected(error)), "{fault:?}: {error:?}");
        world.store.set_fault(None);
        assert_eq!(world.named("grace.hopper").await, None);
    }
    let world = World::new();
    let error = operators(&world, "short").await;
    let short = InvalidPassword::TooShort { min_length: 8 };
    assert!(matches!(&error, CreateUserError::Account(OpenAccountError::InvalidPassword(rule)) if *rule == short));
    let (_, cookie) = actor(&world, Role::Admin).await;
    world.fakes.passwords.set_saturated(true);
    let answer = create(&world, &cookie, &account("user")).await;
    answer.assert_problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "1");
    let error = operators(&world, PASSWORD).await;
    assert!(matches!(error, CreateUserError::Account(OpenAccountError::Hashing(HashingError::Saturated))), "{error:?}");
}

/// Why the operator can't create a user.
async fn operators(world: &World, password: &str) -> CreateUserError {
    let interactor: Arc<CreateUser> = slice(world).interactor();
    let username = Username::parse("grace.hopper").unwrap();
    let account = NewAccount { username, password: password.into(), role: Role::User };
    interactor.execute(Authority::Operator(&world.caller()), account).await.unwrap_err()
}
