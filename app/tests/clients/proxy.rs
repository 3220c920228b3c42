use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use serde_json::{Value, json};

/// The proxy of `clients/scenario.md`: one request a connection. It ends with this.
pub(crate) struct Proxy {
    address: String,
    shared: Arc<Shared>,
}

struct Shared {
    upstream: String,
    plan: Mutex<Plan>,
    has_ended: AtomicBool,
}

/// What becomes of the next requests, and those that came since that was said.
#[derive(Default)]
struct Plan {
    faults: VecDeque<String>,
    seen: Vec<Value>,
}

impl Proxy {
    /// A proxy before the product at this address.
    pub(crate) fn before(upstream: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared {
            upstream: upstream.to_owned(),
            plan: Mutex::default(),
            has_ended: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                if serving.has_ended.load(Ordering::Relaxed) {
                    break;
                }
                let serving = Arc::clone(&serving);
                // A client that hangs up is no fault of the test; what it misses fails there.
                thread::spawn(move || serving.serve(&connection));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.has_ended.store(true, Ordering::Relaxed);
        // It notices at the next connection.
        drop(TcpStream::connect(&self.address));
    }
}

impl Shared {
    fn serve(&self, mut connection: &TcpStream) -> io::Result<()> {
        let Some(request) = Request::read(connection)? else { return Ok(()) };
        match self.answer(&request)? {
            Some(answer) => connection.write_all(&answer),
            None => Ok(()),
        }
    }

    /// The answer to a request; none where it is lost.
    fn answer(&self, request: &Request) -> io::Result<Option<Vec<u8>>> {
        let mut plan = self.plan.lock().unwrap();
        let (method, path) = request.target();
        match path {
            "/scenario/next" => {
                let faults = String::from_utf8(request.body.clone()).unwrap();
                *plan = Plan { faults: faults.split_whitespace().map(str::to_owned).collect(), seen: Vec::new() };
                return Ok(Some(answer("204 No Content", "", "")));
            }
            "/scenario/requests" => {
                let seen = Value::from(plan.seen.clone()).to_string();
                return Ok(Some(answer("200 OK", "Content-Type: application/json\r\n", &seen)));
            }
            _ => {}
        }
        plan.seen.push(json!({
            "method": method,
            "path": path,
            "idempotencyKey": request.header("idempotency-key"),
            "cookie": request.header("cookie"),
        }));
        let fault = plan.faults.pop_front();
        drop(plan);
        match fault.as_deref() {
            None => request.forward(&self.upstream).map(Some),
            Some("lose") => request.forward(&self.upstream).map(|_| None),
            Some("unknown-status") => request.forward(&self.upstream).map(|answer| Some(with_unknown_status(answer))),
            Some("renew") => {
                let answer = request.forward(&self.upstream)?;
                Ok(Some(refusal("unavailable", &lines_of_cookies(&answer))))
            }
            Some(code) => Ok(Some(refusal(code, ""))),
        }
    }
}

struct Request {
    /// The line of the request and those of its headers.
    head: Vec<String>,
    body: Vec<u8>,
}

impl Request {
    /// The request of a connection; none where it ends before one.
    fn read(connection: &TcpStream) -> io::Result<Option<Self>> {
        let mut reader = BufReader::new(connection);
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            match line.trim_end() {
                "" => break,
                line => head.push(line.to_owned()),
            }
        }
        let mut request = Self { head, body: Vec::new() };
        let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
        request.body.resize(length, 0);
        reader.read_exact(&mut request.body)?;
        Ok(Some(request))
    }

    fn target(&self) -> (&str, &str) {
        let mut words = self.head[0].split(' ');
        (words.next().unwrap(), words.next().unwrap())
    }

    fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.iter().skip(1).filter_map(|line| line.split_once(':'));
        headers.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// What the product answers on a connection for this alone.
    fn forward(&self, upstream: &str) -> io::Result<Vec<u8>> {
        let mut server = TcpStream::connect(upstream)?;
        let kept = self.head.iter().filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
        let mut bytes: Vec<u8> = kept.flat_map(|line| [line.as_bytes(), b"\r\n"].concat()).collect();
        bytes.extend_from_slice(b"Connection: close\r\n\r\n");
        bytes.extend_from_slice(&self.body);
        // A refusal may come before all of a body was sent, and the connection be closed then.
        let _ = server.write_all(&bytes);
        let mut answer = Vec::new();
        let _ = server.read_to_end(&mut answer);
        Ok(answer)
    }
}

/// The answer of a server that has a status which the clients do not know.
fn with_unknown_status(answer: Vec<u8>) -> Vec<u8> {
    // Of the same length, which the headers say.
    String::from_utf8(answer).unwrap().replace("\"pending\"", "\"waiting\"").into_bytes()
}

/// The headers of an answer that set cookies.
fn lines_of_cookies(answer: &[u8]) -> String {
    let answer = String::from_utf8_lossy(answer);
    let head = answer.lines().take_while(|line| !line.is_empty());
    let lines = head.filter(|line| line.to_ascii_lowercase().starts_with("set-cookie:"));
    lines.flat_map(|line| [line, "\r\n"]).collect()
}

fn refusal(code: &str, cookies: &str) -> Vec<u8> {
    let status = if code == "too-many-attempts" { 429 } else { 503 };
    let problem = json!({
        "type": format!("/problems/{code}"),
        "title": "Refused by the proxy of the scenario",
        "status": status,
        "detail": "Try again shortly.",
        "code": code,
        "requestId": "scenario",
    });
    answer(
        &format!("{status} Refused"),
        &format!("Content-Type: application/problem+json\r\nRetry-After: 1\r\n{cookies}"),
        &problem.to_string(),
    )
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = if status.starts_with("204") { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    format!("HTTP/1.1 {status}\r\n{headers}{length}Connection: close\r\n\r\n{body}").into_bytes()
}
