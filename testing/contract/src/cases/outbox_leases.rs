use application::LONGEST_LEASE;
use domain::{Timestamp, UserId};
use uuid::Uuid;

use super::case;
use crate::{Case, World, world::at};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_outbox_without_an_owner_is_acquired),
        case(a_lease_of_another_owner_holds_until_it_expires),
        case(a_lease_that_ends_later_than_one_can_is_free),
        case(an_owner_extends_and_shortens_its_lease),
        case(a_released_outbox_is_had_by_another_at_once),
        case(only_the_own_lease_is_released),
        case(a_lease_blocks_no_reader_and_no_commit),
        case(of_many_acquisitions_at_once_one_succeeds),
        case(of_many_acquisitions_of_an_expired_lease_one_succeeds),
    ]
}

const RACERS: usize = 50;
const ALICE: Uuid = Uuid::from_u128(1);
const BOBBY: Uuid = Uuid::from_u128(u128::MAX);

async fn acquire(world: &World, owner: Uuid, now: i64, until: i64) -> bool {
    world.outbox.acquire(owner, at(now), at(until)).await.expect("the store answers")
}

async fn release(world: &World, owner: Uuid) {
    world.outbox.release(owner).await.expect("the store answers");
}

async fn an_outbox_without_an_owner_is_acquired(world: World) {
    release(&world, ALICE).await;
    assert!(acquire(&world, ALICE, 1_000, 2_000).await);
    assert!(!acquire(&world, BOBBY, 1_000, 2_000).await);
}

async fn a_lease_of_another_owner_holds_until_it_expires(world: World) {
    assert!(acquire(&world, ALICE, 1_000, 2_000).await);
    for now in [0, 1_000, 1_999] {
        assert!(!acquire(&world, BOBBY, now, 9_000).await, "at {now}");
    }
    assert!(acquire(&world, BOBBY, 2_000, 3_000).await, "a refused owner prolongs nothing");
    assert!(!acquire(&world, ALICE, 2_000, 9_000).await);
    let end = Timestamp::MAX.unix_millis();
    assert!(acquire(&world, ALICE, 3_000, end).await);
    assert!(!acquire(&world, BOBBY, end - 1, end).await);
}

async fn a_lease_that_ends_later_than_one_can_is_free(world: World) {
    let longest = i64::try_from(LONGEST_LEASE.as_millis()).expect("it is short");
    // Its owner's clock is two hours ahead, and it dies.
    assert!(acquire(&world, ALICE, 7_200_000, 7_230_000).await);
    assert!(acquire(&world, BOBBY, 1_000, 2_000).await);
    assert!(!acquire(&world, ALICE, 1_500, 2_500).await, "and its lease is like any other");
    // The bound is exact to the millisecond.
    assert!(acquire(&world, BOBBY, 1_500, 2_000 + longest).await);
    assert!(!acquire(&world, ALICE, 2_000, 2_500).await);
    assert!(acquire(&world, ALICE, 1_999, 2_500).await);
}

async fn an_owner_extends_and_shortens_its_lease(world: World) {
    assert!(acquire(&world, ALICE, 1_000, 2_000).await);
    assert!(acquire(&world, ALICE, 1_500, 2_500).await);
    assert!(!acquire(&world, BOBBY, 2_499, 9_000).await);
    assert!(acquire(&world, ALICE, 3_000, 4_000).await, "also one that has ended");
    assert!(!acquire(&world, BOBBY, 3_500, 9_000).await);
    assert!(acquire(&world, ALICE, 3_000, 3_100).await);
    assert!(acquire(&world, BOBBY, 3_100, 9_000).await);
}

async fn a_released_outbox_is_had_by_another_at_once(world: World) {
    assert!(acquire(&world, ALICE, 1_000, 2_000).await);
    release(&world, ALICE).await;
    release(&world, ALICE).await;
    assert!(acquire(&world, BOBBY, 1_000, 2_000).await);
    assert!(!acquire(&world, ALICE, 1_000, 2_000).await);
}

async fn only_the_own_lease_is_released(world: World) {
    assert!(acquire(&world, ALICE, 1_000, 2_000).await);
    release(&world, BOBBY).await;
    assert!(!acquire(&world, BOBBY, 1_500, 9_000).await);
    assert!(acquire(&world, BOBBY, 2_000, 9_000).await);
    // The first one is late, and does not end the other's lease.
    release(&world, ALICE).await;
    assert!(!acquire(&world, ALICE, 3_000, 9_000).await);
}

async fn a_lease_blocks_no_reader_and_no_commit(world: World) {
    assert!(acquire(&world, ALICE, 1_000, 2_000).await);
    let user = UserId::new(world.uuid());
    let event = world.committed(|changes| world.record_about(changes, user)).await;
    assert_eq!(world.undelivered().await, [event]);
}

async fn race(world: &World, now: i64, until: i64) -> Uuid {
    let acquire = |_| {
        let (world, owner) = (world.clone(), world.uuid());
        async move { acquire(&world, owner, now, until).await.then_some(owner) }
    };
    let owners: Vec<Uuid> = World::at_once((0..RACERS).map(acquire)).await.into_iter().flatten().collect();
    let [owner] = owners[..] else { panic!("{} hold it", owners.len()) };
    owner
}

async fn of_many_acquisitions_at_once_one_succeeds(world: World) {
    let owner = race(&world, 1_000, 2_000).await;
    assert!(!acquire(&world, ALICE, 1_999, 9_000).await);
    assert!(acquire(&world, owner, 1_999, 3_000).await);
}

async fn of_many_acquisitions_of_an_expired_lease_one_succeeds(world: World) {
    let mut owners = vec![race(&world, 1_000, 2_000).await];
    for now in [2_000, 3_000, 4_000] {
        let owner = race(&world, now, now + 1_000).await;
        assert!(!owners.contains(&owner));
        owners.push(owner);
    }
}
