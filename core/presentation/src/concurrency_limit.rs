use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    Code, Problem,
    half_closed::{HalfClosed, Offer, SendingSide},
    sending::{PIECE, Sendings},
};

/// The places of the requests that are worked on. Whoever finds none is turned away at once: under a load that is too much,
/// those who got in are answered in time, and the others know soon.
#[derive(Clone)]
pub(crate) struct ConcurrencyLimit {
    free: Arc<Semaphore>,
    half_closed: Arc<HalfClosed>,
    sendings: Arc<Sendings>,
    exempt: &'static [&'static str],
}

/// Among the extensions of a request: that it found no place.
#[derive(Clone, Copy, Debug)]
pub struct Overloaded;

/// The concurrency permit of a request, until its response is out. Released while its body is arriving: a slow client keeps
/// nobody out.
pub(crate) struct Permit {
    limit: ConcurrencyLimit,
    held: RefCell<Option<OwnedSemaphorePermit>>,
    /// The permit, where others may take it.
    offer: RefCell<Option<Arc<Offer>>>,
    found_none: Cell<bool>,
}

impl ConcurrencyLimit {
    /// So many places, which requests for `exempt` need not have.
    pub(crate) fn new(most: usize, exempt: &'static [&'static str]) -> Self {
        let free = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Self { free, half_closed: Arc::default(), sendings: Arc::default(), exempt }
    }
}

impl Permit {
    fn among(limit: &ConcurrencyLimit) -> Self {
        Self { limit: limit.clone(), held: RefCell::default(), offer: RefCell::default(), found_none: Cell::new(false) }
    }

    /// Takes a place.
    ///
    /// # Errors
    /// The problem `unavailable` where none is free and nobody makes room.
    pub(crate) fn take(&self) -> Result<(), Problem> {
        let free = Arc::clone(&self.limit.free).try_acquire_owned().ok();
        let permit = free
            .or_else(|| self.limit.half_closed.make_room())
            .or_else(|| self.limit.sendings.make_room(Instant::now()));
        if permit.is_none() {
            self.found_none.set(true);
            return Err(unavailable());
        }
        self.held.replace(permit);
        Ok(())
    }

    /// Leaves the place to others.
    pub(crate) fn leave(&self) {
        self.withdraw();
        self.held.take();
    }

    /// Offers the place to others, once.
    fn offer(&self, context: &Context<'_>) {
        if let Some(permit) = self.held.take() {
            self.offer.replace(Some(self.limit.half_closed.offer(permit, context.waker().clone())));
        }
    }

    /// Whether others have taken the place.
    fn was_taken(&self) -> bool {
        self.offer.borrow().as_ref().is_some_and(|offer| offer.was_taken())
    }

    /// Offers the place no more, where nobody has taken it.
    fn withdraw(&self) {
        if let Some(offer) = self.offer.take() {
            self.held.replace(self.limit.half_closed.withdraw(&offer));
        }
    }

    /// Leaves the place to others when the response is out. That of a short one is at once: its connection takes all of it.
    fn leave_after(&self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
        self.withdraw();
        let Some(permit) = self.held.take() else { return response };
        let mut has_room = true;
        let response = response.map_body(|_, body| match body.try_into_bytes() {
            Ok(bytes) if bytes.len() > PIECE => {
                if let Ok(body) = self.limit.sendings.begin(bytes, permit, Instant::now()) {
                    BoxBody::new(body)
                } else {
                    has_room = false;
                    BoxBody::new(())
                }
            }
            Ok(bytes) => BoxBody::new(bytes),
            Err(body) => body,
        });
        if has_room {
            return response;
        }
        self.found_none.set(true);
        response.error_response(unavailable())
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.withdraw();
    }
}

fn unavailable() -> Problem {
    Problem::new(Code::Unavailable, "Too many requests are worked on. Try again shortly.")
}

/// Lets a request on where there is a place for it.
///
/// # Errors
/// What the rest answers with, and the problem `unavailable` where a request whose client sends no more made room.
pub(crate) async fn limit_concurrency(
    limit: Option<web::Data<ConcurrencyLimit>>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(limit) = limit.filter(|limit| !limit.exempt.contains(&request.path())) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let permit = Rc::new(Permit::among(&limit));
    if let Err(problem) = permit.take() {
        request.extensions_mut().insert(Overloaded);
        return Ok(request.error_response(problem));
    }
    request.extensions_mut().insert(Rc::clone(&permit));
    let client = request.request().conn_data::<SendingSide>().cloned().unwrap_or_default();
    let mut answering = pin!(next.call(request));
    let outcome = poll_fn(|context| {
        if permit.was_taken() {
            return Poll::Ready(Err(unavailable().into()));
        }
        if client.is_closed() {
            permit.offer(context);
        }
        answering.as_mut().poll(context)
    });
    let outcome = outcome.await.map(|response| permit.leave_after(response.map_into_boxed_body()));
    // Where there is no response but an error.
    permit.leave();
    if let (Ok(response), true) = (&outcome, permit.found_none.get()) {
        response.request().extensions_mut().insert(Overloaded);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permit_is_free_again_when_it_is_released_and_when_it_is_dropped() {
        let limit = ConcurrencyLimit::new(1, &[]);
        let (first, second) = (Permit::among(&limit), Permit::among(&limit));
        first.take().unwrap();
        assert_eq!(second.take().unwrap_err().code(), Code::Unavailable);
        assert!(second.found_none.get() && !first.found_none.get());
        first.leave();
        second.take().unwrap();
        assert!(first.take().is_err());
        drop(second);
        first.take().unwrap();
        assert_eq!(limit.free.available_permits(), 0);
    }

    #[test]
    fn an_offered_permit_is_taken_where_none_is_free() {
        let limit = ConcurrencyLimit::new(1, &[]);
        let (offered, other) = (Permit::among(&limit), Permit::among(&limit));
        offered.take().unwrap();
        offered.offer(&Context::from_waker(std::task::Waker::noop()));
        assert!(!offered.was_taken());
        other.take().unwrap();
        assert!(offered.was_taken());
        offered.leave();
        assert!(Permit::among(&limit).take().is_err());
        other.leave();
        offered.take().unwrap();
        offered.offer(&Context::from_waker(std::task::Waker::noop()));
        drop(offered);
        assert_eq!(limit.free.available_permits(), 1);
    }
}
