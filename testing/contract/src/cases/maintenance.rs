use application::{CommitError, MaintenancePeriod, StoreError};

use super::case;
use crate::{
    Case, World,
    world::{assert_committed, at, changes, demoted, staged},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(a_store_is_in_maintenance_from_its_beginning_to_its_end),
        case(maintenance_lapses_unless_it_is_prolonged),
        case(maintenance_that_is_begun_again_without_an_end_does_not_lapse),
        case(every_commit_is_refused_in_maintenance_and_reads_go_on),
        case(nothing_is_committed_once_maintenance_has_begun),
    ]
}

async fn since(world: &World) -> Option<i64> {
    current(world).await.map(|period| period.since.unix_millis())
}

async fn current(world: &World) -> Option<MaintenancePeriod> {
    world.maintenance.current().await.expect("the store answers")
}

async fn begin_until(world: &World, since: i64, until: i64) {
    world.maintenance.begin_until(at(since), at(until)).await.expect("maintenance begins");
}

async fn prolong(world: &World, since: i64, until: i64) -> bool {
    world.maintenance.prolong(at(since), at(until)).await.expect("the store answers")
}

async fn end_lapsed(world: &World, by: i64) -> bool {
    world.maintenance.end_lapsed(at(by)).await.expect("the store answers")
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

async fn maintenance_lapses_unless_it_is_prolonged(world: World) {
    assert!(!prolong(&world, 5_000, 6_000).await && !end_lapsed(&world, 9_000).await);
    begin_until(&world, 5_000, 6_000).await;
    begin_until(&world, 5_500, 9_000).await;
    assert_eq!(current(&world).await, Some(MaintenancePeriod { since: at(5_000), until: Some(at(6_000)) }));
    assert!(!prolong(&world, 5_500, 9_000).await, "it is not that one");
    assert!(prolong(&world, 5_000, 7_000).await);
    assert!(!end_lapsed(&world, 6_999).await);
    let new = world.new_user("alice");
    let insert = || world.commit(|changes| changes.insert(new.clone()));
    // It stops commits also after it has lapsed, until it is ended.
    assert!(is_maintenance(&insert().await));
    assert!(end_lapsed(&world, 7_000).await);
    assert_eq!(current(&world).await, None);
    assert!(!prolong(&world, 5_000, 8_000).await && !end_lapsed(&world, 9_000).await);
    assert_committed(&insert().await);
    begin_until(&world, 8_000, 9_000).await;
    assert_eq!(since(&world).await, Some(8_000));
}

async fn maintenance_that_is_begun_again_without_an_end_does_not_lapse(world: World) {
    begin_until(&world, 5_000, 6_000).await;
    begin(&world, 5_500).await;
    begin_until(&world, 5_600, 7_000).await;
    assert_eq!(current(&world).await, Some(MaintenancePeriod { since: at(5_000), until: None }));
    assert!(!prolong(&world, 5_000, 9_000).await && !end_lapsed(&world, i64::from(u32::MAX)).await);
    assert_eq!(since(&world).await, Some(5_000));
}

async fn every_commit_is_refused_in_maintenance_and_reads_go_on(world: World) {
    let user = world.user("alice").await;
    let session = world.session(&user).await;
    let events = world.all_events().await;
    begin(&world, 5_000).await;
    let new = world.new_user("bobby");
    let commits = [
        staged(|changes| changes.insert(new.clone())),
        staged(|changes| changes.delete(session.clone())),
        staged(|changes| changes.update(user.clone(), demoted(&user))),
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
    assert_eq!(world.find(&new).await, None);
    assert_eq!(world.find_session(&session).await, Some(session));
    assert_eq!(world.find(&user).await, Some(user));
    assert_eq!(world.all_events().await, events);
    world.maintenance.end().await.expect("maintenance ends");
    world.committed(|changes| changes.insert(new.clone())).await;
    assert_eq!(world.find(&new).await, Some(new));
}

/// While it begins, commits of several tasks are under way: what is visible right after it began stays all that is.
async fn nothing_is_committed_once_maintenance_has_begun(world: World) {
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let world = world.clone();
            tokio::spawn(async move {
                let mut committed = 0;
                loop {
                    let new = world.new_user(&format!("writer.{writer}.{committed}"));
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
    let count = || async { world.all_users.list(None, u16::MAX).await.expect("the store answers").len() };
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
