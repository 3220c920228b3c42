use std::{
    io, mem,
    net::SocketAddr,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf, Take},
    net::TcpStream,
    time::{Instant, Sleep, sleep, sleep_until},
};

use super::connection::Connection;

/// A TCP connection with limits: on what is read before somebody wants it, on how long the peer takes for the head of a
/// request, and on how long it takes nothing of what is written.
pub(super) struct Transport {
    stream: Take<TcpStream>,
    connection: Rc<Connection>,
    head_timeout: Duration,
    write_timeout: Duration,
    /// Whether to let others of this thread go first, and what was read be parsed.
    pauses: bool,
    head_due: Option<Instant>,
    /// Wakes the task at `head_due`, or earlier. It serves all heads, for to make one takes longer than to look at it.
    head_timer: Option<Pin<Box<Sleep>>>,
    write_timer: Option<Pin<Box<Sleep>>>,
}

impl Transport {
    pub(super) fn new(stream: TcpStream, head_timeout: Duration, write_timeout: Duration) -> Self {
        Self {
            stream: stream.take(0),
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
        self.stream.get_ref().peer_addr().ok()
    }

    /// Fails where the head of a later request takes too long to arrive.
    fn check_head(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if !self.connection.awaits_rest_of_head() {
            self.head_due = None;
            return Ok(());
        }
        let due = *self.head_due.get_or_insert_with(|| Instant::now() + self.head_timeout);
        let timer = self.head_timer.get_or_insert_with(|| Box::pin(sleep_until(due)));
        while timer.as_mut().poll(context).is_ready() {
            if Instant::now() >= due {
                return Err(io::Error::new(io::ErrorKind::TimedOut, "the head of a request did not arrive in time"));
            }
            timer.as_mut().reset(due);
        }
        Ok(())
    }

    /// Reads nothing, and notices when the peer has closed or reset the connection as far as that shows.
    fn watch(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut byte = [0];
        if ready!(self.stream.get_ref().poll_peek(context, &mut ReadBuf::new(&mut byte)))? == 0 {
            self.connection.client().close();
            return Poll::Ready(Ok(()));
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
        let most = this.connection.readable();
        if most == 0 {
            return this.watch(context);
        }
        this.stream.set_limit(u64::try_from(most).unwrap_or(u64::MAX));
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        let count = buffer.filled().len() - before;
        if count == 0 {
            this.connection.client().close();
        }
        this.connection.has_read(count);
        this.pauses = count == most;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Transport {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Poll::Ready(written) = Pin::new(this.stream.get_mut()).poll_write(context, bytes) {
            this.write_timer = None;
            this.connection.write_is_blocked(false);
            return Poll::Ready(written);
        }
        this.connection.write_is_blocked(true);
        let timer = this.write_timer.get_or_insert_with(|| Box::pin(sleep(this.write_timeout)));
        ready!(timer.as_mut().poll(context));
        // Without this the kernel would keep what it has, and offer it to the peer for minutes.
        let _ = this.stream.get_ref().set_zero_linger();
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the peer takes nothing of the response")))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(self.get_mut().stream.get_mut()).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(self.get_mut().stream.get_mut()).poll_shutdown(context)
    }
}
