use std::{
    cell::{Cell, RefCell},
    task::{Context, Waker},
};

use presentation::SendingSide;

/// The most bytes of one read.
pub(super) const READ: usize = 2 * 1024;
/// How far the body of a request is read ahead of its handler. With what arrives beside the head, it must stay below
/// what the dispatcher accepts.
const READ_AHEAD: usize = 28 * 1024;

/// The state that a connection's transport and its requests share. It decides whether the peer may send more: bytes
/// that no handler will read stay in the kernel, whose buffers slow the peer down.
#[derive(Debug, Default)]
pub(super) struct Connection {
    stage: Cell<Stage>,
    head: Cell<HeadEnd>,
    /// Whether a part of a head was read, of any request but the first.
    has_begun_later_head: Cell<bool>,
    /// How many stages there were before this one.
    stages: Cell<u64>,
    is_write_blocked: Cell<bool>,
    client: SendingSide,
    /// Whether the transport has found nothing to read since this was last asked.
    has_found_nothing: Cell<bool>,
    /// The task that was refused a read and waits for permission.
    reader: RefCell<Option<Waker>>,
}

/// What the peer may send now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// The head of a request.
    #[default]
    Head,
    /// Nothing, until the head that is there has been parsed.
    Parsing,
    /// The body of a request. The handler has not taken `ahead` bytes of what was read; `left` bytes are still to come,
    /// if the length is known.
    Body { ahead: usize, left: Option<usize> },
    /// Nothing, until the request has its response.
    Answering,
    /// The rest of a body that the handler does not read. Up to `left` bytes are discarded: closing a connection on
    /// which something arrives would destroy the response that is on its way.
    Draining { left: usize },
}

impl Connection {
    /// The most bytes to read now.
    pub(super) fn readable(&self) -> usize {
        match self.stage.get() {
            _ if self.is_write_blocked.get() => 0,
            Stage::Parsing | Stage::Answering => 0,
            Stage::Body { ahead, .. } if ahead >= READ_AHEAD => 0,
            Stage::Body { left, .. } => left.unwrap_or(READ).min(READ),
            Stage::Head => READ,
            Stage::Draining { left } => left.min(READ),
        }
    }

    /// Accepts received bytes as far as they are readable, and returns how many those are. A head is passed on alone:
    /// the dispatcher would take a part of a later request for one of the current request.
    pub(super) fn receive(&self, bytes: &[u8]) -> usize {
        let most = bytes.len().min(self.readable());
        match self.stage.get() {
            Stage::Head => {
                let mut head = self.head.get();
                let end = bytes.iter().take(most).position(|byte| head.ends_with(*byte));
                self.head.set(head);
                self.has_begun_later_head.set(end.is_none() && self.stages.get() > 0 && most > 0);
                let Some(end) = end else { return most };
                self.stage.set(Stage::Parsing);
                end + 1
            }
            Stage::Body { ahead, left } => {
                let left = left.map(|left| left.saturating_sub(most));
                self.stage.set(Stage::Body { ahead: ahead.saturating_add(most), left });
                most
            }
            Stage::Draining { left } => {
                self.stage.set(Stage::Draining { left: left.saturating_sub(most) });
                most
            }
            Stage::Parsing | Stage::Answering => 0,
        }
    }

    /// Whether a request has arrived as a whole and waits for its response.
    pub(super) fn is_answering(&self) -> bool {
        self.stage.get() == Stage::Answering
    }

    /// The handler has taken the bytes of the body that were read ahead.
    pub(super) fn take_ahead(&self) {
        if let Stage::Body { left, .. } = self.stage.get() {
            self.stage.set(Stage::Body { ahead: 0, left });
            self.wake_reader();
        }
    }

    /// The number of the second or later request whose head has begun to arrive, unique in the connection. The
    /// dispatcher limits the time of the first request's head only.
    pub(super) fn awaited_head(&self) -> Option<u64> {
        self.has_begun_later_head.get().then_some(self.stages.get())
    }

    /// Records that the transport has nothing more to read now.
    pub(super) fn find_nothing(&self) {
        self.has_found_nothing.set(true);
    }

    /// Whether the transport has found nothing to read since the last call.
    pub(super) fn take_found_nothing(&self) -> bool {
        self.has_found_nothing.take()
    }

    /// The client's sending side, which the concurrency limit watches.
    pub(super) fn client(&self) -> &SendingSide {
        &self.client
    }

    /// Begins another stage.
    pub(super) fn enter(&self, stage: Stage) {
        self.has_begun_later_head.set(false);
        self.head.set(HeadEnd::default());
        self.stages.update(|stages| stages + 1);
        self.stage.set(stage);
        self.wake_reader();
    }

    pub(super) fn write_is_blocked(&self, is_blocked: bool) {
        if self.is_write_blocked.replace(is_blocked) && !is_blocked {
            self.wake_reader();
        }
    }

    /// Registers this task to be woken when more may be read.
    pub(super) fn wake_when_readable(&self, context: &Context<'_>) {
        *self.reader.borrow_mut() = Some(context.waker().clone());
    }

    fn wake_reader(&self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

/// Finds the empty line that ends a head (RFC 9112, section 2.1), as the parser does: a line may end with LF alone, and
/// empty lines before a request don't belong to it.
#[derive(Clone, Copy, Debug, Default)]
enum HeadEnd {
    #[default]
    BeforeRequest,
    InLine,
    LineBegins,
    /// The line is a CR so far.
    LineIsCr,
}

impl HeadEnd {
    /// Whether the head ends with this byte, the next one.
    fn ends_with(&mut self, byte: u8) -> bool {
        let (next, ends) = match (*self, byte) {
            (Self::BeforeRequest, b'\r' | b'\n') => (Self::BeforeRequest, false),
            (Self::LineBegins | Self::LineIsCr, b'\n') => (Self::BeforeRequest, true),
            (Self::LineBegins, b'\r') => (Self::LineIsCr, false),
            (_, b'\n') => (Self::LineBegins, false),
            _ => (Self::InLine, false),
        };
        *self = next;
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<u8> {
        text.as_bytes().to_vec()
    }

    #[test]
    fn a_peer_may_send_what_a_reader_waits_for() {
        let connection = Connection::default();
        assert_eq!(connection.readable(), READ);
        connection.enter(Stage::Body { ahead: 0, left: None });
        while connection.readable() > 0 {
            assert_eq!(connection.receive(&[b'a'; 2 * READ]), READ);
        }
        connection.take_ahead();
        assert_eq!(connection.readable(), READ);
        connection.enter(Stage::Answering);
        assert_eq!((connection.readable(), connection.receive(b"GET")), (0, 0));
        connection.enter(Stage::Draining { left: READ + 1 });
        assert_eq!(connection.receive(&[b'a'; 2 * READ]), READ);
        assert_eq!(connection.receive(&[b'a'; 2 * READ]), 1);
        assert_eq!(connection.readable(), 0);
    }

    #[test]
    fn a_body_of_known_length_ends_where_the_next_request_begins() {
        let connection = Connection::default();
        connection.enter(Stage::Body { ahead: 0, left: Some(3) });
        assert_eq!(connection.receive(b"ab"), 2);
        assert_eq!(connection.receive(b"cGET / HTTP/1.1"), 1);
        assert_eq!(connection.receive(b"GET / HTTP/1.1"), 0);
        connection.take_ahead();
        assert_eq!(connection.readable(), 0);
    }

    #[test]
    fn a_head_is_handed_over_alone_wherever_it_is_cut() {
        for head in [
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\nHost: a\n\n",
        ] {
            let bytes = of(&format!("{head}GET /livez HTTP/1.1\r\n"));
            for cut in 0..bytes.len() {
                let connection = Connection::default();
                let first = connection.receive(&bytes[..cut]);
                let second = connection.receive(&bytes[first..]);
                assert_eq!(first + second, head.len(), "{head:?} {cut}");
                assert_eq!(connection.readable(), 0);
            }
        }
    }

    #[test]
    fn nothing_is_read_while_a_write_is_blocked() {
        let connection = Connection::default();
        connection.write_is_blocked(true);
        assert_eq!(connection.readable(), 0);
        connection.write_is_blocked(false);
        assert_eq!(connection.readable(), READ);
    }

    #[test]
    fn the_rest_of_a_head_is_awaited_from_the_second_request_on() {
        let connection = Connection::default();
        connection.receive(b"G");
        assert_eq!(connection.awaited_head(), None);
        connection.enter(Stage::Answering);
        connection.enter(Stage::Head);
        assert_eq!(connection.awaited_head(), None);
        connection.receive(b"G");
        let second = connection.awaited_head();
        assert!(second.is_some());
        connection.receive(b"ET / HTTP/1.1\r\n\r");
        assert_eq!(connection.awaited_head(), second);
        connection.receive(b"\n");
        assert_eq!(connection.awaited_head(), None);
        connection.enter(Stage::Answering);
        connection.enter(Stage::Head);
        connection.receive(b"G");
        assert!(connection.awaited_head().is_some_and(|third| Some(third) != second));
    }
}
