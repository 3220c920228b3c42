use std::time::{Duration, Instant};

use crate::{
    cases::{Case, case},
    short_or_long,
    support::{Connection, start, within},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(bodies_without_end_keep_nobody_out).alone()]
}

/// The time limit of each connection.
const LONGEST: Duration = Duration::from_secs(30);

/// More clients than the connection limit, with endless bodies: some send nothing more, some drip, some flood.
fn bodies_without_end_keep_nobody_out() {
    let (connections, clients) = (short_or_long(20, 200), short_or_long(28, 240));
    let seconds = short_or_long(2, 20).to_string();
    let connections = connections.to_string();
    let started = start(
        "memory:",
        &[("TRANCHE_SERVER__MAX_CONNECTIONS", &connections), ("TRANCHE_SERVER__BODY_TIMEOUT_SECONDS", &seconds)],
    );
    let json = "Content-Type: application/json\r\n";
    // The responses are 404, 401, 405, 415, and 408 or 413.
    let targets = [
        ("/nowhere", ""),
        ("/api/v1/users", json),
        ("/livez", "Connection: close\r\n"),
        ("/api/v1/auth/login", ""),
        ("/api/v1/auth/login", json),
    ];
    let mut crowd: Vec<_> = (0..clients)
        .map(|number| {
            let (target, headers) = targets[number % targets.len()];
            let mut connection = Connection::open(&started.server.address);
            connection
                .send(format!("POST {target} HTTP/1.1\r\nHost: a\r\n{headers}Transfer-Encoding: chunked\r\n\r\n"));
            (connection, number)
        })
        .collect();
    let flood = format!("400\r\n{}\r\n", " ".repeat(0x400));
    let opened = Instant::now();
    let mut answered = None;
    // Clients over the connection limit are accepted when others are closed, and then have their own time.
    within(2 * LONGEST, "every connection is closed", || {
        crowd.retain_mut(|(connection, number)| {
            let is_closed = match *number % 3 {
                0 => false,
                1 => connection.send_some(b"1\r\na\r\n").is_none(),
                _ => connection.send_some(flood.as_bytes()).is_none(),
            };
            !is_closed && !connection.is_closed()
        });
        let other = answered.is_none().then(|| started.anonymous().call("GET", "/readyz").try_send());
        if matches!(other, Some(Ok(answer)) if answer.status == 200) {
            answered = Some(opened.elapsed());
        }
        crowd.is_empty().then_some(())
    });
    assert!(answered.is_some_and(|after| after < LONGEST), "others are answered: {answered:?}");
    eprintln!("{clients} clients were closed after {:?}, others answered after {answered:?}", opened.elapsed());
}
