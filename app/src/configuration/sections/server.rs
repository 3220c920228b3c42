use std::time::Duration;

use ipnet::IpNet;
use presentation::Origin;

use crate::configuration::{
    kinds::{host, network, number, origin, seconds},
    mode::Mode,
    reader::Reader,
};

/// The most threads that actix starts to serve requests.
const MOST_WORKERS: usize = 512;

/// The HTTP server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The address or host name to listen on.
    pub host: String,
    /// The port to listen on; 0 picks one.
    pub port: u16,
    /// The origin that browsers see, if it isn't scheme and `Host`.
    pub public_origin: Option<Origin>,
    /// The networks whose forwarded headers are trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// The longest request body, in bytes.
    pub body_limit_bytes: usize,
    /// How long the head of a request may take to arrive.
    pub request_head_timeout: Duration,
    /// How long the body of a request may take to arrive.
    pub body_timeout: Duration,
    /// How long an idle connection stays open.
    pub keep_alive: Duration,
    /// The most connections at a time, in the whole process.
    pub max_connections: usize,
    /// The most requests in flight at a time, in the whole process.
    pub max_requests_in_flight: usize,
    /// The threads that serve requests.
    pub workers: usize,
    /// How long requests in flight may take to finish at a shutdown.
    pub shutdown_timeout: Duration,
    /// How long readiness is red before the listener closes.
    pub drain_delay: Duration,
}

impl Server {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>, mode: Mode) -> Self {
        let cores = reader.sources.machine.cores;
        let drain_delay = match mode {
            Mode::Development => Duration::ZERO,
            Mode::Production => Duration::from_secs(5),
        };
        Self {
            host: reader
                .key("server.host")
                .means("The address to listen on, or a host name. `0.0.0.0` is every IPv4 address of the machine.")
                .or("127.0.0.1".to_owned(), host()),
            port: reader
                .key("server.port")
                .means("The port to listen on. `0` picks a free one, which is logged.")
                .or(8000, number(0..=u16::MAX)),
            public_origin: reader
                .key("server.public_origin")
                .means("The origin that browsers see,")
                .means("such as `https://shop.test`, if it is not scheme and `Host` of the request.")
                .optional(origin()),
            trusted_proxies: reader
                .key("server.trusted_proxies")
                .means("Networks such as `10.0.0.0/8` that may set `X-Forwarded-For` and `X-Forwarded-Proto`. A list.")
                .list(network()),
            body_limit_bytes: reader
                .key("server.body_limit_bytes")
                .means("The longest request body, {bounds}.")
                .or(65_536, number(1024..=16 * 1024 * 1024)),
            request_head_timeout: reader
                .key("server.request_head_timeout_seconds")
                .means("How long a client may take to send the head of a request, {bounds}.")
                .or(Duration::from_secs(10), seconds(1..=300)),
            body_timeout: reader
                .key("server.body_timeout_seconds")
                .means("How long a client may take to send the body of a request, {bounds};")
                .means("the timeout of a write of the response is half as long again.")
                .or(Duration::from_secs(20), seconds(1..=300)),
            keep_alive: reader
                .key("server.keep_alive_seconds")
                .means("How long an idle connection stays open, {bounds}.")
                .means("Set it higher than the idle timeout of the load balancer in front.")
                .or(Duration::from_secs(75), seconds(1..=3600)),
            max_connections: reader
                .key("server.max_connections")
                .means("The most connections at a time, {bounds}.")
                .means("Each may need some 200 kB if its client does not read, a part of it in the kernel.")
                .or(2000, number(1..=1_000_000)),
            max_requests_in_flight: reader
                .key("server.max_requests_in_flight")
                .means("The most requests in flight at a time, until their response is sent, {bounds};")
                .means("further ones are refused with 503 at once.")
                .means("Requests whose body is still arriving, `/livez` and `/readyz` are not counted.")
                .or(512, number(1..=1_000_000)),
            workers: reader.key("server.workers").means("The threads that serve requests, {bounds}.").or_varying(
                cores.min(MOST_WORKERS),
                "the machine's cores",
                number(1..=MOST_WORKERS),
            ),
            shutdown_timeout: reader
                .key("server.shutdown_timeout_seconds")
                .means("How long requests in flight may take to finish when the process is asked to stop, {bounds}.")
                .or(Duration::from_secs(15), seconds(0..=3600)),
            drain_delay: reader
                .key("server.drain_delay_seconds")
                .means("How long `/readyz` is red before the listener closes, so that load balancers notice, {bounds}.")
                .or_varying(drain_delay, "`0`; `5` in production", seconds(0..=300)),
        }
    }
}
