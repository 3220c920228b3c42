use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::mpsc,
    thread,
};

use crate::{
    deliveries::delivery_of,
    receiver::Receiver,
    start_traced,
    support::{PASSWORD, TIMEOUT},
};

/// A receiver of webhooks that accepts all of them and reports the heads of their requests, line by line.
fn webhooks() -> (String, mpsc::Receiver<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, heads) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut stream = BufReader::new(stream);
            loop {
                let head: Vec<_> =
                    stream.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let Some(length) = head.iter().find_map(|line| line.strip_prefix("content-length: ")) else { break };
                stream.read_exact(&mut vec![0; length.parse().unwrap()]).unwrap();
                stream.get_mut().write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
                if sender.send(head).is_err() {
                    return;
                }
            }
        }
    });
    (url, heads)
}

#[test]
fn a_webhook_carries_the_trace_of_its_delivery() {
    let receiver = Receiver::start();
    let (url, heads) = webhooks();
    let variables = [
        ("TRANCHE_EVENTS__WEBHOOK_URL", &*url),
        ("TRANCHE_EVENTS__WEBHOOK_SECRET", "hook-Zr5Kw8QmXv2TnB7yGhJ4sDf9LpCa3UeM"),
    ];
    let started = start_traced("memory:", &receiver, &variables);
    let signed_up = started.anonymous().sign_up("ada.lovelace", PASSWORD);
    signed_up.assert_status(201);
    let delivery = delivery_of(signed_up.header("x-request-id"), &receiver);
    let header = format!("traceparent: 00-{}-{}-01", delivery.trace, delivery.id);
    let id = format!("webhook-id: {}", delivery.attributes["messaging.message.id"]);
    loop {
        let head = heads.recv_timeout(TIMEOUT).unwrap();
        if head.contains(&id) {
            assert!(head.contains(&header), "{header} in {head:?}");
            return;
        }
    }
}
