use application::{
    Actor, Direction, Event, EventFilter, EventId, EventKind, EventPosition, StoredEvent, StoredSubject, Subject,
};
use domain::UserId;

use super::case;
use crate::{
    Case, World,
    world::{at, event},
};

use EventKind::{AdminGranted, DeadLetterRedelivered, SessionStarted, UserCreated};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(only_events_that_the_filter_lets_through_are_listed_in_either_direction),
        case(pages_of_any_size_add_up_to_the_list_whatever_is_filtered),
        case(pages_are_stable_while_events_are_recorded),
        case(a_position_of_no_event_is_as_good_as_any),
        case(a_subject_of_a_kind_without_events_has_none),
        case(a_page_of_a_long_list_has_its_first_events),
    ]
}

const DIRECTIONS: [Direction; 2] = [Direction::Ascending, Direction::Descending];

/// Events of two users and the operator, about users and an event, with ids and times in different sequences.
struct Various {
    /// Oldest first, those of one moment by id.
    events: Vec<StoredEvent>,
    users: [UserId; 2],
    event: EventId,
}

impl Various {
    async fn record(world: &World) -> Self {
        let [alice, bobby] = [UserId::new(world.uuid()), UserId::new(world.uuid())];
        let event = EventId::new(world.uuid());
        let [by_alice, by_bobby] = [Actor::User(alice), Actor::User(bobby)];
        let mut events = Vec::new();
        for (millis, actor, kind, subject) in [
            (4_000, by_alice, SessionStarted, Subject::User(alice)),
            (1_000, Actor::Operator, UserCreated, Subject::User(alice)),
            (2_000, by_alice, UserCreated, Subject::User(bobby)),
            (2_000, by_bobby, SessionStarted, Subject::User(bobby)),
            (3_000, by_alice, AdminGranted, Subject::User(bobby)),
            (2_000, by_bobby, DeadLetterRedelivered, Subject::Event(event)),
            (3_000, by_alice, DeadLetterRedelivered, Subject::Event(event)),
            (5_000, by_alice, SessionStarted, Subject::User(alice)),
            (3_000, by_bobby, SessionStarted, Subject::User(bobby)),
            (5_000, Actor::Operator, AdminGranted, Subject::User(alice)),
        ] {
            events.push(record(world, Event { actor, kind, at: at(millis), ..about(world, subject) }).await);
        }
        events.sort_by_key(|event| EventPosition::from(event));
        Self { events, users: [alice, bobby], event }
    }

    /// Every combination of conditions, with the events that it lets through, oldest first.
    fn filters(&self, world: &World) -> Vec<(EventFilter, Vec<StoredEvent>)> {
        let [alice, bobby] = self.users;
        let nobody = UserId::new(world.uuid());
        let subjects = [Subject::User(alice), Subject::User(bobby), Subject::Event(self.event)];
        let subjects: Vec<Option<StoredSubject>> =
            [None].into_iter().chain(subjects.map(|subject| Some(subject.into()))).collect();
        let times = [
            (None, None),
            (Some(2_000), None),
            (None, Some(3_000)),
            (Some(2_000), Some(5_000)),
            (Some(2_001), Some(3_001)),
            (Some(3_000), Some(3_000)),
        ];
        let mut filters = Vec::new();
        for subject in &subjects {
            for actor in [None, Some(alice), Some(bobby), Some(nobody)] {
                for kind in [None, Some(SessionStarted), Some(AdminGranted)] {
                    for (from, until) in times {
                        let passes = |event: &&StoredEvent| {
                            let millis = event.at.unix_millis();
                            subject.as_ref().is_none_or(|subject| *subject == event.subject)
                                && actor.is_none_or(|actor| event.actor == Actor::User(actor))
                                && kind.is_none_or(|kind| event.kind == kind.as_str())
                                && from.is_none_or(|from| millis >= from)
                                && until.is_none_or(|until| millis < until)
                        };
                        let expected = self.events.iter().filter(passes).cloned().collect();
                        let (from, until) = (from.map(at), until.map(at));
                        let filter = EventFilter { subject: subject.clone(), actor, kind, from, until };
                        filters.push((filter, expected));
                    }
                }
            }
        }
        filters
    }
}

fn about(world: &World, subject: Subject) -> Event {
    event(EventId::new(world.uuid()), subject)
}

/// Records one event, in a commit of its own.
async fn record(world: &World, event: Event) -> StoredEvent {
    world.committed(|changes| changes.record_event(event.clone())).await;
    event.into()
}

async fn list(
    world: &World,
    filter: &EventFilter,
    direction: Direction,
    after: Option<&StoredEvent>,
    limit: u16,
) -> Vec<StoredEvent> {
    world.events.list(filter, direction, after.map(EventPosition::from), limit).await.expect("the store answers")
}

/// Every event of the list behind `collected`, read in pages of `limit` and appended to `collected`.
async fn collect(
    world: &World,
    filter: &EventFilter,
    direction: Direction,
    limit: u16,
    mut collected: Vec<StoredEvent>,
) -> Vec<StoredEvent> {
    loop {
        let page = list(world, filter, direction, collected.last(), limit).await;
        assert!(page.len() <= usize::from(limit));
        assert!(collected.last().is_none_or(|last| !page.contains(last)), "a page begins behind its position");
        if page.is_empty() {
            return collected;
        }
        collected.extend(page);
    }
}

/// `events`, which are oldest first, in this direction.
fn directed(mut events: Vec<StoredEvent>, direction: Direction) -> Vec<StoredEvent> {
    if direction == Direction::Descending {
        events.reverse();
    }
    events
}

async fn only_events_that_the_filter_lets_through_are_listed_in_either_direction(world: World) {
    let various = Various::record(&world).await;
    for (filter, expected) in various.filters(&world) {
        for direction in DIRECTIONS {
            let listed = list(&world, &filter, direction, None, 100).await;
            assert_eq!(listed, directed(expected.clone(), direction), "{filter:?} {direction:?}");
        }
    }
}

async fn pages_of_any_size_add_up_to_the_list_whatever_is_filtered(world: World) {
    let various = Various::record(&world).await;
    for (filter, expected) in various.filters(&world).into_iter().filter(|(_, expected)| expected.len() > 1) {
        for direction in DIRECTIONS {
            for limit in [1, 2, 3] {
                let collected = collect(&world, &filter, direction, limit, Vec::new()).await;
                assert_eq!(collected, directed(expected.clone(), direction), "{filter:?} {direction:?} {limit}");
            }
        }
    }
}

async fn pages_are_stable_while_events_are_recorded(world: World) {
    let various = Various::record(&world).await;
    let [alice, _] = various.users;
    let of_alice = EventFilter { actor: Some(alice), ..EventFilter::default() };
    for (filter, direction) in [
        (EventFilter::default(), Direction::Descending),
        (of_alice, Direction::Descending),
        (EventFilter::about(Subject::User(alice)), Direction::Descending),
    ] {
        let before = directed(world.events_of(&filter).await, direction);
        let first = list(&world, &filter, direction, None, 2).await;
        let later = Event { actor: Actor::User(alice), at: at(9_000), ..about(&world, Subject::User(alice)) };
        record(&world, later).await;
        assert_eq!(collect(&world, &filter, direction, 2, first).await, before, "{filter:?}");
    }
}

async fn a_position_of_no_event_is_as_good_as_any(world: World) {
    let various = Various::record(&world).await;
    let between = EventPosition { at: at(2_500), id: EventId::new(world.uuid()) };
    // It may also lie outside of the times.
    for (filter, expected) in various.filters(&world) {
        for direction in DIRECTIONS {
            let is_behind = |event: &&StoredEvent| match direction {
                Direction::Ascending => event.at > between.at,
                Direction::Descending => event.at < between.at,
            };
            let expected = expected.iter().filter(is_behind).cloned().collect();
            let listed = world.events.list(&filter, direction, Some(between), 100).await.expect("the store answers");
            assert_eq!(listed, directed(expected, direction), "{filter:?} {direction:?}");
        }
    }
}

async fn a_subject_of_a_kind_without_events_has_none(world: World) {
    let various = Various::record(&world).await;
    let [alice, _] = various.users;
    let renamed = StoredSubject { kind: "alias".to_owned(), id: alice.as_uuid() };
    assert_eq!(world.events_of(&EventFilter::about(renamed)).await, []);
}

async fn a_page_of_a_long_list_has_its_first_events(world: World) {
    let alice = UserId::new(world.uuid());
    let mut events = Vec::new();
    for millis in 0..12 {
        let new: Vec<Event> = (0..20)
            .map(|number| Event {
                actor: if number % 4 == 0 { Actor::User(alice) } else { Actor::Operator },
                kind: if number % 5 == 0 { AdminGranted } else { SessionStarted },
                at: at(millis),
                ..about(&world, Subject::User(alice))
            })
            .collect();
        let stage = |event: &Event| event.clone();
        world.committed(|changes| new.iter().map(stage).for_each(|event| changes.record_event(event))).await;
        events.extend(new.into_iter().map(StoredEvent::from));
    }
    let by_alice = EventFilter { actor: Some(alice), ..EventFilter::default() };
    let grants = EventFilter { kind: Some(AdminGranted), ..EventFilter::default() };
    let grants_by_alice = EventFilter { kind: Some(AdminGranted), ..by_alice.clone() };
    let is_by_alice = |event: &&StoredEvent| event.actor == Actor::User(alice);
    let is_grant = |event: &&StoredEvent| event.kind == AdminGranted.as_str();
    let newest = || events.iter().rev();
    for (filter, expected) in [
        (EventFilter::default(), newest().take(25).cloned().collect::<Vec<_>>()),
        (by_alice, newest().filter(is_by_alice).take(25).cloned().collect()),
        (grants, newest().filter(is_grant).take(25).cloned().collect()),
        (grants_by_alice, newest().filter(is_by_alice).filter(is_grant).take(25).cloned().collect()),
    ] {
        assert_eq!(list(&world, &filter, Direction::Descending, None, 25).await, expected, "{filter:?}");
    }
}
