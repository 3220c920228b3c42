//! A server that speaks DynamoDB's protocol as far as a test needs, and records the requests.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A request to the server.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The name of the operation.
    pub(crate) operation: String,
    /// The body of the request.
    pub(crate) body: Value,
    /// The request, byte for byte.
    raw: Vec<u8>,
}

/// The server's reaction to a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// It responds with this status and text.
    Answer(u16, String),
    /// It never responds.
    Silence,
    /// It closes the connection.
    HangUp,
    /// It returns the response of the server behind it.
    Forward,
    /// It forwards the request to the server behind it, and closes the connection.
    ForwardAndHangUp,
}

impl Reply {
    /// The response without data.
    pub(crate) fn nothing() -> Self {
        Self::Answer(200, "{}".to_owned())
    }

    /// The response of a success.
    pub(crate) fn json(body: &Value) -> Self {
        Self::Answer(200, body.to_string())
    }

    /// An error of DynamoDB.
    pub(crate) fn error(status: u16, code: &str) -> Self {
        let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
        Self::Answer(status, serde_json::json!({"__type": kind, "message": "as the test wants it"}).to_string())
    }

    /// A cancelled transaction, with one reason for each operation.
    pub(crate) fn cancelled(codes: &[&str]) -> Self {
        let reasons: Vec<Value> = codes.iter().map(|code| serde_json::json!({"Code": code})).collect();
        let body = serde_json::json!({
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "Message": "Transaction cancelled",
            "CancellationReasons": reasons,
        });
        Self::Answer(400, body.to_string())
    }
}

type Replies = dyn Fn(usize, &Asked) -> Reply + Send + Sync;

/// The server. It ends with the runtime of the test.
#[derive(Clone)]
pub(crate) struct Stub {
    /// Its address.
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<AtomicUsize>,
}

impl Stub {
    /// A server that reacts to each request by `replies`; requests are counted from 0.
    pub(crate) async fn new(replies: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(None, Arc::new(replies)).await
    }

    /// A server in front of the one at `behind`.
    pub(crate) async fn before(behind: &str, replies: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static) -> Self {
        let address = behind.trim_start_matches("http://").trim_end_matches('/').to_owned();
        Self::start(Some(address), Arc::new(replies)).await
    }

    async fn start(behind: Option<String>, replies: Arc<Replies>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stub = Self { url, asked: Arc::default(), connections: Arc::default() };
        let (asked, connections) = (Arc::clone(&stub.asked), Arc::clone(&stub.connections));
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::Relaxed);
                let (behind, replies, asked) = (behind.clone(), Arc::clone(&replies), Arc::clone(&asked));
                tokio::spawn(async move { serve(connection, behind.as_deref(), &*replies, &asked).await });
            }
        });
        stub
    }

    /// All requests so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The names of all requested operations so far.
    pub(crate) fn operations(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.operation).collect()
    }

    /// The number of connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Forgets the requests.
    pub(crate) fn forget(&self) {
        self.asked.lock().unwrap().clear();
    }
}

async fn serve(mut connection: TcpStream, behind: Option<&str>, replies: &Replies, recorded: &Mutex<Vec<Asked>>) {
    while let Some(asked) = read_request(&mut connection).await {
        let number = {
            let mut recorded = recorded.lock().unwrap();
            recorded.push(asked.clone());
            recorded.len() - 1
        };
        let answer = match replies(number, &asked) {
            Reply::Answer(status, body) => answer(status, &body),
            Reply::Silence => std::future::pending().await,
            Reply::HangUp => return,
            Reply::Forward => forward(behind, &asked).await,
            Reply::ForwardAndHangUp => {
                forward(behind, &asked).await;
                return;
            }
        };
        if connection.write_all(&answer).await.is_err() {
            return;
        }
    }
}

fn answer(status: u16, body: &str) -> Vec<u8> {
    let head = "Content-Type: application/x-amz-json-1.0";
    format!("HTTP/1.1 {status} Status\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// The response of the server behind, byte for byte.
async fn forward(behind: Option<&str>, asked: &Asked) -> Vec<u8> {
    let mut connection = TcpStream::connect(behind.expect("there is a server behind")).await.unwrap();
    connection.write_all(&asked.raw).await.unwrap();
    let (head, body) = read_message(&mut connection).await.expect("the server behind answers");
    [head, body].concat()
}

async fn read_request(connection: &mut TcpStream) -> Option<Asked> {
    let (head, body) = read_message(connection).await?;
    let text = String::from_utf8(head.clone()).unwrap();
    let operation = header(&text, "x-amz-target")?.rsplit('.').next()?.to_owned();
    Some(Asked { operation, body: serde_json::from_slice(&body).unwrap(), raw: [head, body].concat() })
}

/// The head of the next message and its body; `None` at the end of the connection.
async fn read_message(connection: &mut TcpStream) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.ok()?);
    }
    let text = String::from_utf8(head.clone()).unwrap();
    let mut body = vec![0; header(&text, "content-length").map_or(0, |length| length.parse().unwrap())];
    connection.read_exact(&mut body).await.ok()?;
    Some((head, body))
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let headers = head.lines().filter_map(|line| line.split_once(':'));
    let mut values = headers.filter(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    values.next()
}
