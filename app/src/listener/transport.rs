use std::{
    io, mem,
    net::SocketAddr,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
    time::Duration,
};

use actix_web::web::BytesMut;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep, sleep_until},
};

use super::connection::{Connection, READ};

/// The most bytes that are discarded when a connection is closed.
const DISCARDED: usize = 64 * 1024;

/// A TCP connection with limits: on bytes that are read before a request wants them, on the time for the head of a
/// request, and on the time in which the peer accepts nothing of what is written.
pub(super) struct Transport {
    stream: TcpStream,
    /// Bytes that were received and may not be read yet.
    received: BytesMut,
    connection: Rc<Connection>,
    head_timeout: Duration,
    write_timeout: Duration,
    /// Whether the next read yields, so that the bytes are parsed first and other tasks of this thread run.
    pauses: bool,
    /// The head that is awaited, and its deadline.
    head_due: Option<(u64, Instant)>,
    /// Wakes the task at `head_due`, or earlier. One timer serves all heads, since creating one is slower than checking
    /// it.
    head_timer: Option<Pin<Box<Sleep>>>,
    write_timer: Option<Pin<Box<Sleep>>>,
}

impl Transport {
    pub(super) fn new(stream: TcpStream, head_timeout: Duration, write_timeout: Duration) -> Self {
        Self {
            stream,
            received: BytesMut::new(),
            connection: Rc::default(),
            head_timeout,
            write_timeout,
            pauses: false,
            head_due: None,
            head_timer: None,
            write_timer: None,
        }
    }

    pub(super) fn connection(&self) -> &Rc<Connection> {
        &self.connection
    }

    pub(super) fn peer(&self) -> Option<SocketAddr> {
        self.stream.peer_addr().ok()
    }

    /// Fails if the head of a later request takes too long to arrive.
    fn check_head(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let Some(head) = self.connection.awaited_head() else { return Ok(()) };
        let (_, due) = match self.head_due {
            Some(known) if known.0 == head => known,
            _ => *self.head_due.insert((head, Instant::now() + self.head_timeout)),
        };
        let timer = self.head_timer.get_or_insert_with(|| Box::pin(sleep_until(due)));
        while timer.as_mut().poll(context).is_ready() {
            if Instant::now() >= due {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "the head of a request did not arrive in time"));
            }
            timer.as_mut().reset(due);
        }
        Ok(())
    }

    /// Reads nothing, and detects as far as possible that the peer has closed or reset the connection.
    fn watch(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut byte = [0];
        let seen = self.stream.poll_peek(context, &mut ReadBuf::new(&mut byte))?;
        match seen {
            Poll::Pending if self.received.is_empty() => return Poll::Pending,
            Poll::Ready(0) if self.received.is_empty() => {
                self.connection.client().close();
                return Poll::Ready(Ok(()));
            }
            // Bytes that the peer sent ahead of the response hide whether it is gone.
            Poll::Pending | Poll::Ready(_) if self.connection.is_answering() => self.connection.client().close(),
            Poll::Pending | Poll::Ready(_) => {}
        }
        self.connection.wake_when_readable(context);
        Poll::Pending
    }
}

impl AsyncRead for Transport {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if mem::take(&mut this.pauses) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        this.check_head(context)?;
        let most = this.connection.readable().min(buffer.remaining());
        if most == 0 {
            this.connection.find_nothing();
            return this.watch(context);
        }
        if this.received.is_empty() {
            let mut bytes = [0; READ];
            let mut bytes = ReadBuf::new(&mut bytes);
            let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(context, &mut bytes) else {
                this.connection.find_nothing();
                return Poll::Pending;
            };
            read?;
            if bytes.filled().is_empty() {
                this.connection.client().close();
                return Poll::Ready(Ok(()));
            }
            this.received.extend_from_slice(bytes.filled());
        }
        let most = most.min(this.received.len());
        let count = this.connection.receive(this.received.get(..most).unwrap_or_default());
        buffer.put_slice(&this.received.split_to(count));
        // The bytes are parsed before more are read, and other tasks of this thread run.
        this.pauses = count == READ;
        Poll::Ready(Ok(()))
    }
}

impl Drop for Transport {
    /// Discards unread bytes: with those, closing would be a reset, and destroy the response that is on its way.
    fn drop(&mut self) {
        let mut bytes = [0; READ];
        for _ in 0..DISCARDED / READ {
            if !matches!(self.stream.try_read(&mut bytes), Ok(1..)) {
                return;
            }
        }
    }
}

impl AsyncWrite for Transport {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Poll::Ready(written) = Pin::new(&mut this.stream).poll_write(context, bytes) {
            this.write_timer = None;
            this.connection.write_is_blocked(false);
            return Poll::Ready(written);
        }
        this.connection.write_is_blocked(true);
        let timer = this.write_timer.get_or_insert_with(|| Box::pin(sleep(this.write_timeout)));
        ready!(timer.as_mut().poll(context));
        // Otherwise the kernel would keep its buffer, and offer it to the peer for minutes.
        let _ = this.stream.set_zero_linger();
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the peer accepts nothing of the response")))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
