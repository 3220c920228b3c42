use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Code, Problem};

/// The places of the requests that are worked on. Whoever finds none is turned away at once: under a load that is too much,
/// those who got in are answered in time, and the others know soon.
pub(crate) struct Places {
    free: Arc<Semaphore>,
    exempt: &'static [&'static str],
}

/// Among the extensions of a request: that it found no place.
#[derive(Clone, Copy, Debug)]
pub struct TurnedAway;

/// The place of one request, which it has but for the time that its body takes to arrive: a slow client keeps nobody out.
pub(crate) struct Place {
    free: Arc<Semaphore>,
    held: RefCell<Option<OwnedSemaphorePermit>>,
    found_none: Cell<bool>,
}

impl Places {
    /// So many places, which requests for `exempt` need not have.
    pub(crate) fn new(most: usize, exempt: &'static [&'static str]) -> Self {
        Self { free: Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))), exempt }
    }
}

impl Place {
    fn among(free: &Arc<Semaphore>) -> Self {
        Self { free: Arc::clone(free), held: RefCell::default(), found_none: Cell::new(false) }
    }

    /// Takes a place.
    ///
    /// # Errors
    /// The problem `unavailable` where none is free.
    pub(crate) fn take(&self) -> Result<(), Problem> {
        let Ok(permit) = Arc::clone(&self.free).try_acquire_owned() else {
            self.found_none.set(true);
            return Err(Problem::new(Code::Unavailable, "Too many requests are worked on. Try again shortly."));
        };
        self.held.replace(Some(permit));
        Ok(())
    }

    /// Leaves the place to others.
    pub(crate) fn leave(&self) {
        self.held.take();
    }
}

/// Lets a request on where there is a place for it.
///
/// # Errors
/// What the rest answers with.
pub(crate) async fn in_a_place(
    places: Option<web::Data<Places>>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(places) = places.filter(|places| !places.exempt.contains(&request.path())) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let place = Rc::new(Place::among(&places.free));
    if let Err(problem) = place.take() {
        request.extensions_mut().insert(TurnedAway);
        return Ok(request.error_response(problem));
    }
    request.extensions_mut().insert(Rc::clone(&place));
    let outcome = next.call(request).await;
    place.leave();
    if let (Ok(response), true) = (&outcome, place.found_none.get()) {
        response.request().extensions_mut().insert(TurnedAway);
    }
    outcome.map(ServiceResponse::map_into_boxed_body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_it_was_left_and_when_it_was_dropped() {
        let places = Places::new(1, &[]);
        let (first, second) = (Place::among(&places.free), Place::among(&places.free));
        first.take().unwrap();
        assert_eq!(second.take().unwrap_err().code(), Code::Unavailable);
        assert!(second.found_none.get() && !first.found_none.get());
        first.leave();
        second.take().unwrap();
        assert!(first.take().is_err());
        drop(second);
        first.take().unwrap();
        assert_eq!(places.free.available_permits(), 0);
    }
}
