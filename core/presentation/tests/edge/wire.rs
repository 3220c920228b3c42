use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, mpsc},
    thread,
};

use actix_web::{HttpResponse, HttpServer, dev::ServerHandle, rt::System, web};
use presentation::{HttpStack, PageTokens};
use test_kit::{World, http_settings};

use crate::routes::routes;

/// A server that listens, until it is dropped.
struct Listening {
    address: SocketAddr,
    handle: ServerHandle,
}

impl Listening {
    fn start() -> Self {
        let world = World::new();
        let ids = Arc::new(world.fakes.ids.clone());
        let page_tokens = PageTokens::new(&"the key of a test".into(), &[]);
        let http_stack =
            HttpStack::new(http_settings(), page_tokens, ids, &*world.services).with_undocumented(&["/docs/{rest}*"]);
        let (sender, started) = mpsc::channel();
        thread::spawn(move || {
            System::new().block_on(async move {
                let app = move || {
                    let docs = web::get().to(|| async { HttpResponse::Ok().body("docs") });
                    http_stack.app(routes()).route("/docs/{rest}*", docs)
                };
                let server = HttpServer::new(app).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
                let address = server.addrs()[0];
                let server = server.run();
                sender.send(Self { address, handle: server.handle() }).unwrap();
                server.await.unwrap();
            });
        });
        started.recv().unwrap()
    }

    /// All bytes that the server writes to a connection that sends this and waits for its end.
    fn exchange(&self, sent: &str) -> String {
        let mut connection = TcpStream::connect(self.address).unwrap();
        connection.write_all(sent.as_bytes()).unwrap();
        let mut answers = String::new();
        connection.read_to_string(&mut answers).unwrap();
        answers
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    answer
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(found, _)| found.eq_ignore_ascii_case(name))?.1.into())
}

#[test]
fn head_has_the_head_of_get_and_no_body() {
    let server = Listening::start();
    for path in ["/api/v1/things", "/nowhere"] {
        let ask = |method: &str| {
            let head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\r\nConnection: close\r\n\r\n");
            server.exchange(&head)
        };
        let (get, head) = (ask("GET"), ask("HEAD"));
        let (get_head, get_body) = get.split_once("\r\n\r\n").unwrap();
        let (head_head, head_body) = head.split_once("\r\n\r\n").unwrap();
        assert_eq!(head_body, "");
        assert_eq!(head_head.lines().next(), get_head.lines().next());
        assert_eq!(header(&head, "content-length"), Some(&*get_body.len().to_string()));
        assert_eq!(header(&head, "content-type"), header(&get, "content-type"));
    }
}

#[test]
fn a_panic_is_answered_on_a_connection_that_goes_on() {
    let server = Listening::start();
    let answers = server.exchange(concat!(
        "GET /api/v1/failures/panic HTTP/1.1\r\nHost: x\r\nX-Request-Id: first\r\n\r\n",
        "GET /api/v1/failures/panic HTTP/1.1\r\nHost: x\r\nX-Request-Id: second\r\n\r\n",
        "GET /api/v1/things HTTP/1.1\r\nHost: x\r\nX-Request-Id: third\r\nConnection: close\r\n\r\n",
    ));
    let statuses: Vec<_> = answers.match_indices("HTTP/1.1 ").map(|(at, _)| &answers[at + 9..at + 12]).collect();
    assert_eq!(statuses, ["500", "500", "200"], "{answers}");
    for name in ["first", "second"] {
        assert!(answers.contains(&format!(r#""requestId":"{name}""#)), "{answers}");
    }
}

#[test]
fn a_body_that_nobody_reads_does_not_become_the_next_request() {
    let server = Listening::start();
    let smuggled = "GET /api/v1/things HTTP/1.1\r\nHost: x\r\n\r\n";
    let answers = server.exchange(&format!(
        "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{smuggled}\
         GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        smuggled.len()
    ));
    assert!(!answers.contains("HTTP/1.1 200"), "{answers}");
    assert!(answers.starts_with("HTTP/1.1 404"), "{answers}");
}

#[test]
fn paths_outside_the_document_know_their_methods_too() {
    let server = Listening::start();
    let ask = |method: &str| {
        server.exchange(&format!("{method} /docs/index.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
    };
    assert!(ask("GET").starts_with("HTTP/1.1 200"));
    let refused = ask("POST");
    assert!(refused.starts_with("HTTP/1.1 405"), "{refused}");
    assert_eq!(header(&refused, "allow"), Some("GET, HEAD"));
}
