use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;
use sha2::Sha256;

use crate::support::Workplace;

/// The secret that signs the webhooks of these tests.
pub(crate) const SECRET: &str = "hook-Zr5Kw8QmXv2TnB7yGhJ4sDf9LpCa3UeM";
/// A part of the receiver's URL that only the receiver should see.
pub(crate) const PATH: &str = "/hooks/canary-in-the-path";

/// A receiver of webhooks at a port of this machine, until this is dropped.
pub(crate) struct Receiver {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    reaction: Mutex<Reaction>,
    deliveries: Mutex<Vec<Delivery>>,
    is_gone: Mutex<bool>,
    tls: Option<Arc<ServerConfig>>,
}

type Reaction = Box<dyn Fn(&Delivery) -> Option<u16> + Send>;

/// A received webhook.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) text: String,
    pub(crate) event: Value,
}

impl Receiver {
    /// A receiver that accepts everything.
    pub(crate) fn start() -> Self {
        Self::listen(TcpListener::bind("127.0.0.1:0").unwrap(), None)
    }

    /// Starts a receiver at a port that has none.
    pub(crate) fn start_at(port: u16) -> Self {
        Self::listen(TcpListener::bind(("127.0.0.1", port)).unwrap(), None)
    }

    /// A receiver that speaks TLS.
    pub(crate) fn start_with_tls(config: ServerConfig) -> Self {
        Self::listen(TcpListener::bind("127.0.0.1:0").unwrap(), Some(Arc::new(config)))
    }

    /// A port without a listener.
    pub(crate) fn free_port() -> u16 {
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
    }

    fn listen(listener: TcpListener, tls: Option<Arc<ServerConfig>>) -> Self {
        let port = listener.local_addr().unwrap().port();
        let reaction: Reaction = Box::new(|_| Some(204));
        let shared =
            Shared { reaction: Mutex::new(reaction), deliveries: Mutex::default(), is_gone: Mutex::default(), tls };
        let receiver = Self { port, shared: Arc::new(shared) };
        let shared = receiver.shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if *shared.is_gone.lock().unwrap() {
                    return;
                }
                let shared = shared.clone();
                thread::spawn(move || match &shared.tls {
                    None => serve(stream, &shared),
                    Some(config) => {
                        let connection = ServerConnection::new(config.clone()).unwrap();
                        serve(StreamOwned::new(connection, stream), &shared);
                    }
                });
            }
        });
        receiver
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Responds with this status from now on, or, with `None`, never.
    pub(crate) fn react(&self, reaction: impl Fn(&Delivery) -> Option<u16> + Send + 'static) {
        *self.shared.reaction.lock().unwrap() = Box::new(reaction);
    }

    /// Every delivery, in order.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.shared.deliveries.lock().unwrap().clone()
    }

    /// The ids of the delivered events, in order.
    pub(crate) fn ids(&self) -> Vec<String> {
        self.deliveries().iter().map(Delivery::id).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        *self.shared.is_gone.lock().unwrap() = true;
        // The listening thread notices at the next connection.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Reads from a connection until the other side closes it.
fn serve(stream: impl Read + Write, shared: &Shared) {
    let mut stream = BufReader::new(stream);
    while let Some(delivery) = read(&mut stream) {
        let answer = shared.reaction.lock().unwrap()(&delivery);
        shared.deliveries.lock().unwrap().push(delivery);
        let Some(status) = answer else {
            // The other side gives up.
            let _ = stream.read_to_end(&mut Vec::new());
            return;
        };
        let answer = format!("HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\n\r\n");
        if stream.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn read(stream: &mut impl BufRead) -> Option<Delivery> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let headers: BTreeMap<_, _> = lines
        .iter()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    stream.read_exact(&mut body).ok()?;
    let text = String::from_utf8(body).unwrap();
    let path = lines[0].split(' ').nth(1).unwrap().to_owned();
    Some(Delivery { path, headers, event: serde_json::from_str(&text).unwrap(), text })
}

impl Delivery {
    pub(crate) fn id(&self) -> String {
        self.event["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn kind(&self) -> &str {
        self.event["type"].as_str().unwrap()
    }

    pub(crate) fn subject(&self) -> String {
        self.event["subject"]["id"].as_str().unwrap().to_owned()
    }

    /// Asserts the signature of the body, by the shared secret.
    pub(crate) fn assert_signed_with(&self, secret: &str) {
        let content = format!("{}.{}.{}", self.id(), self.headers["webhook-timestamp"], self.text);
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(content).finalize();
        assert_eq!(self.headers["webhook-signature"], format!("v1,{}", STANDARD.encode(mac.into_bytes())));
        assert_eq!(self.headers["webhook-id"], self.id());
    }
}

/// A workplace on SQLite whose events go to this port.
pub(crate) fn workplace(port: u16) -> Workplace {
    Workplace::on_sqlite()
        .with("TRANCHE_EVENTS__WEBHOOK_URL", &format!("http://127.0.0.1:{port}{PATH}"))
        .with("TRANCHE_EVENTS__WEBHOOK_SECRET", SECRET)
}

/// The ids of the delivered events, of each subject in the order of first delivery.
pub(crate) fn delivered(deliveries: &[Delivery]) -> BTreeMap<String, Vec<String>> {
    let mut delivered = BTreeMap::<String, Vec<String>>::new();
    for delivery in deliveries {
        let of_subject = delivered.entry(delivery.subject()).or_default();
        if !of_subject.contains(&delivery.id()) {
            of_subject.push(delivery.id());
        }
    }
    delivered
}
