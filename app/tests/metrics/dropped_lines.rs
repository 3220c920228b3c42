use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use crate::{
    scene::{Machine, listener, scrape},
    support::{Client, Workplace, sign_up_and_log_in},
};

/// Far more requests than lines fit into the buffer and a pipe.
const MOST_REQUESTS: usize = 20_000;

#[test]
fn lines_that_nobody_reads_are_dropped_and_counted_and_requests_go_on() {
    let _machine = Machine::shared();
    let workplace =
        Workplace::on_any_store().with("TRANCHE_LOG__LEVEL", "trace").with("TRANCHE_METRICS__LISTEN", "127.0.0.1:0");
    let (server, log) = workplace.start_with_output(Stdio::piped());
    // Read until the address is known, and never again.
    let mut log = BufReader::new(log.unwrap());
    let address = loop {
        let mut line = String::new();
        assert_ne!(log.read_line(&mut line).unwrap(), 0, "the log ended");
        if let Some(address) = listener(&line) {
            break address;
        }
    };
    let metrics = Client::anonymous(format!("http://{address}"));
    let dropped = || scrape(&metrics).value("tranche_log_lines_dropped_total", &[]);
    assert_eq!(dropped(), 0.0);
    let client = sign_up_and_log_in(&server.anonymous(), "ada.lovelace");
    let mut requests = 0;
    while dropped() == 0.0 {
        for _ in 0..500 {
            client.get("/livez").assert_status(200);
        }
        requests += 500;
        assert!(requests < MOST_REQUESTS, "no line was dropped");
    }
    client.me().assert_status(200);
    drop(log);
}
