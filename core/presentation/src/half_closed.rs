use std::{
    cell::Cell,
    collections::VecDeque,
    rc::Rc,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Waker,
};

use tokio::sync::OwnedSemaphorePermit;

/// Data of a connection: whether its client has closed its sending side, or has pipelined further requests, which would
/// hide that. Such a client may still wait for the response or be gone: the server can't distinguish them.
#[derive(Clone, Debug, Default)]
pub struct SendingSide(Rc<Cell<bool>>);

impl SendingSide {
    /// Records that the client has closed its sending side.
    pub fn close(&self) {
        self.0.set(true);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.get()
    }
}

/// The requests in flight whose clients have closed their sending side, the oldest first. They are served, but give
/// up their permits if none is free: requests of clients that are gone must not block others.
#[derive(Default)]
pub(crate) struct HalfClosed(Mutex<VecDeque<Arc<Offer>>>);

/// The permit of a half-closed request.
pub(crate) struct Offer {
    permit: Mutex<Option<OwnedSemaphorePermit>>,
    task: Waker,
}

impl HalfClosed {
    /// Offers a permit to requests that find none free. The task is woken when the permit is taken.
    pub(crate) fn offer(&self, permit: OwnedSemaphorePermit, task: Waker) -> Arc<Offer> {
        let offer = Arc::new(Offer { permit: Mutex::new(Some(permit)), task });
        lock(&self.0).push_back(Arc::clone(&offer));
        offer
    }

    /// Takes the permit of the oldest offer.
    pub(crate) fn make_room(&self) -> Option<OwnedSemaphorePermit> {
        loop {
            let offer = lock(&self.0).pop_front()?;
            // Another thread may be withdrawing it.
            let Some(permit) = lock(&offer.permit).take() else { continue };
            offer.task.wake_by_ref();
            return Some(permit);
        }
    }

    /// Withdraws an offer, and returns its permit unless another request has taken it.
    pub(crate) fn withdraw(&self, withdrawn: &Arc<Offer>) -> Option<OwnedSemaphorePermit> {
        lock(&self.0).retain(|offer| !Arc::ptr_eq(offer, withdrawn));
        lock(&withdrawn.permit).take()
    }
}

impl Offer {
    pub(crate) fn was_taken(&self) -> bool {
        lock(&self.permit).is_none()
    }
}

/// Locks a mutex. Its data is valid after each step, so a panic of another thread did no harm.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use tokio::sync::Semaphore;

    use super::*;

    #[test]
    fn the_oldest_offer_is_taken_and_a_withdrawn_one_is_not() {
        let (requests, permits) = (HalfClosed::default(), Arc::new(Semaphore::new(3)));
        let offers: Vec<_> = (0..3)
            .map(|_| requests.offer(Arc::clone(&permits).try_acquire_owned().unwrap(), Waker::noop().clone()))
            .collect();
        assert!(requests.withdraw(&offers[0]).is_some());
        let taken = requests.make_room();
        assert_eq!([true, true, false], [0, 1, 2].map(|index| offers[index].was_taken()));
        assert_eq!((taken.is_some(), permits.available_permits()), (true, 1));
        assert!(requests.withdraw(&offers[1]).is_none());
        assert!(requests.make_room().is_some());
        assert!(requests.make_room().is_none());
    }
}
