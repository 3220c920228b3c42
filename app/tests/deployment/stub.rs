//! A server that implements as much of DynamoDB's protocol as creating a table needs, and records the requests.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use serde_json::{Value, json};

/// A recorded request: the operation, and its body.
pub(crate) type Asked = Vec<(String, Value)>;

/// A server on a free port of this machine, for the life of the process.
pub(crate) struct Stub {
    pub(crate) url: String,
    asked: Arc<Mutex<Asked>>,
}

impl Stub {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let recorded = asked.clone();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let recorded = recorded.clone();
                thread::spawn(move || serve(&connection.unwrap(), &recorded));
            }
        });
        Self { url, asked }
    }

    /// The requests so far.
    pub(crate) fn asked(&self) -> Asked {
        self.asked.lock().unwrap().clone()
    }
}

/// Answers one request after the other.
fn serve(connection: &TcpStream, recorded: &Mutex<Asked>) {
    let mut reader = BufReader::new(connection);
    while let Some((operation, body)) = read(&mut reader) {
        let (status, answer) = answer(&operation, &recorded.lock().unwrap());
        recorded.lock().unwrap().push((operation, body));
        let text = answer.to_string();
        let head = format!("HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.0\r\n");
        let mut writer = connection;
        write!(writer, "{head}Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
    }
}

fn read(reader: &mut impl BufRead) -> Option<(String, Value)> {
    let (mut operation, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 {
            return None;
        }
        let line = line.trim().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(target) = line.strip_prefix("x-amz-target: dynamodb_20120810.") {
            target.clone_into(&mut operation);
        }
        if let Some(text) = line.strip_prefix("content-length: ") {
            length = text.parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Some((operation, serde_json::from_slice(&body).unwrap()))
}

/// The responses of a DynamoDB that has created the table on request and had no other requests.
fn answer(operation: &str, before: &Asked) -> (&'static str, Value) {
    let made = before.iter().find(|(operation, _)| operation == "createtable").map(|(_, request)| request);
    match (operation, made) {
        ("describetable" | "getitem", None) => {
            ("400 Bad Request", json!({"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}))
        }
        ("describetable", Some(request)) => {
            let mut table = request.clone();
            table["TableStatus"] = "ACTIVE".into();
            for index in table["GlobalSecondaryIndexes"].as_array_mut().unwrap() {
                index["IndexStatus"] = "ACTIVE".into();
            }
            ("200 OK", json!({ "Table": table }))
        }
        ("describetimetolive", _) => ("200 OK", json!({"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}})),
        ("describecontinuousbackups", _) => {
            let off = json!({"PointInTimeRecoveryStatus": "DISABLED"});
            let described = json!({"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": off});
            ("200 OK", json!({"ContinuousBackupsDescription": described}))
        }
        _ => ("200 OK", json!({})),
    }
}
