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

/// The concurrency limit of requests. A request that finds no permit is refused at once: under overload, the admitted
/// requests are served in time, and the others fail fast.
#[derive(Clone)]
pub(crate) struct ConcurrencyLimit {
    free: Arc<Semaphore>,
    half_closed: Arc<HalfClosed>,
    sendings: Arc<Sendings>,
    exempt: &'static [&'static str],
}

/// A request extension: the request found no concurrency permit.
#[derive(Clone, Copy, Debug)]
pub struct Overloaded;

/// The concurrency permit of a request, until its response is sent. Released while its body is arriving: a slow client
/// must not block others.
pub(crate) struct Permit {
    limit: ConcurrencyLimit,
    held: RefCell<Option<OwnedSemaphorePermit>>,
    /// The permit while it is offered to other requests.
    offer: RefCell<Option<Arc<Offer>>>,
    found_none: Cell<bool>,
}

impl ConcurrencyLimit {
    /// A limit of `most` requests; those for the paths `exempt` need no permit.
    pub(crate) fn new(most: usize, exempt: &'static [&'static str]) -> Self {
        let free = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Self { free, half_closed: Arc::default(), sendings: Arc::default(), exempt }
    }
}

impl Permit {
    fn among(limit: &ConcurrencyLimit) -> Self {
        Self { limit: limit.clone(), held: RefCell::default(), offer: RefCell::default(), found_none: Cell::new(false) }
    }

    /// Acquires a permit.
    ///
    /// # Errors
    /// The problem `unavailable` if none is free and no other request gives one up.
    pub(crate) fn acquire(&self) -> Result<(), Problem> {
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

    /// Releases the permit.
    pub(crate) fn release(&self) {
        self.withdraw();
        self.held.take();
    }

    /// Offers the permit to other requests, once.
    fn offer(&self, context: &Context<'_>) {
        if let Some(permit) = self.held.take() {
            self.offer.replace(Some(self.limit.half_closed.offer(permit, context.waker().clone())));
        }
    }

    /// Whether another request has taken the permit.
    fn was_taken(&self) -> bool {
        self.offer.borrow().as_ref().is_some_and(|offer| offer.was_taken())
    }

    /// Withdraws the offer, and keeps the permit unless another request has taken it.
    fn withdraw(&self) {
        if let Some(offer) = self.offer.take() {
            self.held.replace(self.limit.half_closed.withdraw(&offer));
        }
    }

    /// Releases the permit when the response is sent. That of a short one is released at once: its connection buffers
    /// all of it.
    fn release_after(&self, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
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
    Problem::new(Code::Unavailable, "Too many requests are in flight. Try again shortly.")
}

/// Passes a request on if there is a permit for it.
///
/// # Errors
/// The errors of the inner services, and the problem `unavailable` if the request, whose client had closed its sending
/// side, gave up its permit.
pub(crate) async fn limit_concurrency(
    limit: Option<web::Data<ConcurrencyLimit>>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(limit) = limit.filter(|limit| !limit.exempt.contains(&request.path())) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let permit = Rc::new(Permit::among(&limit));
    if let Err(problem) = permit.acquire() {
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
    let outcome = outcome.await.map(|response| permit.release_after(response.map_into_boxed_body()));
    // For an error, which has no response.
    permit.release();
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
        first.acquire().unwrap();
        assert_eq!(second.acquire().unwrap_err().code(), Code::Unavailable);
        assert!(second.found_none.get() && !first.found_none.get());
        first.release();
        second.acquire().unwrap();
        assert!(first.acquire().is_err());
        drop(second);
        first.acquire().unwrap();
        assert_eq!(limit.free.available_permits(), 0);
    }

    #[test]
    fn an_offered_permit_is_taken_where_none_is_free() {
        let limit = ConcurrencyLimit::new(1, &[]);
        let (offered, other) = (Permit::among(&limit), Permit::among(&limit));
        offered.acquire().unwrap();
        offered.offer(&Context::from_waker(std::task::Waker::noop()));
        assert!(!offered.was_taken());
        other.acquire().unwrap();
        assert!(offered.was_taken());
        offered.release();
        assert!(Permit::among(&limit).acquire().is_err());
        other.release();
        offered.acquire().unwrap();
        offered.offer(&Context::from_waker(std::task::Waker::noop()));
        drop(offered);
        assert_eq!(limit.free.available_permits(), 1);
    }
}
