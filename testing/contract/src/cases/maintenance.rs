use application::{CommitError, StoreError};
use domain::{Stock, Timestamp};

use super::case;
use crate::{
    Case, World,
    world::{at, changes, staged},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_store_is_in_maintenance_from_its_beginning_to_its_end),
        case(every_commit_is_refused_in_maintenance_and_reads_go_on),
        case(nothing_is_committed_once_maintenance_has_begun),
    ]
}

async fn since(world: &World) -> Option<i64> {
    let since = world.maintenance.since().await.expect("the store answers");
    since.map(Timestamp::unix_millis)
}

async fn begin(world: &World, millis: i64) {
    world.maintenance.begin(at(millis)).await.expect("maintenance begins");
}

fn is_maintenance(result: &Result<(), CommitError>) -> bool {
    matches!(result, Err(CommitError::Store(StoreError::Maintenance)))
}

async fn a_store_is_in_maintenance_from_its_beginning_to_its_end(world: World) {
    assert_eq!(since(&world).await, None);
    begin(&world, 5_000).await;
    assert_eq!(since(&world).await, Some(5_000));
    // It goes on since the same moment.
    begin(&world, 6_000).await;
    assert_eq!(since(&world).await, Some(5_000));
    for _ in 0..2 {
        world.maintenance.end().await.expect("maintenance ends");
        assert_eq!(since(&world).await, None);
    }
    begin(&world, 7_000).await;
    assert_eq!(since(&world).await, Some(7_000));
}

async fn every_commit_is_refused_in_maintenance_and_reads_go_on(world: World) {
    let user = world.user("alice").await;
    let (session, product) = (world.session(&user).await, world.product(3).await);
    let events = world.all_events().await;
    begin(&world, 5_000).await;
    let (new, other) = (world.new_user("bobby"), world.new_product(Stock::Untracked));
    let commits = [
        staged(|changes| changes.insert(new.clone())),
        staged(|changes| changes.insert(other.clone())),
        staged(|changes| changes.delete(session.clone())),
        staged(|changes| changes.take_stock(product.clone(), crate::world::quantity(1))),
        staged(|changes| changes.require(user.clone())),
        staged(|changes| world.record_about(changes, user.id())),
        // It would conflict, too.
        staged(|changes| changes.insert(user.clone())),
    ];
    for commit in commits {
        let result = world.commit_staged(commit).await;
        assert!(is_maintenance(&result), "{result:?}");
    }
    world.commit_staged(changes()).await.expect("an empty commit does nothing");
    assert_eq!((world.find(&new).await, world.find_product(&other).await), (None, None));
    assert_eq!(world.find_session(&session).await, Some(session));
    assert_eq!(world.find_product(&product).await, Some(product));
    assert_eq!(world.all_events().await, events);
    world.maintenance.end().await.expect("maintenance ends");
    world.committed(|changes| changes.insert(new.clone())).await;
    assert_eq!(world.find(&new).await, Some(new));
}

/// While it begins, commits of several tasks are under way: what is visible right after it began stays all that is.
async fn nothing_is_committed_once_maintenance_has_begun(world: World) {
    let writers: Vec<_> = (0..4)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move {
                let mut committed = 0;
                loop {
                    let new = world.new_product(Stock::Untracked);
                    let result = world.commit(|changes| changes.insert(new)).await;
                    if is_maintenance(&result) {
                        return committed;
                    }
                    result.expect("a commit outside of maintenance succeeds");
                    committed += 1;
                }
            })
        })
        .collect();
    let count = || async { world.products.list(None, u16::MAX).await.expect("the store answers").len() };
    while count().await < 8 {
        tokio::task::yield_now().await;
    }
    begin(&world, 5_000).await;
    let seen = count().await;
    let mut committed = 0;
    for writer in writers {
        committed += writer.await.expect("no writer panics");
    }
    assert_eq!((seen, count().await), (committed, committed));
}
