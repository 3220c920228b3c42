use application::{
    ALWAYS_COMMITTED, Event, EventId, EventKind, EventPosition, OutboxPosition, PendingEvent, Publication, Subject,
};
use domain::{OrderId, ProductId, Timestamp, User, UserId};
use serde_json::json;
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, at, changes_at, demoted, event},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_empty_outbox_has_nothing),
        case(a_published_event_is_undelivered_field_for_field),
        case(events_stand_in_the_order_of_their_commits_and_within_one_as_recorded),
        case(unpublished_changes_leave_no_entry),
        case(pages_of_any_size_add_up_to_all_entries),
        case(a_position_outlives_its_entry),
        case(a_removed_event_is_delivered_for_good_and_known_for_ever),
        case(an_entry_that_comes_later_stands_behind_all_that_were_there),
        case(a_postponed_event_keeps_its_position),
        case(nothing_becomes_of_an_event_that_is_gone),
        case(removals_at_once_are_all_made),
        case(events_of_one_subject_stand_in_the_order_of_its_changes),
    ]
}

async fn pending(world: &World, after: Option<&OutboxPosition>, limit: u16) -> Vec<PendingEvent> {
    world.outbox.pending(after, limit).await.expect("the store answers")
}

/// Commits an event about a user.
async fn publish(world: &World) -> EventId {
    let user = UserId::new(world.uuid());
    world.committed(|changes| world.record_about(changes, user)).await
}

async fn publish_many(world: &World, count: usize) -> Vec<EventId> {
    let mut events = Vec::new();
    for _ in 0..count {
        events.push(publish(world).await);
    }
    events
}

async fn remove(world: &World, events: &[EventId]) {
    let mut positions = Vec::new();
    for event in events {
        positions.push(world.position_of(*event).await);
    }
    remove_from(world, &positions).await;
}

async fn remove_from(world: &World, positions: &[OutboxPosition]) {
    world.outbox.remove(positions).await.expect("the store answers");
}

async fn an_empty_outbox_has_nothing(world: World) {
    assert_eq!(pending(&world, None, 10).await, []);
    publish(&world).await;
    assert_eq!(pending(&world, None, 0).await, []);
    remove(&world, &[]).await;
    assert_eq!(pending(&world, None, 10).await.len(), 1);
}

async fn a_published_event_is_undelivered_field_for_field(world: World) {
    let data = json!({"text": "ä\u{0}\u{10FFFF}'\"\\", "nested": [{"a": null}, true, -1, u64::MAX, 1.5], "": {}});
    let data = data.as_object().expect("the data is an object");
    let id = world.uuid();
    let subjects =
        [Subject::User(UserId::new(id)), Subject::Product(ProductId::new(id)), Subject::Order(OrderId::new(id))];
    for moment in [at(0), at(1_000), Timestamp::MAX] {
        for kinds in EventKind::ALL.chunks(ALWAYS_COMMITTED) {
            let mut changes = changes_at(moment);
            for (kind, subject) in kinds.iter().copied().zip(subjects.into_iter().cycle()) {
                changes.record(kind, subject, data.clone());
            }
            assert_committed(&world.commit_staged(changes).await);
        }
    }
    let found = pending(&world, None, u16::MAX).await;
    let mut events: Vec<_> = found.iter().map(|entry| entry.event.clone()).collect();
    events.sort_by_key(|event| EventPosition::from(event));
    assert_eq!(events, world.all_events().await);
    assert_eq!(events.len(), 3 * EventKind::ALL.len());
    for entry in found {
        assert_eq!((entry.attempts, entry.due_at), (0, entry.event.at));
    }
}

async fn events_stand_in_the_order_of_their_commits_and_within_one_as_recorded(world: World) {
    let subject = Subject::User(UserId::new(world.uuid()));
    let mut ids: Vec<EventId> = (0..20).map(|_| EventId::new(world.uuid())).collect();
    ids.reverse();
    ids.rotate_left(7);
    // The committing process's clock goes back.
    for (moment, ids) in (0..).zip(ids.chunks(4)) {
        let at = at(9_000 - moment);
        let mut changes = changes_at(at);
        for id in ids {
            changes.record_event(Event { at, ..event(*id, subject) });
        }
        assert_committed(&world.commit_staged(changes).await);
    }
    assert_eq!(world.undelivered().await, ids);
}

async fn unpublished_changes_leave_no_entry(world: World) {
    let user = world.new_user("alice");
    let mut changes = changes_at(at(1_000)).unpublished();
    changes.insert(user.clone());
    let id = world.record_about(&mut changes, user.id());
    assert_eq!(changes.clone().into_staged(&world).map(|staged| staged.publication), Ok(Publication::None));
    assert_committed(&world.commit_staged(changes).await);
    assert_eq!(world.find(&user).await, Some(user));
    assert_eq!(world.all_events().await.iter().map(|event| event.id).collect::<Vec<_>>(), [id]);
    assert_eq!(world.undelivered().await, []);
    let published = publish(&world).await;
    assert_eq!(world.undelivered().await, [published]);
}

async fn pages_of_any_size_add_up_to_all_entries(world: World) {
    let events = publish_many(&world, 9).await;
    let whole = pending(&world, None, 100).await;
    assert_eq!(whole.iter().map(|entry| entry.event.id).collect::<Vec<_>>(), events);
    for limit in 1..=10 {
        let mut collected: Vec<PendingEvent> = Vec::new();
        loop {
            let page = pending(&world, collected.last().map(|entry| &entry.position), limit).await;
            assert!(page.len() <= usize::from(limit));
            assert!(collected.last().is_none_or(|last| !page.contains(last)), "a page begins behind its position");
            if page.is_empty() {
                break;
            }
            collected.extend(page);
        }
        assert_eq!(collected, whole, "in pages of {limit}");
    }
}

async fn a_position_outlives_its_entry(world: World) {
    let events = publish_many(&world, 5).await;
    let page = pending(&world, None, 2).await;
    remove(&world, &events[..2]).await;
    let later = publish(&world).await;
    let rest = pending(&world, page.last().map(|entry| &entry.position), 10).await;
    let expected = [&events[2..], &[later]].concat();
    assert_eq!(rest.iter().map(|entry| entry.event.id).collect::<Vec<_>>(), expected);
}

async fn a_removed_event_is_delivered_for_good_and_known_for_ever(world: World) {
    let events = publish_many(&world, 5).await;
    let positions: Vec<_> = pending(&world, None, 10).await.into_iter().map(|entry| entry.position).collect();
    remove_from(&world, &[positions[3].clone(), positions[0].clone()]).await;
    assert_eq!(world.undelivered().await, [events[1], events[2], events[4]]);
    // Again, together with an existing one.
    remove_from(&world, &[positions[0].clone(), positions[1].clone()]).await;
    assert_eq!(world.undelivered().await, [events[2], events[4]]);
    assert_eq!(world.all_events().await.len(), 5);
}

async fn an_entry_that_comes_later_stands_behind_all_that_were_there(world: World) {
    let mut last = None;
    for _ in 0..5 {
        let event = publish(&world).await;
        let found = pending(&world, last.as_ref(), 10).await;
        assert_eq!(found.iter().map(|entry| entry.event.id).collect::<Vec<_>>(), [event]);
        last = found.into_iter().next().map(|entry| entry.position);
        remove(&world, &[event]).await;
    }
}

async fn a_postponed_event_keeps_its_position(world: World) {
    let events = publish_many(&world, 3).await;
    let before = pending(&world, None, 10).await;
    let position = &before[1].position;
    for (attempts, due_at) in [(1, at(5_000)), (2, at(0)), (u32::MAX, Timestamp::MAX)] {
        world.outbox.postpone(position, attempts, due_at).await.expect("the store answers");
        let mut expected = before.clone();
        expected[1].attempts = attempts;
        expected[1].due_at = due_at;
        assert_eq!(pending(&world, None, 10).await, expected);
    }
    remove(&world, &[events[1]]).await;
    assert_eq!(world.undelivered().await, [events[0], events[2]]);
}

async fn nothing_becomes_of_an_event_that_is_gone(world: World) {
    let events = publish_many(&world, 2).await;
    let gone = world.position_of(events[0]).await;
    remove(&world, &events[..1]).await;
    world.outbox.postpone(&gone, 3, at(5_000)).await.expect("the store answers");
    assert_eq!(world.undelivered().await, events[1..]);
}

async fn removals_at_once_are_all_made(world: World) {
    let events = publish_many(&world, 40).await;
    let positions: Vec<_> = pending(&world, None, 40).await.into_iter().map(|entry| entry.position).collect();
    let remove = |number: usize| {
        let (world, mut positions) = (world.clone(), positions[number..number + 20].to_vec());
        async move {
            if number.is_multiple_of(2) {
                positions.reverse();
            }
            remove_from(&world, &positions).await;
        }
    };
    World::at_once((0..20).map(remove)).await;
    assert_eq!(world.undelivered().await, events[39..]);
}

/// Changes one of `users` several times, against concurrent changes. The event of each change has the version that the
/// change made.
async fn change_often(world: World, users: Vec<User>, first: usize) {
    for number in first..first + 10 {
        let user = &users[number % users.len()];
        loop {
            let read = world.find(user).await.expect("the user is there");
            let newer = demoted(&read);
            // Ids and times of the events don't depend on the sequence of the changes.
            let at = at(9_000 - i64::from(read.version().number()));
            let mut changes = changes_at(at);
            let newer = changes.update(read, newer);
            let data = json!({"version": newer.version().number()});
            let data = data.as_object().expect("the data is an object").clone();
            let id = EventId::new(Uuid::from_u128(u128::MAX - world.uuid().as_u128()));
            changes.record_event(Event { kind: EventKind::PasswordSet, at, data, ..event(id, newer.id().into()) });
            if world.commit_staged(changes).await.is_ok() {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
}

async fn events_of_one_subject_stand_in_the_order_of_its_changes(world: World) {
    let mut users = Vec::new();
    for number in 0..5 {
        users.push(world.user(&format!("user.{number}")).await);
    }
    let run = |number| change_often(world.clone(), users.clone(), number);
    World::at_once((0..10).map(run)).await;
    let entries = pending(&world, None, u16::MAX).await;
    assert_eq!(entries.len(), 100);
    for user in users {
        let of_user = entries.iter().filter(|entry| entry.event.subject == Subject::User(user.id()).into());
        let versions: Vec<u64> = of_user.filter_map(|entry| entry.event.data["version"].as_u64()).collect();
        assert_eq!(versions, (2..=21).collect::<Vec<_>>());
    }
}
