use std::{
    ops::Add,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{
    scene::Scene,
    support::{Connection, PASSWORD, Workplace, eventually, sign_up_and_log_in},
};

/// How long a load lasts.
const LOAD: Duration = Duration::from_secs(2);
/// How often the two loads alternate, so that other work of the machine affects both alike.
const ROUNDS: usize = 3;
/// How long a refused client waits: less than `Retry-After` says.
const PAUSE: Duration = Duration::from_millis(500);
/// How much memory ten times the load may add: connections, and waiting requests.
const GROWTH: f64 = 24.0 * 1024.0 * 1024.0;

/// The result of a load.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    done: u32,
    rejected: u32,
}

/// Runs clients, each with its own connection, that log in again after each response.
fn load(scene: &Scene, clients: usize) -> Load {
    let (done, rejected, is_over) = (AtomicU32::new(0), AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        for _ in 0..clients {
            scope.spawn(|| {
                let client = scene.server.anonymous();
                while !is_over.load(Ordering::Relaxed) {
                    let answer = client.log_in("ada.lovelace", PASSWORD);
                    if answer.status == 200 {
                        done.fetch_add(1, Ordering::Relaxed);
                    } else {
                        answer.assert_problem(503, "unavailable");
                        rejected.fetch_add(1, Ordering::Relaxed);
                        // A client without a pause would take the machine from the measured server.
                        thread::sleep(PAUSE);
                    }
                }
            });
        }
        thread::sleep(LOAD);
        is_over.store(true, Ordering::Relaxed);
    });
    Load { done: done.into_inner(), rejected: rejected.into_inner() }
}

impl Add for Load {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { done: self.done + other.done, rejected: self.rejected + other.rejected }
    }
}

#[test]
fn under_ten_times_the_load_as_much_is_done_and_memory_stays() {
    let workplace = Workplace::on_any_store()
        // So expensive that the machine's speed at anything else doesn't matter.
        .with("TRANCHE_SECURITY__BCRYPT_COST", "9")
        .with("TRANCHE_SECURITY__HASHER_THREADS", "1")
        .with("TRANCHE_SECURITY__HASHER_QUEUE", "4")
        .with("TRANCHE_SERVER__MAX_REQUESTS_IN_FLIGHT", "16");
    let scene = Scene::start_alone(workplace);
    let bystander = sign_up_and_log_in(&scene.server.anonymous(), "grace.hopper");
    scene.server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    let resident = || scene.scrape().value("process_resident_memory_bytes", &[]);
    // The first load fills caches, which is not growth from overload.
    load(&scene, 4);
    let (mut full, mut overload) = (Load::default(), Load::default());
    let before = resident();
    for _ in 0..ROUNDS {
        overload = overload + load(&scene, 40);
        full = full + load(&scene, 4);
    }
    let after = resident();
    assert_eq!(full.rejected, 0, "{full:?}");
    assert!(full.done >= 10, "{full:?}");
    assert!(overload.rejected > 0, "{overload:?}");
    assert!(f64::from(overload.done) >= 0.7 * f64::from(full.done), "{overload:?} of {full:?}");
    assert!(after - before < GROWTH, "{before} bytes became {after}");
    let refused = scene.scrape();
    let refused = ["tranche_hasher_refused_total", "http_requests_refused_total"].map(|name| refused.value(name, &[]));
    assert_eq!(refused.iter().sum::<f64>(), f64::from(overload.rejected), "each refusal is counted: {refused:?}");
    let recovering = Instant::now();
    eventually("others are answered as before", || (bystander.me().status == 200).then_some(()));
    assert!(recovering.elapsed() < Duration::from_secs(10));
}

/// A server with a single permit.
fn narrow() -> Scene {
    let workplace = Workplace::on_any_store()
        .with("TRANCHE_SERVER__MAX_REQUESTS_IN_FLIGHT", "1")
        // A log-in holds its permit for a while.
        .with("TRANCHE_SECURITY__BCRYPT_COST", "14");
    Scene::start(workplace)
}

#[test]
fn requests_over_the_limit_are_refused_at_once_except_health_checks() {
    let scene = narrow();
    let client = scene.server.anonymous();
    thread::scope(|scope| {
        let busy = scope.spawn(|| {
            // The other client may take the permit while the body arrives.
            eventually("a password is verified", || {
                let answer = scene.server.anonymous().log_in("nobody.there", "a password of nobody");
                (answer.status != 503).then_some(answer)
            })
        });
        eventually("a request is refused", || {
            let answer = client.get("/api/v1/products");
            (answer.status == 503).then(|| answer.assert_problem(503, "unavailable").clone())
        });
        client.get("/livez").assert_status(200);
        client.get("/readyz").assert_status(200);
        busy.join().unwrap().assert_problem(401, "invalid-credentials");
    });
    client.get("/api/v1/products").assert_status(200);
    assert!(scene.scrape().value("http_requests_refused_total", &[]) >= 1.0);
}

#[test]
fn an_arriving_body_holds_no_permit() {
    let scene = narrow();
    let body = json!({"username": "ada.lovelace", "password": PASSWORD}).to_string();
    let mut slow = Connection::open(&scene.server.address);
    let head = "POST /api/v1/auth/signup HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    slow.send(format!("{head}Content-Length: {}\r\n\r\n{}", body.len(), &body[..10]));
    let client = scene.server.anonymous();
    let in_flight = || scene.scrape().value("http_requests_in_flight", &[]);
    eventually("the slow request is being read", || (in_flight() > 0.5).then_some(()));
    for _ in 0..20 {
        client.get("/api/v1/products").assert_status(200);
    }
    slow.send(&body[10..]);
    assert_eq!(slow.answer().status, 201);
}
