use std::{
    cell::{Cell, RefCell},
    error::Error,
    future::poll_fn,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker, ready},
};

use actix_http::{Payload, Request, Response, error::PayloadError, h1};
use actix_web::{
    body::{BodySize, BoxBody, MessageBody},
    http::header::CONTENT_LENGTH,
    web::Bytes,
};
use futures_util::Stream;

use super::connection::{Connection, Stage};

/// The most bytes of a body that are passed on at a time. They are copied, so a body of shared bytes costs no more than
/// this for each connection.
const PIECE: usize = 16 * 1024;

/// How often a response waits for the dispatcher to read more of a body that the handler does not read.
const LOOKS: u8 = 8;

/// A request and its response, on their connection.
pub(super) struct Exchange {
    connection: Rc<Connection>,
    incoming: Option<Rc<Incoming>>,
    /// The most bytes of an unread body that are discarded after the response.
    drain_limit: usize,
}

/// The body of a request, kept until the response is sent. The dispatcher reads a chunked body that was dropped early
/// to its end, however long that takes; it reads a kept one for a limited time.
struct Incoming {
    payload: RefCell<h1::Payload>,
    has_ended: Cell<bool>,
    connection: Rc<Connection>,
}

/// The body as the handler reads it.
struct IncomingStream(Rc<Incoming>);

impl Exchange {
    /// Begins with this request and wraps its body. None if the connection is not one of this listener.
    pub(super) fn begin(request: &mut Request, drain_limit: usize) -> Option<Self> {
        let connection = Rc::clone(request.conn_data::<Rc<Connection>>()?);
        let incoming = match request.take_payload() {
            Payload::H1 { payload } => {
                let incoming = Rc::new(Incoming {
                    payload: RefCell::new(payload),
                    has_ended: Cell::new(false),
                    connection: Rc::clone(&connection),
                });
                let payload = Box::pin(IncomingStream(Rc::clone(&incoming)));
                *request.payload() = Payload::Stream { payload };
                Some(incoming)
            }
            other => {
                *request.payload() = other;
                None
            }
        };
        let left = request.head().headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        connection.enter(if incoming.is_some() { Stage::Body { ahead: 0, left } } else { Stage::Answering });
        Some(Self { connection, incoming, drain_limit })
    }

    /// Wraps the response, so that the exchange ends with it.
    pub(super) async fn answer(self, response: Response<BoxBody>) -> Response<OutgoingBody> {
        if let Some(incoming) = &self.incoming {
            incoming.discard_what_is_there().await;
        }
        self.connection.enter(Stage::Answering);
        response.map_body(|_, body| OutgoingBody { body, rest: Bytes::new(), _exchange: Some(self) })
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let has_ended = self.incoming.as_ref().is_none_or(|incoming| incoming.discard(&mut noop()));
        self.connection.enter(if has_ended { Stage::Head } else { Stage::Draining { left: self.drain_limit } });
    }
}

fn noop() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

impl Incoming {
    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        if self.has_ended.get() {
            return Poll::Ready(None);
        }
        let item = ready!(Pin::new(&mut *self.payload.borrow_mut()).poll_next(context));
        if matches!(item, Some(Ok(_))) {
            self.connection.take_ahead();
        } else {
            self.has_ended.set(true);
            self.connection.enter(Stage::Answering);
        }
        Poll::Ready(item)
    }

    /// Discards what has arrived. Returns whether that was all.
    fn discard(&self, context: &mut Context<'_>) -> bool {
        while let Poll::Ready(Some(_)) = self.poll(context) {}
        self.has_ended.get()
    }

    /// Discards what has arrived, so that the connection can be used again after a small unread body.
    async fn discard_what_is_there(&self) {
        self.connection.take_found_nothing();
        let mut looks = 0..LOOKS;
        poll_fn(|context| {
            if self.discard(context) || self.connection.take_found_nothing() || looks.next().is_none() {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
}

impl Stream for IncomingStream {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll(context)
    }
}

/// The body of a response, in pieces. The exchange ends with it.
pub(super) struct OutgoingBody {
    body: BoxBody,
    rest: Bytes,
    _exchange: Option<Exchange>,
}

impl From<BoxBody> for OutgoingBody {
    fn from(body: BoxBody) -> Self {
        Self { body, rest: Bytes::new(), _exchange: None }
    }
}

impl MessageBody for OutgoingBody {
    type Error = Box<dyn Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(bytes)) => self.rest = bytes,
                last => return Poll::Ready(last),
            }
        }
        let length = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(self.rest.split_to(length))))
    }
}
