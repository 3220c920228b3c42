use std::sync::Arc;

use actix_web::test::TestRequest;
use application::{
    HasInteractor, NewPasswords, Passwords, Persistence, Principal, RateLimiter, Security, Services, SessionIssuer,
    Sessions, Work,
};
use change_password::{ChangePassword, ChangePasswordError, PasswordChange, routes};
use domain::Role;
use serde_json::json;
use shaku::module;
use test_kit::{Answer, PASSWORD, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [ChangePassword],
        providers = [],
        use dyn Persistence { components = [dyn Sessions], providers = [] },
        use dyn Security { components = [dyn Passwords], providers = [] },
        use dyn Services {
            components = [dyn RateLimiter, dyn NewPasswords, dyn SessionIssuer, dyn Work],
            providers = []
        }
    }
}

pub(crate) const NEW: &str = "analytical engine";

pub(crate) fn request() -> TestRequest {
    TestRequest::put().uri("/api/v1/auth/password").insert_header(("x-request-id", "req-7"))
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.security.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request).await
}

pub(crate) async fn change(world: &World, cookie: &str, current: &str, new: &str) -> Answer {
    let body = json!({"currentPassword": current, "newPassword": new});
    send(world, with_cookie(request(), cookie).set_json(body)).await
}

pub(crate) async fn signed_in(world: &World) -> (Principal, String) {
    let user = world.user("Ada.Lovelace", Role::User).await;
    world.sign_in(&user).await
}

/// Why the use case refuses the right password.
pub(crate) async fn error(world: &World, actor: &Principal) -> ChangePasswordError {
    refusal(world, actor, NEW).await
}

/// Why the use case refuses this new password.
pub(crate) async fn refusal(world: &World, actor: &Principal, new: &str) -> ChangePasswordError {
    let interactor: Arc<ChangePassword> = slice(world).interactor();
    let change = PasswordChange { current: PASSWORD.into(), new: new.into() };
    interactor.execute(actor, change).await.err().expect("a refusal")
}
