use application::{Actor, Event, EventFilter, EventId, EventKind, EventPosition, RequestId, StoredEvent, Subject};
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
        case(pages_of_any_size_add_up_to_the_whole_list),
        case(only_events_that_the_filter_lets_through_are_listed),
        case(subjects_of_one_id_and_different_kinds_differ),
        case(an_empty_list_and_an_empty_page_are_empty),
    ]
}

async fn list(world: &World, filter: EventFilter, after: Option<EventPosition>, limit: u16) -> Vec<StoredEvent> {
    world.events.list(filter, after, limit).await.expect("the store answers")
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
        world
            .committed(|changes| {
                for event in &events {
                    changes.record_event(event.clone());
                }
            })
            .await;
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

async fn pages_of_any_size_add_up_to_the_whole_list(world: World) {
    let subject = UserId::new(world.uuid());
    for millis in [1, 2, 2, 2, 3, 4, 4] {
        record(&world, millis, EventKind::SessionStarted, subject).await;
    }
    let whole = world.all_events().await;
    assert_eq!(whole.len(), 7);
    let about_subject = EventFilter { subject: Some(Subject::User(subject)), ..EventFilter::default() };
    for filter in [EventFilter::default(), about_subject] {
        for limit in 1..=8 {
            let mut collected: Vec<StoredEvent> = Vec::new();
            loop {
                let page = list(&world, filter, collected.last().map(EventPosition::from), limit).await;
                assert!(page.len() <= usize::from(limit));
                if page.is_empty() {
                    break;
                }
                collected.extend(page);
            }
            assert_eq!(collected, whole, "in pages of {limit}");
        }
    }
}

async fn only_events_that_the_filter_lets_through_are_listed(world: World) {
    let (alice, bobby) = (UserId::new(world.uuid()), UserId::new(world.uuid()));
    let signed_up = record(&world, 1_000, EventKind::UserSignedUp, alice).await;
    let other = record(&world, 2_000, EventKind::UserSignedUp, bobby).await;
    let logged_in = record(&world, 3_000, EventKind::SessionStarted, alice).await;
    let logged_out = record(&world, 4_000, EventKind::SessionEnded, alice).await;
    let all = EventFilter::default();
    let of_alice = EventFilter { subject: Some(Subject::User(alice)), ..all };
    let cases = [
        (all, vec![signed_up, other, logged_in, logged_out]),
        (of_alice, vec![signed_up, logged_in, logged_out]),
        (EventFilter { kind: Some(EventKind::UserSignedUp), ..all }, vec![signed_up, other]),
        (EventFilter { kind: Some(EventKind::UserSignedUp), ..of_alice }, vec![signed_up]),
        (EventFilter { from: Some(at(2_000)), ..all }, vec![other, logged_in, logged_out]),
        (EventFilter { until: Some(at(3_000)), ..all }, vec![signed_up, other]),
        (EventFilter { from: Some(at(1_001)), until: Some(at(4_000)), ..of_alice }, vec![logged_in]),
        (EventFilter { from: Some(at(3_000)), until: Some(at(3_000)), ..all }, vec![]),
        (EventFilter { subject: Some(Subject::User(UserId::new(world.uuid()))), ..all }, vec![]),
    ];
    for (filter, expected) in cases {
        let listed: Vec<EventId> = list(&world, filter, None, 10).await.iter().map(|event| event.id).collect();
        assert_eq!(listed, expected, "{filter:?}");
    }
    let after_first = EventPosition { at: at(1_000), id: signed_up };
    let rest: Vec<EventId> = list(&world, of_alice, Some(after_first), 1).await.iter().map(|event| event.id).collect();
    assert_eq!(rest, [logged_in]);
}

async fn subjects_of_one_id_and_different_kinds_differ(world: World) {
    let id = world.uuid();
    let subjects: [Subject; 3] = [UserId::new(id).into(), ProductId::new(id).into(), OrderId::new(id).into()];
    let mut events = Vec::new();
    for subject in subjects {
        events.push(world.committed(|changes| world.record_about(changes, subject)).await);
    }
    for (subject, event) in subjects.into_iter().zip(events) {
        let about_it = EventFilter { subject: Some(subject), ..EventFilter::default() };
        let listed = list(&world, about_it, None, 10).await;
        assert_eq!(
            listed.into_iter().map(|event| (event.id, event.subject)).collect::<Vec<_>>(),
            [(event, subject.into())]
        );
    }
}

async fn an_empty_list_and_an_empty_page_are_empty(world: World) {
    assert_eq!(list(&world, EventFilter::default(), None, 10).await, []);
    let id = record(&world, 1_000, EventKind::UserCreated, UserId::new(world.uuid())).await;
    assert_eq!(list(&world, EventFilter::default(), None, 0).await, []);
    let last = EventPosition { at: at(1_000), id };
    assert_eq!(list(&world, EventFilter::default(), Some(last), 10).await, []);
}
