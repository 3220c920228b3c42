use std::{cell::RefCell, time::Duration};

use application::{CommitError, Conflict, ErrorChain};
use futures_util::{FutureExt, future::join_all};
use metrics::{HistogramFn, set_default_local_recorder};
use tokio::{runtime::Handle, task::yield_now, time::timeout};

use super::{TestStore, changes, execute, unavailable, user, waits::WaitRecorder};
use crate::connections::Transaction;

/// The one connection for writes: commits wait until it is returned.
async fn taken_writer(store: &TestStore) -> Transaction {
    store.database.begin().await.unwrap()
}

#[tokio::test]
async fn waiting_commits_are_written_together_and_each_gets_its_own_outcome() {
    let store = TestStore::new().await;
    let writer = taken_writer(&store).await;
    // The third is refused at its second user, which exists by then.
    let commits = [vec![1], vec![2], vec![0, 1], vec![3]].map(|numbers| async {
        let mut changes = changes();
        for number in numbers {
            changes.insert(user(number));
        }
        let outcome = store.commit(changes).await;
        assert_eq!(store.find(&user(3)).await.unwrap(), Some(user(3)), "who reads one sees all");
        outcome
    });
    let (outcomes, ()) = tokio::join!(join_all(commits), async { writer.roll_back().await.unwrap() });
    let [Ok(()), Ok(()), Err(CommitError::Conflict(Conflict::Exists(_))), Ok(())] = outcomes.as_slice() else {
        panic!("{outcomes:?}")
    };
    assert_eq!(store.find(&user(0)).await.unwrap(), None);
    for number in 1..=3 {
        assert_eq!(store.find(&user(number)).await.unwrap(), Some(user(number)));
    }
}

#[tokio::test]
async fn a_failure_that_ends_the_transaction_is_returned_to_its_commit_and_the_others_are_committed() {
    let store = TestStore::new().await;
    let mut outsider = store.outsider().await;
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON users WHEN NEW.username = 'user.2' \
                  BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END";
    execute(&mut outsider, refuse).await;
    let writer = taken_writer(&store).await;
    let users = [1, 2, 3].map(user);
    let (outcomes, ()) = tokio::join!(join_all(users.iter().map(|user| store.insert(user))), async {
        writer.roll_back().await.unwrap();
    });
    let [Ok(()), Err(CommitError::Store(failure)), Ok(())] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    let failure = ErrorChain(failure).to_string();
    assert!(failure.contains("the disk is full"), "{failure}");
    let [first, second, third] = users;
    assert_eq!(store.find(&second).await.unwrap(), None);
    for user in [first, third] {
        assert_eq!(store.find(&user).await.unwrap(), Some(user));
    }
}

#[tokio::test]
async fn a_commit_given_up_before_its_turn_has_written_nothing() {
    let store = TestStore::new().await;
    let writer = taken_writer(&store).await;
    assert!(store.insert(&user(1)).now_or_never().is_none());
    writer.roll_back().await.unwrap();
    store.insert(&user(2)).await.unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), None);
    assert_eq!(store.find(&user(2)).await.unwrap(), Some(user(2)));
}

#[tokio::test]
async fn a_purge_lets_commits_in_between_its_statements() {
    let store = TestStore::new().await;
    let (done, now) = (RefCell::new(Vec::new()), user(1).created_at());
    let purge = async {
        store.housekeeping.purge_expired(now, 10).await.unwrap();
        done.borrow_mut().push("purge");
    };
    let commit = async {
        store.insert(&user(1)).await.unwrap();
        done.borrow_mut().push("commit");
    };
    // The commit waits until the purge has written something: a task of its own takes the connection for it.
    tokio::join!(biased; commit, purge);
    assert_eq!(*done.borrow(), ["commit", "purge"]);
}

/// Panics when a wait is recorded.
struct Defect;

impl HistogramFn for Defect {
    fn record(&self, _: f64) {
        panic!("a defect");
    }
}

#[tokio::test]
async fn a_panic_is_an_error_for_those_it_befell_and_the_next_are_committed() {
    let store = TestStore::new().await;
    let defect = WaitRecorder::new(Defect);
    let recording = set_default_local_recorder(&defect);
    assert_eq!(
        unavailable(store.insert(&user(1)).await),
        "the commit was interrupted, and may have been written or not"
    );
    drop(recording);
    store.insert(&user(2)).await.unwrap();
    assert_eq!(store.find(&user(1)).await.unwrap(), None);
    assert_eq!(store.find(&user(2)).await.unwrap(), Some(user(2)));
}

#[tokio::test]
async fn the_task_that_writes_ends_with_its_store() {
    let store = TestStore::new().await;
    store.insert(&user(1)).await.unwrap();
    drop(store);
    let end_of_tasks = async {
        while Handle::current().metrics().num_alive_tasks() > 0 {
            yield_now().await;
        }
    };
    timeout(Duration::from_secs(10), end_of_tasks).await.unwrap();
}
