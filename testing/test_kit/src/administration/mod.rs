mod cases;
mod rights;

pub use rights::Rights;

use actix_web::test::TestRequest;
use application::{EventKind, Ids};
use domain::{Role, StoredUser, User, UserId, Username};
use memory_store::fakes::FakePasswords;
use presentation::Routes;
use serde_json::{Value, json};

use crate::{Answer, PASSWORD, World, with_cookie};

/// An admin action on a user, as a call. [`AdministrationCall::assert_everything`] asserts the contract of all such
/// calls; the slice's tests cover the rest.
pub struct AdministrationCall {
    routes: Box<dyn Fn(&World) -> Routes>,
    bare: Box<dyn Fn(&User) -> TestRequest>,
    body: Box<dyn Fn(&User) -> Value>,
    changes: fn(&mut StoredUser),
    /// Whether the body names the user; repeating such a call changes nothing.
    names_user: bool,
}

/// The differences between the calls: a row of the table of all of them.
#[derive(Clone, Copy, Debug)]
pub struct Administered {
    /// Who may do it to which target.
    pub rights: Rights,
    /// The recorded event.
    pub event: EventKind,
    /// Its name in the log.
    pub security_event: &'static str,
}

impl AdministrationCall {
    /// The call that `PATCH`es the user whom its body names. `changes` turns any user into one whom the call changes.
    pub fn patch(
        path: &'static str,
        changes: fn(&mut StoredUser),
        routes: impl Fn(&World) -> Routes + 'static,
    ) -> Self {
        let body = |user: &User| json!({"username": user.username().as_str()});
        Self { names_user: true, ..Self::new(move |_| TestRequest::patch().uri(path), body, changes, routes) }
    }

    /// The call whose requests about a user have this line and this body.
    pub fn new(
        bare: impl Fn(&User) -> TestRequest + 'static,
        body: impl Fn(&User) -> Value + 'static,
        changes: fn(&mut StoredUser),
        routes: impl Fn(&World) -> Routes + 'static,
    ) -> Self {
        Self { routes: Box::new(routes), bare: Box::new(bare), body: Box::new(body), changes, names_user: false }
    }

    /// Asserts the whole contract of the call.
    pub async fn assert_everything(&self, Administered { rights, event, security_event }: Administered) {
        self.assert_rights(rights).await;
        self.assert_only_the_signed_in_may().await;
        self.assert_order_of_checks().await;
        self.assert_recorded(event, security_event).await;
        self.assert_refusals_logged(security_event).await;
        if self.names_user {
            self.assert_second_changes_nothing().await;
            self.assert_names_are_taken_in_any_case().await;
        }
        self.assert_competitors_are_heeded().await;
        self.assert_lost_rights_are_heeded().await;
        // Skips the waits between tries.
        tokio::time::pause();
        self.assert_faults_are_reported().await;
        tokio::time::resume();
    }

    /// The call about `target` with the session of `cookie`, as the request `req-7`.
    pub async fn send(&self, world: &World, cookie: &str, target: &User) -> Answer {
        self.send_body(world, cookie, target, &(self.body)(target)).await
    }

    /// The call about `target` with another body.
    pub async fn send_body(&self, world: &World, cookie: &str, target: &User, body: &Value) -> Answer {
        self.send_request(world, with_cookie((self.bare)(target), cookie).set_json(body)).await
    }

    async fn send_request(&self, world: &World, request: TestRequest) -> Answer {
        world.send((self.routes)(world), request.insert_header(("x-request-id", "req-7"))).await
    }

    /// An admin, the admin's cookie, and an ordinary user, altered to one whom the call changes.
    pub async fn parties(&self, world: &World) -> (User, String, User) {
        let actor = world.user("acting.admin", Role::Admin).await;
        let (_, cookie) = world.sign_in(&actor).await;
        let target = world.user_with("Target.User", self.changes).await;
        (actor, cookie, target)
    }
}

/// A user whom no store has.
fn unknown(world: &World) -> User {
    let name = Username::parse("unknown.user").expect("a username");
    let id = UserId::new(world.fakes.ids.next());
    let now = application::Clock::now(&world.fakes.clock);
    User::new(id, name, FakePasswords::present_hash(PASSWORD), Role::User, now)
}
