use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use rustix::net::sockopt::set_socket_linger;
use serde_json::Value;

use super::{TIMEOUT, eventually};

/// How long one check of a connection waits for bytes.
const LOOK: Duration = Duration::from_millis(20);

/// A connection on which a test writes any bytes.
pub(crate) struct Connection(pub(crate) TcpStream);

/// A response as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawAnswer {
    pub(crate) status: u16,
    /// The lines of the head, without the first.
    pub(crate) head: Vec<String>,
    pub(crate) body: String,
}

/// All responses of the server on one connection that sends these bytes and then waits for the end.
pub(crate) fn exchange(address: &str, bytes: impl AsRef<[u8]>) -> Vec<RawAnswer> {
    let mut connection = Connection::open(address);
    connection.send(bytes);
    connection.answers()
}

impl Connection {
    pub(crate) fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(TIMEOUT)).unwrap();
        stream.set_write_timeout(Some(TIMEOUT)).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(stream)
    }

    /// Writes as much as the server accepts: one that refuses a head does not wait for its end.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        if let Err(error) = self.0.write_all(bytes.as_ref()) {
            assert!(is_hang_up(error.kind()), "{error}");
        }
    }

    /// Closes the sending side alone.
    pub(crate) fn close_sending(&self) {
        self.0.shutdown(Shutdown::Write).unwrap();
    }

    /// Closes as the connection of a killed client does whose response had begun to arrive.
    pub(crate) fn reset(self) {
        set_socket_linger(&self.0, Some(Duration::ZERO)).unwrap();
    }

    /// Writes as much as the server accepts now; nothing if it has closed the connection. Nothing is read.
    pub(crate) fn send_some(&mut self, bytes: &[u8]) -> Option<usize> {
        self.0.set_write_timeout(Some(LOOK)).unwrap();
        match self.0.write(bytes) {
            Ok(count) => Some(count),
            Err(error) if is_hang_up(error.kind()) => None,
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
                Some(0)
            }
        }
    }

    /// Whether the server has closed the connection. Bytes that it sent are discarded.
    pub(crate) fn is_closed(&mut self) -> bool {
        self.0.set_read_timeout(Some(LOOK)).unwrap();
        match self.0.read(&mut [0; 16 * 1024]) {
            Ok(count) => count == 0,
            Err(error) => is_hang_up(error.kind()),
        }
    }

    /// Whether the server has reset the connection. Nothing is read.
    pub(crate) fn is_reset(&self) -> bool {
        self.0.take_error().unwrap().is_some_and(|error| is_hang_up(error.kind()))
    }

    /// Whether the received bytes begin with this; nothing is consumed.
    pub(crate) fn begins_with(&self, text: &str) -> bool {
        let mut bytes = vec![0; text.len()];
        self.0.set_nonblocking(true).unwrap();
        let seen = self.0.peek(&mut bytes);
        self.0.set_nonblocking(false).unwrap();
        seen.is_ok() && bytes == text.as_bytes()
    }

    /// Waits until the server has closed the connection.
    #[track_caller]
    pub(crate) fn assert_closed(&mut self) {
        eventually("the server closes the connection", || self.is_closed().then_some(()));
    }

    /// One response with a `Content-Length`; the connection stays open.
    pub(crate) fn answer(&mut self) -> RawAnswer {
        let (mut text, mut byte) = (Vec::new(), [0]);
        while !text.ends_with(b"\r\n\r\n") {
            assert_eq!(self.0.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&text));
            text.push(byte[0]);
        }
        let mut answer = parse_head(&String::from_utf8(text).unwrap());
        let mut body = vec![0; answer.header("content-length").map_or(0, |length| length.parse().unwrap())];
        self.0.read_exact(&mut body).unwrap();
        answer.body = String::from_utf8(body).unwrap();
        answer
    }

    /// Every response until the server closes the connection.
    pub(crate) fn answers(mut self) -> Vec<RawAnswer> {
        let mut bytes = Vec::new();
        if let Err(error) = self.0.read_to_end(&mut bytes) {
            assert!(is_hang_up(error.kind()), "{error}");
        }
        let mut rest = String::from_utf8_lossy(&bytes).into_owned();
        let mut answers = Vec::new();
        while let Some((head, body)) = rest.split_once("\r\n\r\n") {
            let mut answer = parse_head(head);
            let length = answer.header("content-length").map_or(body.len(), |length| length.parse().unwrap());
            let (body, next) = body.split_at(length.min(body.len()));
            body.clone_into(&mut answer.body);
            rest = next.to_owned();
            answers.push(answer);
        }
        answers
    }
}

impl RawAnswer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.iter().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

fn parse_head(text: &str) -> RawAnswer {
    let mut lines = text.trim_end().split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap_or_else(|| panic!("a status line: {text}"));
    RawAnswer { status: status.parse().unwrap(), head: lines.map(str::to_owned).collect(), body: String::new() }
}

fn is_hang_up(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::ConnectionAborted)
}
