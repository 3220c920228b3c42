use application::{
    ALWAYS_COMMITTED, Actor, Direction, Event, EventFilter, EventId, EventKind, EventPosition, RequestId, StoredEvent,
    Subject,
};
use domain::{OrderId, ProductId, Timestamp, UserId};
use serde_json::json;

use super::case;
use crate::{
    Case, World,
    world::{at, event},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_event_reads_back_field_for_field),
        case(events_are_listed_oldest_first_and_by_id_within_a_moment),
        case(subjects_of_one_id_and_different_kinds_differ),
        case(an_empty_list_and_an_empty_page_are_empty),
    ]
}

async fn list(world: &World, after: Option<EventPosition>, limit: u16) -> Vec<StoredEvent> {
    let all = EventFilter::default();
    world.events.list(&all, Direction::Ascending, after, limit).await.expect("the store answers")
}

/// Records one event, in a commit of its own.
async fn record(world: &World, millis: i64, kind: EventKind, subject: UserId) -> EventId {
    let id = EventId::new(world.uuid());
    let event = Event { kind, at: at(millis), ..event(id, subject.into()) };
    world.committed(|changes| changes.record_event(event)).await;
    id
}

async fn an_event_reads_back_field_for_field(world: World) {
    let subject = UserId::new(world.uuid());
    let data = json!({"text": "ä\u{0}\u{10FFFF}'\"\\", "nested": [{"a": null}, true, -1, u64::MAX, 1.5], "": {}});
    let data = data.as_object().expect("the data is an object");
    let longest = "x".repeat(RequestId::MAX_LENGTH);
    let mut expected = Vec::new();
    for (actor, moment, request_id) in
        [(Actor::Operator, at(0), "a"), (Actor::User(UserId::new(world.uuid())), Timestamp::MAX, longest.as_str())]
    {
        let request_id = RequestId::parse(request_id).expect("the request id is sane");
        let event = |kind: &EventKind| Event {
            id: EventId::new(world.uuid()),
            kind: *kind,
            subject: Subject::User(subject),
            actor,
            at: moment,
            request_id: request_id.clone(),
            data: data.clone(),
        };
        let events: Vec<Event> = EventKind::ALL.iter().map(event).collect();
        for part in events.chunks(ALWAYS_COMMITTED) {
            world
                .committed(|changes| {
                    for event in part {
                        changes.record_event(event.clone());
                    }
                })
                .await;
        }
        expected.extend(events.into_iter().map(StoredEvent::from));
    }
    assert_eq!(world.all_events().await, expected);
}

async fn events_are_listed_oldest_first_and_by_id_within_a_moment(world: World) {
    let subject = UserId::new(world.uuid());
    let mut expected = Vec::new();
    for millis in [5_000, 3_000, 4_000, 3_000, 5_000] {
        expected.push((millis, record(&world, millis, EventKind::UserCreated, subject).await));
    }
    expected.sort_unstable();
    let listed: Vec<_> = world.all_events().await.iter().map(|event| (event.at.unix_millis(), event.id)).collect();
    assert_eq!(listed, expected);
}

async fn subjects_of_one_id_and_different_kinds_differ(world: World) {
    let id = world.uuid();
    let subjects = [
        Subject::User(UserId::new(id)),
        Subject::Product(ProductId::new(id)),
        Subject::Order(OrderId::new(id)),
        Subject::Event(EventId::new(id)),
    ];
    let mut events = Vec::new();
    for subject in subjects {
        events.push(world.committed(|changes| world.record_about(changes, subject)).await);
    }
    for (subject, event) in subjects.into_iter().zip(events) {
        let listed = world.events_of(&EventFilter::about(subject)).await;
        assert_eq!(
            listed.into_iter().map(|event| (event.id, event.subject)).collect::<Vec<_>>(),
            [(event, subject.into())]
        );
    }
}

async fn an_empty_list_and_an_empty_page_are_empty(world: World) {
    assert_eq!(list(&world, None, 10).await, []);
    let id = record(&world, 1_000, EventKind::UserCreated, UserId::new(world.uuid())).await;
    assert_eq!(list(&world, None, 0).await, []);
    let last = EventPosition { at: at(1_000), id };
    assert_eq!(list(&world, Some(last), 10).await, []);
}
