use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value},
    trace::v1,
};
use prost::Message;

use crate::support::eventually;

/// A receiver of traces at a port of this machine, until this is dropped.
pub(crate) struct Receiver {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    reaction: Mutex<Reaction>,
    bodies: Mutex<Vec<Vec<u8>>>,
    is_gone: Mutex<bool>,
}

/// The receiver's behaviour.
#[derive(Clone, Copy, Default)]
pub(crate) enum Reaction {
    #[default]
    Take,
    /// It responds with an error, and forgets.
    Refuse,
    /// It reads, and never responds.
    Hang,
}

/// A span, as far as the tests need it.
#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) name: String,
    pub(crate) trace: String,
    pub(crate) id: String,
    /// The parent span; empty if it begins its trace.
    pub(crate) parent: String,
    pub(crate) kind: v1::span::SpanKind,
    pub(crate) is_error: bool,
    pub(crate) attributes: BTreeMap<String, String>,
    /// The attributes of the process.
    pub(crate) resource: BTreeMap<String, String>,
}

impl Receiver {
    /// A receiver that accepts everything.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self { port: listener.local_addr().unwrap().port(), shared: Arc::default() };
        let shared = receiver.shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if *shared.is_gone.lock().unwrap() {
                    return;
                }
                let shared = shared.clone();
                thread::spawn(move || serve(stream, &shared));
            }
        });
        receiver
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Changes its behaviour.
    pub(crate) fn react(&self, reaction: Reaction) {
        *self.shared.reaction.lock().unwrap() = reaction;
    }

    /// Every body that was accepted.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        self.shared.bodies.lock().unwrap().clone()
    }

    /// Every span that was accepted, in the order in which they ended.
    pub(crate) fn spans(&self) -> Vec<Span> {
        self.bodies().iter().flat_map(|body| spans_of(body)).collect()
    }

    /// The first span of this name; waits for it.
    #[track_caller]
    pub(crate) fn span(&self, name: &str) -> Span {
        eventually(&format!("the span {name}"), || self.spans().into_iter().find(|span| span.name == name))
    }

    /// Every span of this trace, once the one that is named is among them: it ends last.
    #[track_caller]
    pub(crate) fn trace(&self, trace: &str, last: &str) -> Vec<Span> {
        eventually(&format!("{last} in the trace {trace}"), || {
            let spans: Vec<_> = self.spans().into_iter().filter(|span| span.trace == trace).collect();
            spans.iter().any(|span| span.name == last).then_some(spans)
        })
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
fn serve(stream: TcpStream, shared: &Shared) {
    let mut stream = BufReader::new(stream);
    while let Some(body) = read(&mut stream) {
        let reaction = *shared.reaction.lock().unwrap();
        let status = match reaction {
            Reaction::Take => {
                shared.bodies.lock().unwrap().push(body);
                "200 OK"
            }
            Reaction::Refuse => "503 Service Unavailable",
            Reaction::Hang => {
                // The other side gives up.
                let _ = stream.read_to_end(&mut Vec::new());
                return;
            }
        };
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        if stream.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// The next request, which must be one of OTLP.
fn read(stream: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_lowercase()),
        }
    }
    assert_eq!(lines[0], "post /v1/traces http/1.1");
    assert!(lines.contains(&"content-type: application/x-protobuf".to_owned()), "{lines:?}");
    let length = lines.iter().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).ok()?;
    Some(body)
}

fn spans_of(body: &[u8]) -> Vec<Span> {
    let request = ExportTraceServiceRequest::decode(body).unwrap();
    let mut spans = Vec::new();
    for of_resource in request.resource_spans {
        let resource = attributes(of_resource.resource.unwrap_or_default().attributes);
        for span in of_resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            spans.push(Span {
                kind: span.kind(),
                is_error: span.status.is_some_and(|status| status.code() == v1::status::StatusCode::Error),
                trace: hex(&span.trace_id),
                id: hex(&span.span_id),
                parent: hex(&span.parent_span_id),
                name: span.name,
                attributes: attributes(span.attributes),
                resource: resource.clone(),
            });
        }
    }
    spans
}

fn attributes(attributes: Vec<KeyValue>) -> BTreeMap<String, String> {
    attributes
        .into_iter()
        .map(|attribute| {
            let value = match attribute.value.and_then(|value| value.value) {
                Some(any_value::Value::StringValue(text)) => text,
                Some(any_value::Value::IntValue(number)) => number.to_string(),
                other => format!("{other:?}"),
            };
            (attribute.key, value)
        })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
