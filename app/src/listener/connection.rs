use std::{
    cell::{Cell, RefCell},
    task::{Context, Waker},
};

use presentation::SendingSide;

/// The most bytes that are read at a time. What is read at once is parsed at once, so this bounds how many pipelined
/// requests wait in memory.
const READ: usize = 2 * 1024;
/// How far the body of a request is read ahead of its handler.
const READ_AHEAD: usize = 32 * 1024;

/// What a connection's transport and its requests know of each other. They decide together whether the peer may send more:
/// what nobody is going to read stays in the kernel, whose buffers slow the peer down.
#[derive(Debug, Default)]
pub(super) struct Connection {
    stage: Cell<Stage>,
    /// Whether a part of a request's head was read, behind the first request.
    has_begun_later_head: Cell<bool>,
    has_served: Cell<bool>,
    is_write_blocked: Cell<bool>,
    client: SendingSide,
    /// The task that found something to read which it might not read yet.
    reader: RefCell<Option<Waker>>,
}

/// What the peer may send now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// A request.
    #[default]
    Head,
    /// The body of a request, of which `ahead` bytes were read that its handler has not taken.
    Body { ahead: usize },
    /// Nothing, until a request is answered.
    Answering,
    /// The rest of a body that nobody wants. It is discarded, up to `left` bytes: closing a connection on which something
    /// arrives would destroy the response that is on its way.
    Draining { left: usize },
}

impl Connection {
    /// The most bytes to read now.
    pub(super) fn readable(&self) -> usize {
        match self.stage.get() {
            _ if self.is_write_blocked.get() => 0,
            Stage::Answering => 0,
            Stage::Body { ahead } if ahead >= READ_AHEAD => 0,
            Stage::Head | Stage::Body { .. } => READ,
            Stage::Draining { left } => left.min(READ),
        }
    }

    pub(super) fn has_read(&self, count: usize) {
        match self.stage.get() {
            Stage::Head => self.has_begun_later_head.set(self.has_served.get() && count > 0),
            Stage::Body { ahead } => self.stage.set(Stage::Body { ahead: ahead.saturating_add(count) }),
            Stage::Draining { left } => self.stage.set(Stage::Draining { left: left.saturating_sub(count) }),
            Stage::Answering => {}
        }
    }

    /// Whether a second or later request has begun to arrive. The dispatcher times the head of the first request only.
    pub(super) fn awaits_rest_of_head(&self) -> bool {
        self.has_begun_later_head.get()
    }

    /// The client's sending side, which those who work for it look at.
    pub(super) fn client(&self) -> &SendingSide {
        &self.client
    }

    /// Another stage begins.
    pub(super) fn enter(&self, stage: Stage) {
        self.has_begun_later_head.set(false);
        self.has_served.set(true);
        self.stage.set(stage);
        self.wake_reader();
    }

    pub(super) fn write_is_blocked(&self, is_blocked: bool) {
        if self.is_write_blocked.replace(is_blocked) && !is_blocked {
            self.wake_reader();
        }
    }

    /// Has this task woken when more may be read.
    pub(super) fn wake_when_readable(&self, context: &Context<'_>) {
        *self.reader.borrow_mut() = Some(context.waker().clone());
    }

    fn wake_reader(&self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_may_send_what_somebody_is_going_to_read() {
        let connection = Connection::default();
        assert_eq!(connection.readable(), READ);
        connection.enter(Stage::Body { ahead: 0 });
        connection.has_read(READ_AHEAD - 1);
        assert_eq!(connection.readable(), READ);
        connection.has_read(1);
        assert_eq!(connection.readable(), 0);
        connection.enter(Stage::Answering);
        assert_eq!(connection.readable(), 0);
        connection.enter(Stage::Draining { left: READ + 1 });
        assert_eq!(connection.readable(), READ);
        connection.has_read(READ);
        assert_eq!(connection.readable(), 1);
        connection.has_read(1);
        assert_eq!(connection.readable(), 0);
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
    fn a_head_is_awaited_from_the_second_request_on() {
        let connection = Connection::default();
        connection.has_read(1);
        assert!(!connection.awaits_rest_of_head());
        connection.enter(Stage::Answering);
        connection.enter(Stage::Head);
        assert!(!connection.awaits_rest_of_head());
        connection.has_read(1);
        assert!(connection.awaits_rest_of_head());
        connection.enter(Stage::Answering);
        assert!(!connection.awaits_rest_of_head());
    }
}
