use std::fmt::Debug;

use application::{CommitError, Conflict};

pub(crate) fn assert_conflict(result: &Result<(), CommitError>, expected: Conflict) {
    match result {
        Err(CommitError::Conflict(conflict)) if *conflict == expected => {}
        other => fail(other, expected),
    }
}

pub(crate) fn assert_committed(result: &Result<(), CommitError>) {
    if result.is_err() {
        fail(result, "success");
    }
}

/// The index of the only successful commit; all others must have met `conflict`.
pub(crate) fn only_winner(results: &[Result<(), CommitError>], conflict: Conflict) -> usize {
    let [winner] = winners(results, conflict)[..] else { panic!("{results:?} have more or fewer than one winner") };
    winner
}

/// The indexes of the successful commits; all others must have met `conflict`.
pub(crate) fn winners(results: &[Result<(), CommitError>], conflict: Conflict) -> Vec<usize> {
    for result in results.iter().filter(|result| result.is_err()) {
        assert_conflict(result, conflict);
    }
    results.iter().enumerate().filter(|(_, result)| result.is_ok()).map(|(index, _)| index).collect()
}

fn fail(result: &Result<(), CommitError>, expected: impl Debug) -> ! {
    panic!("the commit gave {result:?} instead of {expected:?}")
}
