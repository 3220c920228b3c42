use std::sync::Arc;

use actix_web::test::TestRequest;
use application::{Clock, Persistence, Principal, Security, Services, Sessions, Work};
use domain::{Role, Session};
use own_sessions::{EndSession, ListSessions, routes};
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [EndSession, ListSessions],
        providers = [],
        use dyn Persistence { components = [dyn Sessions], providers = [] },
        use dyn Security { components = [dyn Clock], providers = [] },
        use dyn Services { components = [dyn Work], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.security.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest, cookie: &str) -> Answer {
    let request = with_cookie(request, cookie).insert_header(("x-request-id", "req-7"));
    world.send(routes(&slice(world)), request).await
}

pub(crate) async fn list(world: &World, cookie: &str, query: &str) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/auth/sessions{query}")), cookie).await
}

pub(crate) async fn end(world: &World, cookie: &str, id: impl ToString) -> Answer {
    send(world, TestRequest::delete().uri(&format!("/api/v1/auth/sessions/{}", id.to_string())), cookie).await
}

pub(crate) async fn signed_in(world: &World) -> (Principal, String) {
    let user = world.user("ada.lovelace", Role::User).await;
    world.sign_in(&user).await
}

pub(crate) async fn stored(world: &World, session: &Session) -> Option<Session> {
    let sessions: Arc<dyn Sessions> = world.persistence.resolve();
    sessions.find(session.user_id(), session.id()).await.unwrap()
}
