use std::sync::Arc;

use actix_web::test::TestRequest;
use application::{
    Authorization, DeadLetter, DeadLetters, EventData, EventId, EventKind, Failure, Outbox, PendingEvent, Persistence,
    Services, Subject, Work,
};
use dead_letters::{ListDeadLetters, RedeliverDeadLetter, routes};
use domain::{Role, User, UserId};
use memory_store::fakes::SequentialIds;
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [ListDeadLetters, RedeliverDeadLetter],
        providers = [],
        use dyn Persistence { components = [dyn DeadLetters], providers = [] },
        use dyn Services { components = [dyn Authorization, dyn Work], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest, cookie: &str) -> Answer {
    let request = with_cookie(request, cookie).insert_header(("x-request-id", "req-7"));
    world.send(routes(&slice(world)), request).await
}

pub(crate) async fn list(world: &World, cookie: &str, query: &str) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/dead-letters{query}")), cookie).await
}

pub(crate) async fn redeliver(world: &World, cookie: &str, id: impl ToString) -> Answer {
    let path = format!("/api/v1/dead-letters/{}/redeliver", id.to_string());
    send(world, TestRequest::post().uri(&path), cookie).await
}

pub(crate) async fn signed_in(world: &World, role: Role) -> (User, String) {
    let user = world.user(&format!("acting.{}", role.as_str().replace('_', "-")), role).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}

/// An event whose delivery was given up after the third failure, at the present moment.
pub(crate) async fn dead_letter(world: &World) -> DeadLetter {
    let mut changes = world.changes();
    let subject = Subject::User(UserId::new(SequentialIds::nth(1_000_000)));
    changes.record(EventKind::UserSignedUp, subject, EventData::new());
    world.commit(changes).await;
    let outbox: Arc<dyn Outbox> = world.persistence.resolve();
    let entry = pending(world).await.pop().unwrap();
    let failure = Failure { attempts: 3, at: world.now(), reason: "the receiver refused: it answered 410".to_owned() };
    outbox.move_to_dead_letters(&entry.position, failure.clone()).await.unwrap();
    DeadLetter { event: entry.event, failure }
}

pub(crate) async fn pending(world: &World) -> Vec<PendingEvent> {
    let outbox: Arc<dyn Outbox> = world.persistence.resolve();
    outbox.pending(None, 100).await.unwrap()
}

pub(crate) async fn letters(world: &World) -> Vec<DeadLetter> {
    let dead_letters: Arc<dyn DeadLetters> = world.persistence.resolve();
    dead_letters.list(None, 100).await.unwrap()
}

pub(crate) fn ids(answer: &Answer) -> Vec<String> {
    let letters = answer.body["deadLetters"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    letters.iter().map(|letter| letter["id"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn unknown() -> EventId {
    EventId::new(SequentialIds::nth(2_000_000))
}
