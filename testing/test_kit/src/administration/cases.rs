use application::{Actor, Clock, EventKind, Subject};
use domain::{Role, StoredUser, UserStatus};
use memory_store::{Fault, fakes::FakePasswords};
use serde_json::{Value, json};

use super::{AdministrationCall, unknown};
use crate::{World, kinds, logged, security_events, with_cookie};

impl AdministrationCall {
    /// Asserts the order of checks: another site's page, session, role, media type, size, body, and only then the
    /// target.
    pub(super) async fn assert_order_of_checks(&self) {
        let world = World::new();
        let (_, admin, _) = self.parties(&world).await;
        let user = world.user("plain.user", Role::User).await;
        let (_, plain) = world.sign_in(&user).await;
        let target = unknown(&world);
        let bare = |cookie: &str| with_cookie((self.bare)(&target), cookie);
        let text = |cookie: &str| bare(cookie).set_payload("no JSON");
        let json =
            |text: &'static str| bare(&admin).insert_header(("content-type", "application/json")).set_payload(text);
        let mut more = (self.body)(&target);
        more["role"] = "super_admin".into();
        let large = json!({"username": "x".repeat(70_000)});
        let requests = vec![
            (text("other=1").insert_header(("sec-fetch-site", "cross-site")), 403, "cross-site-request"),
            (text("other=1"), 401, "unauthenticated"),
            (text(&plain), 403, "forbidden"),
            (bare(&plain).set_json(&large), 403, "forbidden"),
            (bare(&plain).set_json((self.body)(&target)), 403, "forbidden"),
            (text(&admin), 415, "unsupported-media-type"),
            (bare(&admin).set_json(&large), 413, "payload-too-large"),
            (json("{"), 400, "malformed-json"),
            (json(""), 400, "malformed-json"),
            (json("{}"), 400, "bad-request"),
            (json("[]"), 400, "bad-request"),
            (json("null"), 400, "bad-request"),
            (bare(&admin).set_json(&more), 400, "unknown-field"),
            (bare(&admin).set_json((self.body)(&target)), 404, "not-found"),
        ];
        for (request, status, code) in requests {
            self.send_request(&world, request).await.assert_problem(status, code);
        }
        for field in (self.body)(&target).as_object().expect("an object").keys() {
            for odd in [json!(1), json!(null), json!(["a"]), json!({})] {
                let answer = self.send_body(&world, &admin, &target, &json!({ field: odd })).await;
                answer.assert_problem(400, "bad-request");
                answer.assert_field(&format!("/{field}"));
            }
        }
        assert_eq!(world.store.events(), []);
    }

    /// Asserts that the change and its event are one commit, which names actor, time and request, and that the log has
    /// the same, and no secret.
    pub(super) async fn assert_recorded(&self, kind: EventKind, security_event: &str) {
        let world = World::new();
        let (actor, cookie, target) = self.parties(&world).await;
        let marked = world.overtaken_by([world.mark(), world.mark()]);
        let (answer, log) = logged(self.send(&marked, &cookie, &target)).await;
        assert!(answer.status.is_success(), "{:#}", answer.body);

        assert_eq!(world.stored(&target).await.version(), target.version().next());
        let events = world.store.events();
        assert_eq!(kinds(&events), [EventKind::UserSignedUp, kind]);
        let event = &events[1];
        assert_eq!((event.subject, event.actor), (Subject::User(target.id()), Actor::User(actor.id())));
        assert_eq!((event.request_id.as_str(), event.at), ("req-7", world.fakes.clock.now()));
        assert_eq!(json!(event.data), json!({}));

        let logged = security_events(&log);
        assert_eq!(logged.len(), 1, "{log}");
        assert_event(&logged[0], security_event, "success", &actor.id().to_string());
        assert_eq!(logged[0]["user_id"], target.id().to_string());
        assert!(!log.contains("secret-1") && !log.contains("present:"), "{log}");
    }

    /// Asserts that the log records a refusal: who tried, and nothing of the request's body.
    pub(super) async fn assert_refusals_logged(&self, security_event: &str) {
        let world = World::new();
        let (actor, cookie, _) = self.parties(&world).await;
        let target = world.user("Super.Admin", Role::SuperAdmin).await;
        let (answer, log) = logged(self.send(&world, &cookie, &target)).await;
        answer.assert_problem(403, "forbidden");
        let logged = security_events(&log);
        assert_eq!(logged.len(), 1, "{log}");
        assert_event(&logged[0], security_event, "refused", &actor.id().to_string());
        assert!(!log.to_lowercase().contains("super.admin"), "{log}");
    }

    /// Asserts that a repetition has the same response and changes nothing.
    pub(super) async fn assert_second_changes_nothing(&self) {
        let world = World::new();
        let (_, cookie, target) = self.parties(&world).await;
        let first = self.send(&world, &cookie, &target).await;
        let (stored, events) = (world.stored(&target).await, world.store.events());
        let second = self.send(&world, &cookie, &target).await;
        assert_eq!((second.status, &second.body), (first.status, &first.body));
        assert_eq!(world.stored(&target).await, stored);
        assert_eq!(world.store.events(), events);
    }

    /// Asserts that names match in any case, and that an impossible one is unknown.
    pub(super) async fn assert_names_are_taken_in_any_case(&self) {
        for name in ["target.user", "TARGET.USER", "tARGET.uSER"] {
            let world = World::new();
            let (_, cookie, target) = self.parties(&world).await;
            let answer = self.send_body(&world, &cookie, &target, &json!({ "username": name })).await;
            assert_eq!((answer.status.as_u16(), &answer.body["username"]), (200, &"Target.User".into()), "{name}");
        }
        let long = "x".repeat(10_000);
        for name in
            ["", "x", "target..user", " Target.User", "Target.User\0", "' OR 1=1; --", "\u{e4}da.lovelace", &long]
        {
            let world = World::new();
            let (_, cookie, target) = self.parties(&world).await;
            let answer = self.send_body(&world, &cookie, &target, &json!({ "username": name })).await;
            answer.assert_problem(404, "not-found");
            assert!(!answer.body.to_string().contains("target..user"), "{:#}", answer.body);
        }
    }

    /// Asserts that a competitor's change of the target is read before the next try decides.
    pub(super) async fn assert_competitors_are_heeded(&self) {
        let world = World::new();
        let (_, cookie, target) = self.parties(&world).await;
        let hash = FakePasswords::present_hash("another password");
        let (competitor, changed) = world.alteration(&target, |user| user.password_hash = hash);
        let answer = self.send(&world.overtaken_by([competitor]), &cookie, &target).await;
        assert!(answer.status.is_success(), "{:#}", answer.body);
        assert_eq!(world.stored(&target).await.version(), changed.version().next());

        let world = World::new();
        let (_, cookie, target) = self.parties(&world).await;
        let (competitor, promoted) = world.alteration(&target, |user| user.role = Role::SuperAdmin);
        self.send(&world.overtaken_by([competitor]), &cookie, &target).await.assert_problem(403, "forbidden");
        assert_eq!(world.stored(&target).await, promoted);
    }

    /// Asserts that an actor who lost the role meanwhile, or was deactivated, is refused.
    pub(super) async fn assert_lost_rights_are_heeded(&self) {
        let losses: [fn(&mut StoredUser); 2] =
            [|user| user.role = Role::User, |user| user.status = UserStatus::Inactive];
        for lose in losses {
            let world = World::new();
            let (actor, cookie, target) = self.parties(&world).await;
            let (competitor, _) = world.alteration(&actor, lose);
            self.send(&world.overtaken_by([competitor]), &cookie, &target).await.assert_problem(403, "forbidden");
            assert_eq!(world.stored(&target).await, target);
            assert_eq!(world.store.events(), []);
        }
    }

    /// Asserts the problem of a failing store, without its reasons. The caller skips the waits between tries.
    pub(super) async fn assert_faults_are_reported(&self) {
        for (fault, status, code, retry_after) in [
            (Fault::Unavailable, 503, "unavailable", "1"),
            (Fault::CommitsUnavailable, 503, "unavailable", "1"),
            (Fault::Unexpected, 500, "internal", ""),
            (Fault::CommitsStale, 409, "conflict", ""),
        ] {
            let world = World::new();
            let (_, cookie, target) = self.parties(&world).await;
            world.store.set_fault(Some(fault));
            let answer = self.send(&world, &cookie, &target).await;
            answer.assert_problem(status, code);
            assert_eq!(answer.header("retry-after"), retry_after, "{fault:?}");
            assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
            world.store.set_fault(None);
            assert_eq!(world.stored(&target).await, target, "{fault:?}");
            assert_eq!(world.store.events(), [], "{fault:?}");
        }
    }
}

#[track_caller]
fn assert_event(fields: &Value, event: &str, outcome: &str, actor: &str) {
    assert_eq!((&fields["event"], &fields["outcome"]), (&json!(event), &json!(outcome)), "{fields:#}");
    assert_eq!((&fields["actor_id"], &fields["request_id"]), (&json!(actor), &json!("req-7")), "{fields:#}");
}
