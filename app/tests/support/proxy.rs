use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// How often a pump checks for changes.
const TICK: Duration = Duration::from_millis(10);

/// A relay between the product and a server, which can fail in the ways that networks and servers do.
pub(crate) struct FaultProxy {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// The fault of the relay, for new and open connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weather {
    /// Bytes pass.
    Fair,
    /// Nothing listens; open connections are cut off.
    Refusing,
    /// Connections are accepted, and no byte passes.
    Hanging,
    /// Each piece is delayed by this time.
    Slow(Duration),
    /// A `COMMIT` passes; its answer does not, and the connection is cut off.
    LosingCommits,
}

struct Shared {
    state: Mutex<State>,
}

struct State {
    /// The server that new connections lead to.
    upstream: SocketAddr,
    weather: Weather,
    /// Both ends of every connection.
    connections: Vec<TcpStream>,
    /// How many connections there have been.
    made: u64,
    /// How many of these, from the first on, pass no further bytes.
    forgotten: u64,
    /// How many pieces may still pass to the server before the relay hangs.
    left: Option<usize>,
    ended: bool,
}

impl State {
    /// Whether the bytes of the connection with this number wait.
    fn holds(&self, number: u64) -> bool {
        self.weather == Weather::Hanging || number <= self.forgotten
    }

    /// Lets a piece pass to the server; the relay hangs after the last one.
    fn pass_to_server(&mut self) {
        match &mut self.left {
            Some(0) => self.weather = Weather::Hanging,
            Some(left) => *left -= 1,
            None => {}
        }
    }
}

impl FaultProxy {
    /// A relay to the server at `upstream`.
    pub(crate) fn to(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let weather = Weather::Fair;
        let state =
            State { upstream, weather, connections: Vec::new(), made: 0, forgotten: 0, left: None, ended: false };
        let shared = Arc::new(Shared { state: Mutex::new(state) });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accepting.accept(Some(listener), address));
        Self { address, shared }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn set(&self, weather: Weather) {
        self.shared.with(|state| (state.weather, state.left) = (weather, None));
        if weather == Weather::Refusing {
            self.cut();
        }
    }

    /// Moves the address to another server: new connections lead there, and open ones stay.
    pub(crate) fn redirect(&self, upstream: SocketAddr) {
        self.shared.with(|state| state.upstream = upstream);
    }

    /// Lets a number of pieces pass to the server, and then no byte any more, either way.
    pub(crate) fn hang_after(&self, pieces: usize) {
        self.shared.with(|state| state.left = Some(pieces));
    }

    /// Whether no byte passes.
    pub(crate) fn is_hanging(&self) -> bool {
        self.shared.weather() == Weather::Hanging
    }

    /// Cuts every connection off.
    pub(crate) fn cut(&self) {
        self.shared.with(|state| state.connections.drain(..).for_each(|stream| close(&stream)));
    }

    /// Forgets every connection, as a firewall does: no end is notified, and no byte of theirs passes any more. New
    /// ones pass.
    pub(crate) fn forget(&self) {
        self.shared.with(|state| state.forgotten = state.made);
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.shared.with(|state| state.ended = true);
        self.cut();
    }
}

impl Shared {
    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn weather(&self) -> Weather {
        self.with(|state| state.weather)
    }

    /// Listens unless the fault is refusal.
    fn accept(self: Arc<Self>, mut listener: Option<TcpListener>, address: SocketAddr) {
        while !self.with(|state| state.ended) {
            if self.weather() == Weather::Refusing {
                listener = None;
            } else if listener.is_none() {
                listener = TcpListener::bind(address).ok();
            }
            let accepted = listener.as_ref().map(|listener| {
                listener.set_nonblocking(true).unwrap();
                listener.accept()
            });
            match accepted {
                Some(Ok((client, _))) => self.relay(client),
                _ => thread::sleep(TICK),
            }
        }
    }

    fn relay(self: &Arc<Self>, client: TcpStream) {
        client.set_nonblocking(false).unwrap();
        let Ok(server) = TcpStream::connect(self.with(|state| state.upstream)) else { return close(&client) };
        for stream in [&client, &server] {
            stream.set_nodelay(true).unwrap();
            stream.set_read_timeout(Some(TICK)).unwrap();
        }
        let number = self.with(|state| {
            state.connections.extend([client.try_clone().unwrap(), server.try_clone().unwrap()]);
            state.made += 1;
            state.made
        });
        let lost = Arc::new(Mutex::new(false));
        for (from, to, direction) in [
            (client.try_clone().unwrap(), server.try_clone().unwrap(), Direction::ToServer),
            (server, client, Direction::ToClient),
        ] {
            let (shared, lost) = (Arc::clone(self), Arc::clone(&lost));
            thread::spawn(move || shared.pump(number, from, to, direction, &lost));
        }
    }

    /// Passes on the bytes of the connection with this number until one end closes. `lost` says, in both pumps of a
    /// connection, whether a response is to be lost.
    fn pump(&self, number: u64, mut from: TcpStream, mut to: TcpStream, direction: Direction, lost: &Mutex<bool>) {
        let mut buffer = [0; 16 * 1024];
        loop {
            let length = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    if self.with(|state| state.ended) {
                        break;
                    }
                    continue;
                }
                Err(_) => break,
            };
            let bytes = &buffer[..length];
            if matches!(direction, Direction::ToServer) {
                self.with(State::pass_to_server);
            }
            while self.with(|state| !state.ended && state.holds(number)) {
                thread::sleep(TICK);
            }
            match (self.weather(), direction) {
                (Weather::Slow(delay), _) => thread::sleep(delay),
                // It was accepted just before.
                (Weather::Refusing, _) => break,
                (Weather::LosingCommits, Direction::ToServer) if commits(bytes) => *lost.lock().unwrap() = true,
                // The server has answered, so the commit is done.
                (_, Direction::ToClient) if *lost.lock().unwrap() => break,
                _ => {}
            }
            if to.write_all(bytes).is_err() {
                break;
            }
        }
        close(&from);
        close(&to);
    }
}

#[derive(Clone, Copy)]
enum Direction {
    ToServer,
    ToClient,
}

/// Whether these bytes hold a `COMMIT`, as a statement of its own.
fn commits(bytes: &[u8]) -> bool {
    bytes.windows(7).any(|window| window == b"COMMIT\0")
}

fn close(stream: &TcpStream) {
    // The other end may have closed it.
    let _ = stream.shutdown(Shutdown::Both);
}
