use application::{DeadLetter, EventId, Failure, OutboxPosition};
use domain::{Timestamp, UserId};

use super::case;
use crate::{Case, World, world::at};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_dead_letter_has_each_field_of_its_event),
        case(dead_letters_are_listed_by_the_ids_of_their_events_in_pages_that_add_up),
        case(an_event_that_is_gone_becomes_no_dead_letter),
        case(a_redriven_event_is_queued_last_as_if_never_tried),
        case(only_dead_letters_are_redriven),
        case(a_redriven_event_may_become_a_dead_letter_again),
        case(of_many_redrives_of_one_dead_letter_one_succeeds),
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

async fn redrive(world: &World, event: EventId) -> bool {
    world.outbox.redrive(event, at(7_000)).await.expect("the store answers")
}

async fn letters(world: &World, after: Option<EventId>, limit: u16) -> Vec<DeadLetter> {
    world.outbox.dead_letters(after, limit).await.expect("the store answers")
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
    assert!(redrive(&world, first).await);
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

async fn only_dead_letters_are_redriven(world: World) {
    let (alive, delivered) = (publish(&world).await, publish(&world).await);
    remove(&world, delivered).await;
    for event in [alive, delivered, EventId::new(world.uuid())] {
        assert!(!redrive(&world, event).await);
        assert_eq!(world.undelivered().await, [alive]);
    }
}

async fn a_redriven_event_may_become_a_dead_letter_again(world: World) {
    let event = publish(&world).await;
    for attempts in 1..=3 {
        move_to_dead_letters(&world, event, failure(attempts)).await;
        let found = letters(&world, None, 10).await;
        assert_eq!(found.into_iter().map(|letter| letter.failure).collect::<Vec<_>>(), [failure(attempts)]);
        assert!(redrive(&world, event).await);
        assert!(!redrive(&world, event).await);
    }
    assert_eq!(world.undelivered().await, [event]);
}

async fn of_many_redrives_of_one_dead_letter_one_succeeds(world: World) {
    let event = publish(&world).await;
    move_to_dead_letters(&world, event, failure(3)).await;
    let redrive = |_| {
        let world = world.clone();
        async move { redrive(&world, event).await }
    };
    let redriven = World::at_once((0..50).map(redrive)).await;
    assert_eq!(redriven.into_iter().filter(|redriven| *redriven).count(), 1);
    assert_eq!(world.undelivered().await, [event]);
}
