use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use actix_web::{
    body::{BodySize, MessageBody},
    web::Bytes,
};
use tokio::sync::OwnedSemaphorePermit;

/// The largest body that is passed to its connection at once, and the size of the pieces of a larger one.
pub(crate) const PIECE: usize = 16 * 1024;
/// The maximum total size of bodies that wait for their peers, without those that responses share.
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// How long a peer may read nothing before its response may be aborted for other requests.
const STALLED: Duration = Duration::from_secs(1);
/// How long a response may take in total before it may be aborted for other requests.
const SLOW: Duration = Duration::from_secs(10);

/// The large bodies that are being sent. Each keeps its concurrency permit until it is sent. If permits or memory run
/// out, the oldest of those with slow peers is aborted: peers that read nothing must not block others.
#[derive(Default)]
pub(crate) struct Sendings(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    /// The oldest first.
    sendings: VecDeque<Arc<Sending>>,
    bytes: usize,
}

struct Sending {
    since: Instant,
    rest: Mutex<Option<Rest>>,
}

/// The unsent part of a body.
struct Rest {
    bytes: Bytes,
    /// The size of the whole body if its memory is freed with it, else 0.
    owned: usize,
    moved: Instant,
    permit: OwnedSemaphorePermit,
}

/// A body that is being sent. An aborted one ends early, which closes its connection.
pub(crate) struct SendingBody {
    length: usize,
    sending: Arc<Sending>,
    all: Arc<Sendings>,
}

/// The bodies that wait for slow peers have reached the memory limit.
#[derive(Debug)]
pub(crate) struct TooMuchIsSent;

impl Sendings {
    /// Sends these bytes.
    ///
    /// # Errors
    /// The memory limit is reached, and no response may be aborted.
    pub(crate) fn begin(
        self: &Arc<Self>,
        bytes: Bytes,
        permit: OwnedSemaphorePermit,
        now: Instant,
    ) -> Result<SendingBody, TooMuchIsSent> {
        let (length, owned) = (bytes.len(), if bytes.is_unique() { bytes.len() } else { 0 });
        let mut queue = lock(&self.0);
        while owned > 0 && queue.bytes > 0 && queue.bytes + owned > MOST_BYTES {
            queue.break_one_off(|sending| sending.makes_room(now) && sending.owns_bytes()).ok_or(TooMuchIsSent)?;
        }
        let rest = Rest { bytes, owned, moved: now, permit };
        let sending = Arc::new(Sending { since: now, rest: Mutex::new(Some(rest)) });
        queue.sendings.push_back(Arc::clone(&sending));
        queue.bytes += owned;
        Ok(SendingBody { length, sending, all: Arc::clone(self) })
    }

    /// Aborts the oldest response with a slow peer, and returns its permit.
    pub(crate) fn make_room(&self, now: Instant) -> Option<OwnedSemaphorePermit> {
        lock(&self.0).break_one_off(|sending| sending.makes_room(now)).map(|rest| rest.permit)
    }

    fn end(&self, ended: &Arc<Sending>) {
        let mut queue = lock(&self.0);
        queue.sendings.retain(|sending| !Arc::ptr_eq(sending, ended));
        if let Some(rest) = lock(&ended.rest).take() {
            queue.bytes -= rest.owned;
        }
    }
}

impl Queue {
    fn break_one_off(&mut self, makes_room: impl Fn(&Sending) -> bool) -> Option<Rest> {
        let index = self.sendings.iter().position(|sending| makes_room(sending))?;
        let rest = lock(&self.sendings.remove(index)?.rest).take()?;
        self.bytes -= rest.owned;
        Some(rest)
    }
}

impl Sending {
    /// Whether aborting it frees memory.
    fn owns_bytes(&self) -> bool {
        lock(&self.rest).as_ref().is_some_and(|rest| rest.owned > 0)
    }

    fn makes_room(&self, now: Instant) -> bool {
        let is_stalled = |rest: &Rest| now.saturating_duration_since(rest.moved) >= STALLED;
        now.saturating_duration_since(self.since) >= SLOW || lock(&self.rest).as_ref().is_some_and(is_stalled)
    }
}

/// Locks a mutex. Its data is valid after each step, so a panic of another thread did no harm.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MessageBody for SendingBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(u64::try_from(self.length).unwrap_or(u64::MAX))
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let mut rest = lock(&self.sending.rest);
        let Some(rest) = rest.as_mut().filter(|rest| !rest.bytes.is_empty()) else { return Poll::Ready(None) };
        rest.moved = Instant::now();
        let length = rest.bytes.len().min(PIECE);
        Poll::Ready(Some(Ok(rest.bytes.split_to(length))))
    }
}

impl Drop for SendingBody {
    fn drop(&mut self) {
        self.all.end(&self.sending);
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::sync::Semaphore;

    use super::*;

    /// A body of `length` bytes, which holds one of the permits.
    fn begin(all: &Arc<Sendings>, permits: &Arc<Semaphore>, length: usize, now: Instant) -> Option<SendingBody> {
        let permit = Arc::clone(permits).try_acquire_owned().unwrap();
        all.begin(vec![b'a'; length].into(), permit, now).ok()
    }

    fn next(body: &mut SendingBody) -> usize {
        match Pin::new(body).poll_next(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(Ok(piece))) => piece.len(),
            Poll::Ready(None) => 0,
            Poll::Pending => panic!("a body is there"),
        }
    }

    #[test]
    fn a_body_comes_in_pieces_and_keeps_its_permit_until_it_is_dropped() {
        let (all, permits) = (Arc::<Sendings>::default(), Arc::new(Semaphore::new(1)));
        let mut body = begin(&all, &permits, 2 * PIECE + 1, Instant::now()).unwrap();
        assert_eq!(body.size(), BodySize::Sized(2 * 16_384 + 1));
        assert_eq!([(); 4].map(|()| next(&mut body)), [PIECE, PIECE, 1, 0]);
        assert_eq!((permits.available_permits(), lock(&all.0).bytes), (0, 2 * PIECE + 1));
        drop(body);
        assert_eq!((permits.available_permits(), lock(&all.0).bytes), (1, 0));
        assert!(lock(&all.0).sendings.is_empty());
    }

    #[test]
    fn only_a_response_whose_peer_is_slow_makes_room() {
        let (all, permits) = (Arc::<Sendings>::default(), Arc::new(Semaphore::new(2)));
        let begun = Instant::now();
        let mut stalled = begin(&all, &permits, 3 * PIECE, begun).unwrap();
        let mut lively = begin(&all, &permits, 3 * PIECE, begun).unwrap();
        assert!(all.make_room(begun + STALLED / 2).is_none());
        lock(&lively.sending.rest).as_mut().unwrap().moved = begun + STALLED;
        let permit = all.make_room(begun + STALLED).unwrap();
        assert_eq!((next(&mut stalled), next(&mut lively)), (0, PIECE));
        assert!(all.make_room(begun + STALLED).is_none());
        assert!(all.make_room(begun + SLOW).is_some(), "a response that takes very long is aborted too");
        assert_eq!(permits.available_permits(), 1);
        drop((permit, stalled, lively));
        assert_eq!((permits.available_permits(), lock(&all.0).bytes), (2, 0));
    }

    #[test]
    fn bodies_that_wait_have_a_bound_of_bytes_and_shared_ones_do_not_count() {
        let (all, permits) = (Arc::<Sendings>::default(), Arc::new(Semaphore::new(9)));
        let begun = Instant::now();
        let first = begin(&all, &permits, MOST_BYTES, begun).unwrap();
        assert!(begin(&all, &permits, PIECE + 1, begun).is_none());
        let shared = Bytes::from(vec![b'a'; MOST_BYTES]);
        let permit = Arc::clone(&permits).try_acquire_owned().unwrap();
        let shared = all.begin(shared.clone(), permit, begun + STALLED);
        assert!(shared.is_ok());
        let second = begin(&all, &permits, PIECE + 1, begun + STALLED).unwrap();
        assert_eq!((lock(&all.0).bytes, lock(&first.sending.rest).is_none()), (PIECE + 1, true));
        drop((first, shared, second));
        assert_eq!((permits.available_permits(), lock(&all.0).bytes), (9, 0));
    }
}
