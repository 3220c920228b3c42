use serde_json::json;

use crate::{
    scene::Scene,
    support::{Connection, PASSWORD, Workplace, eventually},
};

/// A log-in of an account, on a connection that is closed behind it.
fn log_in(username: &str) -> String {
    let body = json!({"username": username, "password": PASSWORD}).to_string();
    let length = body.len();
    format!(
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
}

/// A server whose hashes take long enough to act meanwhile.
fn slow() -> Scene {
    let workplace = Workplace::on_sqlite()
        .with("TRANCHE_SECURITY__BCRYPT_COST", "14")
        .with("TRANCHE_SERVER__MAX_REQUESTS_IN_FLIGHT", "1");
    Scene::start(workplace)
}

/// The metric, which is absent before its first event.
fn count(scene: &Scene, name: &str) -> f64 {
    scene.scrape().all(name, &[]).first().map_or(0.0, |sample| sample.value)
}

/// Waits until a request is in flight.
fn await_work(scene: &Scene) {
    eventually("a log-in is in flight", || (count(scene, "http_requests_in_flight") > 0.0).then_some(()));
}

#[test]
fn the_listener_closes_a_connection_whose_body_is_not_wanted() {
    let scene = Scene::start(Workplace::on_sqlite());
    let address = scene.metrics.address();
    let mut connections = ["GET /metrics", "POST /metrics", "POST /nowhere"].map(|request| {
        let mut connection = Connection::open(address);
        connection.send(format!("{request} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
        connection
    });
    for connection in &mut connections {
        connection.assert_closed();
    }
    scene.scrape();
}

#[test]
fn what_was_begun_for_a_client_that_resets_its_connection_is_given_up() {
    let scene = slow();
    let mut connection = Connection::open(&scene.server.address);
    connection.send(log_in("nobody.there"));
    await_work(&scene);
    connection.reset();
    eventually("the request is abandoned", || (count(&scene, "http_requests_abandoned_total") == 1.0).then_some(()));
}

#[test]
fn a_half_closed_client_is_answered_unless_another_needs_its_permit() {
    let scene = slow();
    let mut connection = Connection::open(&scene.server.address);
    connection.send(log_in("nobody.there"));
    connection.close_sending();
    assert_eq!(connection.answers().iter().map(|answer| answer.status).collect::<Vec<_>>(), [401]);
    // With a single permit, another request takes it.
    let mut connection = Connection::open(&scene.server.address);
    connection.send(log_in("nobody.there"));
    connection.close_sending();
    await_work(&scene);
    eventually("another is answered", || (scene.server.anonymous().get("/version").status == 200).then_some(()));
    assert_eq!(connection.answers().iter().map(|answer| answer.status).collect::<Vec<_>>(), [503]);
    assert_eq!(count(&scene, "http_requests_abandoned_total"), 0.0);
}

#[test]
fn clients_that_read_nothing_of_the_metrics_are_disconnected() {
    let scene = Scene::start(Workplace::on_sqlite());
    let address = scene.metrics.address();
    // As many as the listener has connections, with more responses than the kernel keeps for a client.
    let crowd: Vec<_> = (0..16)
        .map(|_| {
            let mut connection = Connection::open(address);
            connection.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(4_000));
            connection
        })
        .collect();
    for connection in &crowd {
        eventually("the connection of a client that reads nothing is closed", || connection.is_reset().then_some(()));
    }
    scene.scrape();
}
