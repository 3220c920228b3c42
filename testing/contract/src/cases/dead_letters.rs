use application::{
    Changes, CommitError, Conflict, DeadLetter, EventId, EventKind, Failure, OutboxPosition, StoredEvent,
};
use domain::{Timestamp, UserId};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, assert_conflict, at, changes_at, event},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_dead_letter_has_each_field_of_its_event),
        case(dead_letters_are_listed_by_the_ids_of_their_events_in_pages_that_add_up),
        case(an_event_that_is_gone_becomes_no_dead_letter),
        case(a_dead_letter_is_found_by_its_event),
        case(a_redriven_event_is_queued_last_as_if_never_tried),
        case(only_dead_letters_are_redriven),
        case(a_redriven_event_may_become_a_dead_letter_again),
        case(of_many_redrives_of_one_dead_letter_one_succeeds),
        case(a_redrive_is_committed_with_its_event_or_neither_is),
        case(dead_letters_are_redriven_together),
    ]
}

/// Commits an event about a user.
async fn publish(world: &World) -> EventId {
    let user = UserId::new(world.uuid());
    world.committed(|changes| world.record_about(changes, user)).await
}

fn failure(attempts: u32) -> Failure {
    Failure { attempts, at: at(5_000), reason: "the receiver refused: 410".to_owned() }
}

async fn move_to_dead_letters(world: &World, event: EventId, failure: Failure) {
    move_to_dead_letters_at(world, &world.position_of(event).await, failure).await;
}

async fn move_to_dead_letters_at(world: &World, position: &OutboxPosition, failure: Failure) {
    world.outbox.move_to_dead_letters(position, failure).await.expect("the store answers");
}

async fn remove(world: &World, event: EventId) {
    let position = world.position_of(event).await;
    world.outbox.remove(&[position]).await.expect("the store answers");
}

/// The changes that redrive this dead letter.
fn redrive_of(letter: DeadLetter) -> Changes {
    let mut changes = changes_at(at(7_000));
    changes.redrive(letter);
    changes
}

async fn find(world: &World, event: EventId) -> Option<DeadLetter> {
    world.dead_letters.find(event).await.expect("the store answers")
}

async fn letter(world: &World, event: EventId) -> DeadLetter {
    find(world, event).await.expect("it is a dead letter")
}

async fn redrive(world: &World, letter: DeadLetter) {
    assert_committed(&world.commit_staged(redrive_of(letter)).await);
}

async fn assert_not_redriven(world: &World, letter: DeadLetter) {
    assert_conflict(&world.commit_staged(redrive_of(letter)).await, Conflict::Stale);
}

async fn letters(world: &World, after: Option<EventId>, limit: u16) -> Vec<DeadLetter> {
    world.dead_letters.list(after, limit).await.expect("the store answers")
}

async fn a_dead_letter_has_each_field_of_its_event(world: World) {
    let least = Failure { attempts: 0, at: at(0), reason: String::new() };
    let greatest =
        Failure { attempts: u32::MAX, at: Timestamp::MAX, reason: "\n\"'\\\u{1b}🫖\u{10FFFF}".repeat(1_000) };
    let mut expected = Vec::new();
    for failure in [least, greatest] {
        let id = publish(&world).await;
        move_to_dead_letters(&world, id, failure.clone()).await;
        let event = world.all_events().await.into_iter().find(|event| event.id == id).expect("events are kept");
        expected.push(DeadLetter { event, failure });
    }
    assert_eq!(letters(&world, None, 10).await, expected);
    assert_eq!(world.undelivered().await, []);
}

async fn dead_letters_are_listed_by_the_ids_of_their_events_in_pages_that_add_up(world: World) {
    let mut events = Vec::new();
    for _ in 0..7 {
        events.push(publish(&world).await);
    }
    let alive = publish(&world).await;
    for index in [4, 0, 6, 2, 1, 5, 3] {
        move_to_dead_letters(&world, events[index], failure(3)).await;
    }
    assert_eq!(letters(&world, None, 0).await, []);
    for limit in 1..=8 {
        let mut collected: Vec<EventId> = Vec::new();
        loop {
            let page = letters(&world, collected.last().copied(), limit).await;
            let page: Vec<EventId> = page.iter().map(|letter| letter.event.id).collect();
            assert!(page.len() <= usize::from(limit));
            assert!(collected.last().is_none_or(|last| !page.contains(last)), "a page begins behind its position");
            if page.is_empty() {
                break;
            }
            collected.extend(page);
        }
        assert_eq!(collected, events, "in pages of {limit}");
    }
    assert_eq!(world.undelivered().await, [alive]);
}

async fn an_event_that_is_gone_becomes_no_dead_letter(world: World) {
    let event = publish(&world).await;
    let gone = world.position_of(event).await;
    remove(&world, event).await;
    move_to_dead_letters_at(&world, &gone, failure(3)).await;
    assert_eq!(letters(&world, None, 10).await, []);
    let twice = publish(&world).await;
    let position = world.position_of(twice).await;
    move_to_dead_letters_at(&world, &position, failure(3)).await;
    move_to_dead_letters_at(&world, &position, failure(4)).await;
    let found = letters(&world, None, 10).await;
    assert_eq!(found.into_iter().map(|letter| letter.failure).collect::<Vec<_>>(), [failure(3)]);
}

async fn a_redriven_event_is_queued_last_as_if_never_tried(world: World) {
    let (first, second) = (publish(&world).await, publish(&world).await);
    let before = world.position_of(first).await;
    world.outbox.postpone(&before, 3, at(6_000)).await.expect("the store answers");
    move_to_dead_letters(&world, first, failure(3)).await;
    assert_eq!(world.undelivered().await, [second]);
    redrive(&world, letter(&world, first).await).await;
    assert_eq!(letters(&world, None, 10).await, []);
    let third = publish(&world).await;
    assert_eq!(world.undelivered().await, [second, first, third]);
    let entries = world.outbox.pending(None, 10).await.expect("the store answers");
    assert_eq!((entries[1].attempts, entries[1].due_at), (0, at(7_000)));
    let event = world.all_events().await.into_iter().find(|event| event.id == first);
    assert_eq!(Some(&entries[1].event), event.as_ref());
    // A dispatcher that read the event before it was dead-lettered changes nothing.
    world.outbox.postpone(&before, 9, at(9_000)).await.expect("the store answers");
    world.outbox.remove(std::slice::from_ref(&before)).await.expect("the store answers");
    move_to_dead_letters_at(&world, &before, failure(9)).await;
    assert_eq!(world.outbox.pending(None, 10).await.expect("the store answers"), entries);
    assert_eq!(letters(&world, None, 10).await, []);
}

async fn a_dead_letter_is_found_by_its_event(world: World) {
    let (first, second) = (publish(&world).await, publish(&world).await);
    for event in [first, EventId::new(world.uuid())] {
        assert_eq!(find(&world, event).await, None);
    }
    move_to_dead_letters(&world, first, failure(3)).await;
    move_to_dead_letters(&world, second, failure(4)).await;
    for (event, number) in [(first, 3), (second, 4)] {
        let found = letter(&world, event).await;
        assert_eq!((found.event.id, found.failure), (event, failure(number)));
    }
    let event = world.all_events().await.into_iter().find(|event| event.id == first);
    assert_eq!(Some(letter(&world, first).await.event), event);
}

async fn only_dead_letters_are_redriven(world: World) {
    let (alive, delivered, dead) = (publish(&world).await, publish(&world).await, publish(&world).await);
    remove(&world, delivered).await;
    move_to_dead_letters(&world, dead, failure(3)).await;
    let of_dead = letter(&world, dead).await;
    for id in [alive, delivered, EventId::new(world.uuid())] {
        let event = StoredEvent { id, ..of_dead.event.clone() };
        assert_not_redriven(&world, DeadLetter { event, failure: failure(3) }).await;
        assert_eq!(world.undelivered().await, [alive]);
    }
    assert_eq!(letters(&world, None, 10).await, [of_dead]);
}

async fn a_redriven_event_may_become_a_dead_letter_again(world: World) {
    let event = publish(&world).await;
    for attempts in 1..=3 {
        move_to_dead_letters(&world, event, failure(attempts)).await;
        let found = letter(&world, event).await;
        assert_eq!(found.failure, failure(attempts));
        redrive(&world, found.clone()).await;
        assert_not_redriven(&world, found).await;
    }
    assert_eq!(world.undelivered().await, [event]);
}

async fn of_many_redrives_of_one_dead_letter_one_succeeds(world: World) {
    let event = publish(&world).await;
    move_to_dead_letters(&world, event, failure(3)).await;
    let dead = letter(&world, event).await;
    let results = world.race((0..50).map(|_| redrive_of(dead.clone())).collect()).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for refused in results.iter().filter(|result| result.is_err()) {
        assert!(matches!(refused, Err(CommitError::Conflict(Conflict::Stale))), "{refused:?}");
    }
    assert_eq!(world.undelivered().await, [event]);
}

/// The event that records it is not published.
async fn a_redrive_is_committed_with_its_event_or_neither_is(world: World) {
    let dead = publish(&world).await;
    move_to_dead_letters(&world, dead, failure(3)).await;
    let found = letter(&world, dead).await;
    let redriven = EventId::new(world.uuid());
    let recorded = || {
        let mut changes = redrive_of(found.clone()).unpublished();
        let kind = EventKind::DeadLetterRedelivered;
        changes.record_event(application::Event { kind, at: at(7_000), ..event(redriven, dead.into()) });
        changes
    };
    let user = world.new_user("walter.white");
    let mut impossible = recorded();
    impossible.require(user);
    assert_conflict(&world.commit_staged(impossible).await, Conflict::Stale);
    assert_eq!((letters(&world, None, 10).await, world.undelivered().await), (vec![found.clone()], vec![]));
    assert_eq!(world.all_events().await.len(), 1);
    assert_committed(&world.commit_staged(recorded()).await);
    assert_eq!((letters(&world, None, 10).await, world.undelivered().await), (vec![], vec![dead]));
    let events: Vec<EventId> = world.all_events().await.iter().map(|event| event.id).collect();
    assert_eq!(events, [dead, redriven]);
}

async fn dead_letters_are_redriven_together(world: World) {
    let mut changes = changes_at(at(7_000));
    let mut events = Vec::new();
    for _ in 0..3 {
        let event = publish(&world).await;
        move_to_dead_letters(&world, event, failure(3)).await;
        changes.redrive(letter(&world, event).await);
        events.push(event);
    }
    assert_committed(&world.commit_staged(changes).await);
    let mut undelivered = world.undelivered().await;
    undelivered.sort_unstable();
    assert_eq!(undelivered, events);
    assert_eq!(letters(&world, None, 10).await, []);
}
