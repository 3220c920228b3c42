//! Accepts connections: the HTTP server of actix, on a transport that bounds what a connection may hold.
//!
//! The decision, with the defects that it works around, is in
//! docs/adr/0036-a-connection-holds-little-and-not-for-long.md.

mod connection;
mod exchange;
mod transport;

use std::{
    fmt, io,
    net::{SocketAddr, TcpListener, ToSocketAddrs},
    rc::Rc,
    time::Duration,
};

use actix_http::{HttpService, Request, Response};
use actix_server::{Server, ServerBuilder};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, apply_fn_factory, fn_service, map_config,
};
use actix_web::{Error, HttpResponse, body::MessageBody, dev::AppConfig};
use tokio::net::{TcpSocket, TcpStream};

use exchange::Exchange;
use transport::Transport;

/// The most connections that wait to be accepted.
const BACKLOG: u32 = 1024;
/// The kernel's send buffer, in bytes; Linux doubles it for its own needs. It is enough for some 6 MB/s at 10 ms.
const SEND_BUFFER: u32 = 64 * 1024;
/// The most bytes of responses that are buffered for a connection before they are written.
const WRITE_BUFFER: usize = 16 * 1024;
/// The most time in which the rest of an unread body is discarded after the response.
const LONGEST_DRAIN: Duration = Duration::from_secs(5);

/// The limits of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConnectionLimits {
    /// The threads that serve connections.
    pub(crate) workers: usize,
    /// The most connections at a time.
    pub(crate) connections: usize,
    /// How long the head of a request may take to arrive.
    pub(crate) head_timeout: Duration,
    /// How long an idle connection stays open.
    pub(crate) keep_alive: Duration,
    /// The most bytes of an unread body that are read after the response.
    pub(crate) body: usize,
    /// How long a body may take to arrive.
    pub(crate) body_timeout: Duration,
}

impl ConnectionLimits {
    /// The timeout of a write of which the peer accepts nothing: 30 s with the default `body_timeout` of 20 s.
    fn write_timeout(&self) -> Duration {
        self.body_timeout + self.body_timeout / 2
    }

    /// How long the rest of an unread body is discarded.
    fn drain_timeout(&self) -> Duration {
        self.body_timeout.min(LONGEST_DRAIN)
    }
}

/// The message for an address that can't be listened on; the setting `key` has its port.
pub(crate) fn not_listening(name: &str, error: &io::Error, key: &str) -> String {
    format!("{name} can't be listened on: {error}; stop the process that uses the port, or set `{key}`")
}

/// A server that listens on these addresses, with those that it got. The caller runs it.
///
/// # Errors
/// None of the addresses can be listened on.
pub(crate) fn bind<F, I, S, B>(
    addresses: impl ToSocketAddrs,
    limits: ConnectionLimits,
    app: F,
) -> io::Result<(ServerBuilder, Vec<SocketAddr>)>
where
    F: Fn() -> I + Clone + Send + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig, Error = Error> + 'static,
    S::InitError: fmt::Debug,
    S::Response: Into<Response<B>>,
    <S::Service as Service<Request>>::Future: 'static,
    S::Service: 'static,
    B: MessageBody + 'static,
{
    let mut server =
        Server::build().workers(limits.workers).max_concurrent_connections(limits.connections.div_ceil(limits.workers));
    let mut listening = Vec::new();
    for listener in listen(addresses, limits)? {
        let (address, app, shutdown) = (listener.local_addr()?, app.clone(), server.graceful_shutdown_signal());
        server = server.listen(address.to_string(), listener, move || {
            let shutdown = shutdown.clone();
            let app = map_config(app().into_factory(), |()| AppConfig::default());
            let http = HttpService::build()
                .graceful_shutdown_signal(move || {
                    let shutdown = shutdown.clone();
                    async move { shutdown.notified().await }
                })
                .client_request_timeout(limits.head_timeout)
                .client_disconnect_timeout(limits.drain_timeout())
                .keep_alive(limits.keep_alive)
                .h1_allow_half_closed(true)
                .h1_write_buffer_size(WRITE_BUFFER)
                .local_addr(address)
                .on_connect_ext(|transport: &Transport, data| {
                    data.insert(Rc::clone(transport.connection()));
                    data.insert(transport.connection().client().clone());
                })
                .h1(apply_fn_factory(app, move |mut request: Request, app: &S::Service| {
                    let exchange = Exchange::begin(&mut request, limits.body);
                    let response = app.call(request);
                    async move {
                        let response = match response.await {
                            Ok(response) => response.into().map_into_boxed_body(),
                            Err(error) => HttpResponse::from_error(error).into(),
                        };
                        Ok::<_, Error>(match exchange {
                            Some(exchange) => exchange.answer(response).await,
                            None => response.map_body(|_, body| body.into()),
                        })
                    }
                }));
            fn_service(move |stream: TcpStream| async move {
                let transport = Transport::new(stream, limits.head_timeout, limits.write_timeout());
                let peer = transport.peer();
                Ok((transport, peer))
            })
            .and_then(http)
        })?;
        listening.push(address);
    }
    Ok((server, listening))
}

/// Listens on each of the addresses that can be listened on.
fn listen(addresses: impl ToSocketAddrs, limits: ConnectionLimits) -> io::Result<Vec<TcpListener>> {
    let (mut listeners, mut failure) = (Vec::new(), None);
    for address in addresses.to_socket_addrs()? {
        match listen_on(address, limits) {
            Ok(listener) => listeners.push(listener),
            Err(error) => failure = Some(error),
        }
    }
    match failure {
        Some(failure) if listeners.is_empty() => Err(failure),
        _ if listeners.is_empty() => Err(io::Error::other("it stands for no address")),
        _ => Ok(listeners),
    }
}

/// Connections inherit these options.
fn listen_on(address: SocketAddr, limits: ConnectionLimits) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    // A response is written in pieces; none should wait for the peer to acknowledge the one before.
    socket.set_nodelay(true)?;
    socket.set_send_buffer_size(SEND_BUFFER)?;
    limit_unacknowledged(&socket, limits.write_timeout())?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?.into_std()
}

/// Has the kernel close the connection of a peer that accepts nothing while all of a response is in the kernel, where
/// no write is left to time out. Its timeout is longer than that of a write, since the kernel does not notify the peer.
#[cfg(target_os = "linux")]
fn limit_unacknowledged(socket: &TcpSocket, timeout: Duration) -> io::Result<()> {
    let milliseconds = u32::try_from((timeout + timeout / 3).as_millis()).unwrap_or(u32::MAX);
    Ok(rustix::net::sockopt::set_tcp_user_timeout(socket, milliseconds)?)
}

#[cfg(not(target_os = "linux"))]
fn limit_unacknowledged(_: &TcpSocket, _: Duration) -> io::Result<()> {
    Ok(())
}
