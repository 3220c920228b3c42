use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use url::Url;

/// A receiver of webhooks on a socket, which sends the same bytes as each response.
pub(crate) struct Receiver {
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// A request as received.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) line: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: String,
    /// The connection, counted from one.
    pub(crate) connection: usize,
}

impl Receiver {
    /// A receiver that responds with this status and headers, and no body.
    pub(crate) async fn answering(head: &str) -> Self {
        Self::answering_with(format!("HTTP/1.1 {head}\r\nContent-Length: 0\r\n\r\n").into_bytes()).await
    }

    /// A receiver that sends these bytes after each request, and then reads another.
    pub(crate) async fn answering_with(answer: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self { port: listener.local_addr().unwrap().port(), requests: Arc::default() };
        let requests = receiver.requests.clone();
        tokio::spawn(async move {
            for connection in 1.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, connection, answer.clone(), requests.clone()));
            }
        });
        receiver
    }

    pub(crate) fn url(&self) -> Url {
        format!("http://127.0.0.1:{}/hooks/shop?tenant=7", self.port).parse().unwrap()
    }

    /// All requests.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request.
    pub(crate) fn request(&self) -> Request {
        let [request] = &self.requests()[..] else { panic!("one request: {:?}", self.requests()) };
        request.clone()
    }
}

async fn serve(mut stream: TcpStream, connection: usize, answer: Vec<u8>, requests: Arc<Mutex<Vec<Request>>>) {
    while let Some(request) = read(&mut stream, connection).await {
        requests.lock().unwrap().push(request);
        // A client that has read enough may have hung up.
        let _ = stream.write_all(&answer).await;
        if answer.is_empty() {
            // Silence, on a connection that stays open.
            tokio::time::sleep(Duration::from_mins(1)).await;
        }
    }
}

/// The next request; `None` at the end of the connection.
async fn read(stream: &mut TcpStream, connection: usize) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.trim_end().split("\r\n");
    let line = lines.next().unwrap().to_owned();
    let headers: HashMap<_, _> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    Some(Request { line, headers, body: String::from_utf8(body).unwrap(), connection })
}
