use actix_web::test::TestRequest;
use application::{
    Actor, Authorization, Event, EventData, EventId, EventKind, Events, Ids, Persistence, RequestId, Services, Subject,
};
use domain::{Role, User, UserId};
use list_events::{ListEvents, routes};
use memory_store::fakes::SequentialIds;
use serde_json::Value;
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [ListEvents],
        providers = [],
        use dyn Persistence { components = [dyn Events], providers = [] },
        use dyn Services { components = [dyn Authorization], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest, cookie: &str) -> Answer {
    world.send(routes(&slice(world)), with_cookie(request, cookie)).await
}

pub(crate) async fn list(world: &World, cookie: &str, query: &str) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/events{query}")), cookie).await
}

pub(crate) async fn signed_in(world: &World, role: Role) -> (User, String) {
    let user = world.user(&format!("acting.{}", role.as_str().replace('_', "-")), role).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}

/// The `number`th user, who need not exist.
pub(crate) fn user(number: u64) -> UserId {
    UserId::new(SequentialIds::nth(1_000_000 + number))
}

/// An event at the present moment by the operator.
pub(crate) fn event(world: &World, kind: EventKind, subject: impl Into<Subject>) -> Event {
    Event {
        id: EventId::new(world.fakes.ids.next()),
        kind,
        subject: subject.into(),
        actor: Actor::Operator,
        at: world.now(),
        request_id: RequestId::parse("req-7").unwrap(),
        data: EventData::new(),
    }
}

pub(crate) async fn record(world: &World, event: Event) -> EventId {
    let id = event.id;
    let mut changes = world.changes();
    changes.record_event(event);
    world.commit(changes).await;
    id
}

/// Events about one user after the other, two in a moment; oldest first.
pub(crate) async fn some_events(world: &World, count: u64) -> Vec<EventId> {
    let mut events = Vec::new();
    for number in 0..count {
        world.fakes.clock.advance(std::time::Duration::from_millis(number % 2));
        events.push(record(world, event(world, EventKind::UserSignedUp, user(number))).await);
    }
    events
}

pub(crate) fn ids(answer: &Answer) -> Vec<String> {
    let events = answer.body["events"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    events.iter().map(|event| event["id"].as_str().unwrap().to_owned()).collect()
}

pub(crate) fn texts<'a>(ids: impl IntoIterator<Item = &'a EventId>) -> Vec<String> {
    ids.into_iter().map(ToString::to_string).collect()
}

pub(crate) fn next_token(answer: &Answer) -> Option<&str> {
    match &answer.body["nextToken"] {
        Value::Null => None,
        token => Some(token.as_str().unwrap()),
    }
}
