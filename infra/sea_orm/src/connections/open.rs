use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::OwnedSemaphorePermit};

use super::engine::Engine;

/// Minimum age before a refused connection is replaced, so that reconnecting doesn't loop.
const YOUNG: Duration = Duration::from_secs(1);
/// How long after the last refusal older connections are closed: the address may have moved to another server by then.
const RETIREMENT: Duration = Duration::from_secs(2);

/// An open connection. Its permit is released once the server knows that it is closed, so that the server never has
/// more connections than the limit.
pub(crate) struct Open<E: Engine> {
    /// `Some` until the drop.
    parts: Option<(E::Connection, OwnedSemaphorePermit)>,
    since: Instant,
    /// Whether it met a refusal while it was young.
    was_refused: bool,
    generation: Generation,
}

/// The connections that were opened between two failures of a server. Those of an earlier generation are not used
/// again.
#[derive(Clone, Default)]
pub(super) struct Generation {
    number: u64,
    shared: Arc<Generations>,
}

#[derive(Default)]
struct Generations {
    present: AtomicU64,
    /// When a server last refused writes, until the connections opened before are retired.
    last_refusal: Mutex<Option<Instant>>,
}

impl Generation {
    /// The present generation, for a connection that is about to be opened.
    pub(super) fn of_today(&self) -> Self {
        Self { number: self.present(), shared: Arc::clone(&self.shared) }
    }

    /// The number of the present generation.
    pub(super) fn present(&self) -> u64 {
        self.shared.present.load(Ordering::Acquire)
    }

    /// Ends the present generation some time after the last refusal.
    pub(super) fn retire_after_refusal(&self) {
        let is_over = |refusal: &mut Instant| refusal.elapsed() >= RETIREMENT;
        if self.last_refusal().take_if(is_over).is_some() {
            self.of_today().end();
        }
    }

    fn last_refusal(&self) -> MutexGuard<'_, Option<Instant>> {
        self.shared.last_refusal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_over(&self) -> bool {
        self.number < self.present()
    }

    fn end(&self) {
        let next = self.number.saturating_add(1);
        // If it ended before, the present generation is younger than the failure.
        let _ = self.shared.present.compare_exchange(self.number, next, Ordering::AcqRel, Ordering::Acquire);
    }
}

impl<E: Engine> Open<E> {
    pub(super) fn new(connection: E::Connection, permit: OwnedSemaphorePermit, generation: Generation) -> Self {
        Self { parts: Some((connection, permit)), since: Instant::now(), was_refused: false, generation }
    }

    #[expect(clippy::expect_used, reason = "they are taken only by the drop")]
    pub(super) fn connection(&mut self) -> &mut E::Connection {
        &mut self.parts.as_mut().expect("a connection until the end").0
    }

    /// Whether it was opened before its server failed.
    pub(super) fn is_outdated(&self) -> bool {
        self.generation.is_over()
    }

    /// Retires every connection that was opened before this moment.
    pub(super) fn outdate_all(&self) {
        self.generation.end();
    }

    /// Records that the server refused an operation such as a write; returns whether the connection is kept, since it
    /// is young.
    pub(super) fn outlives_refusal(&mut self) -> bool {
        *self.generation.last_refusal() = Some(Instant::now());
        self.was_refused = true;
        self.is_young()
    }

    /// Whether it met a refusal while it was young, and is young no longer.
    pub(super) fn is_refused(&self) -> bool {
        self.was_refused && !self.is_young()
    }

    fn is_young(&self) -> bool {
        self.since.elapsed() < YOUNG
    }
}

impl<E: Engine> Drop for Open<E> {
    fn drop(&mut self) {
        let Some((connection, permit)) = self.parts.take() else { return };
        // Without a runtime the process is ending.
        if E::HAS_SERVER
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(async move {
                E::close(connection).await;
                drop(permit);
            });
        }
    }
}
