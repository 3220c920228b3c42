//! Whether calls were given up lately: the connection of such a call is in the middle of an answer that nobody reads any more.

use std::{
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use pin_project_lite::pin_project;

/// For how long it counts that a call was given up. Its connection goes back at once, and is looked at as soon as there is time.
const LATELY: Duration = Duration::from_secs(10);

/// When a call was given up last, in the whole process.
static LAST: Mutex<Option<Instant>> = Mutex::new(None);

/// Lets `call` be noted where it is dropped before it is done.
pub(crate) const fn noted<F>(call: F) -> Noted<F> {
    Noted { undone: Undone { is_done: false }, call }
}

/// Whether a call was given up within the last ten seconds.
pub(crate) fn lately() -> bool {
    last().is_some_and(|last| last.elapsed() < LATELY)
}

fn last() -> Option<Instant> {
    *LAST.lock().unwrap_or_else(PoisonError::into_inner)
}

pin_project! {
    /// A call that is noted where it is given up.
    pub(crate) struct Noted<F> {
        // Dropped first: whoever looks at the connection that the call gives back finds it noted.
        undone: Undone,
        #[pin]
        call: F,
    }
}

struct Undone {
    is_done: bool,
}

impl<F: Future> Future for Noted<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let outcome = this.call.poll(context);
        this.undone.is_done = outcome.is_ready();
        outcome
    }
}

impl Drop for Undone {
    fn drop(&mut self) {
        if !self.is_done {
            *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use futures_util::FutureExt;

    use super::*;

    /// A connection in use, which looks back when it is given back.
    struct Connection<'a>(&'a mut Option<Instant>);

    impl Drop for Connection<'_> {
        fn drop(&mut self) {
            *self.0 = last();
        }
    }

    #[test]
    fn a_call_is_noted_before_its_connection_goes_back_where_it_is_given_up_and_nowhere_else() {
        let before = Instant::now();
        let mut seen = None;
        let connection = Connection(&mut seen);
        let done = noted(async move {
            let _connection = connection;
            ready(()).await;
        });
        assert_eq!(done.now_or_never(), Some(()));
        // Other tests give up calls too.
        assert!(seen.is_none_or(|noted| noted < before), "{seen:?}");

        let connection = Connection(&mut seen);
        let given_up = noted(async move {
            let _connection = connection;
            pending::<()>().await;
        });
        let before = Instant::now();
        assert_eq!(given_up.now_or_never(), None);
        assert!(seen.is_some_and(|noted| noted >= before), "{seen:?}");
        assert!(lately());
    }
}
