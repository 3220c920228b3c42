use std::{
    cell::{Cell, RefCell},
    future::ready,
    sync::Arc,
    time::Duration,
};

use application::{
    Acting, Changes, CommitError, Conflict, Decision, EventData, EventKind, Forbidden, Principal, StoreError, Subject,
    UniqueValue, Work,
};
use domain::{Role, User};

use crate::bench::{Bench, shifted};

/// The tries of a use case, in all.
const TRIES: u32 = 8;

/// Why a use case of these tests failed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Refused {
    Unexpected,
    Contended,
    Forbidden,
    ForGood,
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unexpected(_) => Self::Unexpected,
            StoreError::Contended => Self::Contended,
            error => panic!("{error:?}"),
        }
    }
}

impl From<Forbidden> for Refused {
    fn from(_: Forbidden) -> Self {
        Self::Forbidden
    }
}

fn work(bench: &Bench) -> Arc<dyn Work> {
    bench.services.resolve()
}

/// The first try of the actor.
fn acting(bench: &Bench, actor: Principal) -> Acting {
    Acting { user: actor.user, caller: actor.caller, now: bench.now(), is_first_try: true }
}

/// A user in a state that the store no longer has: requiring it is stale.
async fn outdated(bench: &Bench) -> User {
    let user = bench.user("charles.babbage", Role::User).await;
    bench.alter(&user, |user| user.role = Role::Admin).await;
    user
}

/// The result of a use case whose first `stale` tries are stale, and the number of its tries: by role and by ownership.
async fn run(stale: u32, end: Result<u8, Refused>) -> (Result<u8, Refused>, u32) {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    let outdated = outdated(&bench).await;
    let (work, tries) = (work(&bench), Cell::new(0));
    let decide = |acting: Acting| {
        tries.set(tries.get() + 1);
        assert_eq!(acting.is_first_try, tries.get() == 1);
        let mut changes = Changes::by_owner(&acting, acting.now);
        ready(if tries.get() <= stale {
            changes.require(outdated.clone());
            Ok(Decision::commit(changes, 0))
        } else {
            end.map(|answer| Decision::commit(changes, answer))
        })
    };
    let by_right = (work.run(&actor, &decide).await, tries.replace(0));
    let by_ownership = (work.run_by_owner(&actor, &decide).await, tries.replace(0));
    assert_eq!(by_right, by_ownership);
    by_right
}

#[tokio::test(start_paused = true)]
async fn stale_tries_are_repeated_until_one_decides() {
    assert_eq!(run(0, Ok(7)).await, (Ok(7), 1));
    assert_eq!(run(TRIES - 1, Ok(7)).await, (Ok(7), TRIES));
    assert_eq!(run(2, Err(Refused::ForGood)).await, (Err(Refused::ForGood), 3));
}

#[tokio::test(start_paused = true)]
async fn competitors_that_always_win_end_it() {
    assert_eq!(run(u32::MAX, Ok(7)).await, (Err(Refused::Contended), TRIES));
}

#[tokio::test(start_paused = true)]
async fn another_try_by_right_acts_as_the_user_as_stored_by_then() {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    bench.alter(&actor.user, |user| user.role = Role::Admin).await;
    let (start, acted) = (bench.now(), RefCell::new(Vec::new()));
    let decide = |acting: Acting| {
        bench.fakes.clock.advance(Duration::from_secs(1));
        let changes = Changes::by(&acting, acting.now);
        acted.borrow_mut().push((acting.user, acting.now));
        ready(Ok::<_, Refused>(Decision::commit(changes, ())))
    };
    work(&bench).run(&actor, decide).await.unwrap();
    let stored = bench.stored_user(&actor.user).await;
    assert_eq!(acted.take(), [(actor.user, start), (stored, shifted(start, 1))]);
}

#[tokio::test(start_paused = true)]
async fn whose_user_is_gone_acts_by_ownership_alone() {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    let outdated = outdated(&bench).await;
    bench.commit(|changes| changes.delete(actor.user.clone())).await;
    let acted = RefCell::new(Vec::new());
    let decide = |acting: Acting| {
        let mut changes = Changes::by_owner(&acting, acting.now);
        if acting.is_first_try {
            changes.require(outdated.clone());
        }
        acted.borrow_mut().push(acting.user);
        ready(Ok::<_, Refused>(Decision::commit(changes, ())))
    };
    assert_eq!(work(&bench).run(&actor, &decide).await, Err(Refused::Forbidden));
    assert_eq!(acted.take(), std::slice::from_ref(&actor.user));
    assert_eq!(work(&bench).run_by_owner(&actor, &decide).await, Ok(()));
    assert_eq!(acted.take(), [actor.user.clone(), actor.user], "as read with the request");
}

#[tokio::test]
async fn what_is_done_by_right_is_stale_where_the_user_was_changed_meanwhile_and_by_ownership_it_is_not() {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    let (work, acting) = (work(&bench), acting(&bench, actor));
    let commit = async |mut changes: Changes| {
        changes.record(EventKind::PasswordChanged, Subject::User(acting.user.id()), EventData::new());
        work.commit(changes).await
    };
    commit(Changes::by(&acting, acting.now)).await.unwrap();
    bench.alter(&acting.user, |user| user.role = Role::Admin).await;
    let stale = commit(Changes::by(&acting, acting.now)).await;
    assert!(matches!(stale, Err(CommitError::Conflict(Conflict::Stale))), "{stale:?}");
    assert_eq!(bench.store.events().len(), 1);
    commit(Changes::by_owner(&acting, acting.now)).await.unwrap();
    assert_eq!(bench.store.events().len(), 2);
}

#[tokio::test]
async fn an_actor_by_right_may_write_the_own_user_and_no_row_is_written_twice() {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    let (work, acting) = (work(&bench), acting(&bench, actor));
    let mut closed = acting.user.clone();
    assert!(closed.inactivate());
    let mut changes = Changes::by(&acting, acting.now);
    let closed = changes.update(acting.user.clone(), closed);
    work.commit(changes).await.unwrap();
    assert_eq!(bench.stored_user(&closed).await, closed);

    let mut changes = Changes::by_owner(&acting, acting.now);
    changes.require(closed.clone());
    changes.delete(closed.clone());
    let refused = work.commit(changes).await;
    assert!(matches!(refused, Err(CommitError::Store(StoreError::Unexpected(_)))), "{refused:?}");
    assert_eq!(bench.stored_user(&closed).await, closed);

    // The right was checked against another state than the one written here.
    let mut changes = Changes::by(&acting, acting.now);
    changes.require(closed.clone());
    let refused = work.commit(changes).await;
    assert!(matches!(refused, Err(CommitError::Store(StoreError::Unexpected(_)))), "{refused:?}");
}

/// Changes that create a user with the actor's name.
fn namesake(work: &dyn Work, acting: &Acting) -> Changes {
    let (username, hash) = (acting.user.username().clone(), acting.user.password_hash().clone());
    let mut changes = Changes::by(acting, acting.now);
    changes.insert(User::new(work.id(), username, hash, Role::User, acting.now));
    changes
}

/// The result of a use case that takes an existing name, with this handling, and the number of its tries.
async fn take_name(meaning: impl Fn(Decision<(), Refused>) -> Decision<(), Refused>) -> (Result<(), Refused>, u32) {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    let (work, tries) = (work(&bench), Cell::new(0));
    let decide = |acting: Acting| {
        tries.set(tries.get() + 1);
        ready(Ok(meaning(Decision::commit(namesake(&*work, &acting), ()))))
    };
    let result = work.run(&actor, decide).await;
    (result, tries.get())
}

#[tokio::test(start_paused = true)]
async fn what_it_means_that_a_value_exists_is_for_the_use_case_to_say() {
    let refused = take_name(|decision| decision.unless_exists(UniqueValue::Username, Refused::ForGood)).await;
    assert_eq!(refused, (Err(Refused::ForGood), 1));
    let again = take_name(|decision| decision.again_if_exists(UniqueValue::Username)).await;
    assert_eq!(again, (Err(Refused::Contended), TRIES));
}

#[tokio::test(start_paused = true)]
async fn a_value_that_exists_though_nobody_can_cause_that_is_a_failure_and_no_retry() {
    let silent = take_name(|decision| decision).await;
    let of_another = take_name(|decision| decision.unless_exists(UniqueValue::Id, Refused::ForGood)).await;
    let again_for_another = take_name(|decision| decision.again_if_exists(UniqueValue::Id)).await;
    for failed in [silent, of_another, again_for_another] {
        assert_eq!(failed, (Err(Refused::Unexpected), 1));
    }
}

#[tokio::test(start_paused = true)]
async fn another_try_finds_out_what_was_done_under_a_value_that_exists() {
    let bench = Bench::new();
    let (actor, _) = bench.signed_in().await;
    let work = work(&bench);
    let decide = |acting: Acting| {
        ready(Ok::<_, Refused>(if acting.is_first_try {
            Decision::commit(namesake(&*work, &acting), None).again_if_exists(UniqueValue::Username)
        } else {
            Decision::Answer(Some(acting.user))
        }))
    };
    assert_eq!(work.run(&actor, decide).await, Ok(Some(actor.user)));
}
