use serde_json::Value;

use crate::{
    scene::Scene,
    support::{Workplace, eventually},
};

const TOTAL: &str = "http_requests_total";

#[test]
fn requests_are_counted_by_route_method_and_status() {
    let scene = Scene::start(Workplace::on_any_store());
    scene.traffic();
    let scrape = scene.scrape();
    for (route, method, status, times) in [
        ("/api/v1/auth/signup", "POST", "201", 1.0),
        ("/api/v1/auth/login", "POST", "200", 1.0),
        ("/api/v1/auth/login", "POST", "401", 1.0),
        ("/api/v1/auth/login", "POST", "403", 1.0),
        ("/api/v1/auth/me", "GET", "200", 1.0),
        ("/api/v1/auth/logout", "DELETE", "204", 1.0),
    ] {
        let labels = [("route", route), ("method", method), ("status", status)];
        assert_eq!(scrape.value(TOTAL, &labels), times, "{labels:?}");
    }
    let login = [("route", "/api/v1/auth/login"), ("method", "POST")];
    assert_eq!(scrape.value("http_request_duration_seconds_count", &login), 3.0);
    assert!(scrape.value("http_request_duration_seconds_sum", &login) > 0.0);
    let within_ten = [login[0], login[1], ("le", "10")];
    assert_eq!(scrape.value("http_request_duration_seconds_bucket", &within_ten), 3.0);
    assert_eq!(scrape.value("http_requests_in_flight", &[]), 0.0);
}

#[test]
fn what_clients_invent_makes_no_series() {
    let scene = Scene::start(Workplace::on_any_store());
    let client = scene.server.anonymous();
    for number in 0..40 {
        client.get(&format!("/nothing/here/{number}")).assert_status(404);
        client.get(&format!("/api/v1/users/01890a5d-ac96-774b-bcce-b302099a80{number:02}")).assert_status(401);
        client.call(&format!("METHOD{number}"), "/livez").send().assert_status(405);
    }
    client.call("HEAD", "/livez").send().assert_status(200);
    let scrape = scene.scrape();
    assert_eq!(scrape.value(TOTAL, &[("route", "unmatched"), ("method", "GET"), ("status", "404")]), 40.0);
    let user = [("route", "/api/v1/users/{id}"), ("method", "GET"), ("status", "401")];
    assert_eq!(scrape.value(TOTAL, &user), 40.0);
    assert_eq!(scrape.value(TOTAL, &[("method", "other")]), 40.0);
    assert_eq!(scrape.value(TOTAL, &[("method", "HEAD"), ("route", "/livez")]), 1.0);
    let series = scrape.all(TOTAL, &[]).len();
    assert!(series <= 5, "{series} series:\n{}", scrape.text);
}

#[test]
fn sessions_security_events_and_hashes_are_counted() {
    let workplace = Workplace::new("memory:")
        // The counters don't depend on the level of the log.
        .with("TRANCHE_RATE_LIMIT__ENABLED", "true")
        .with("TRANCHE_RATE_LIMIT__ACCOUNT_ADDRESS_ATTEMPTS", "2");
    let scene = Scene::start(workplace);
    scene.traffic();
    let client = scene.server.anonymous();
    client.log_in("ada.lovelace", "another wrong guess").assert_problem(401, "invalid-credentials");
    client.log_in("ada.lovelace", "and one too many").assert_problem(429, "too-many-attempts");
    let scrape = scene.scrape();
    for (name, count) in [
        ("tranche_sessions_started_total", 1.0),
        ("tranche_sessions_ended_total", 1.0),
        ("tranche_attempts_throttled_total", 1.0),
        ("tranche_hasher_queue_length", 0.0),
        ("tranche_hasher_refused_total", 0.0),
    ] {
        assert_eq!(scrape.value(name, &[]), count, "{name}");
    }
    for (event, outcome, count) in [
        ("start", "success", 1.0),
        ("sign_up", "success", 1.0),
        ("log_in", "success", 1.0),
        ("log_in", "refused", 2.0),
        ("administration", "refused", 1.0),
        ("cross_site_call", "refused", 1.0),
        ("throttling", "refused", 1.0),
        ("log_out", "success", 1.0),
    ] {
        let labels = [("event", event), ("outcome", outcome)];
        assert_eq!(scrape.value("tranche_security_events_total", &labels), count, "{labels:?}");
    }
    // Sign-up, log-in and two guesses.
    assert_eq!(scrape.value("tranche_hash_duration_seconds_count", &[]), 4.0);
    assert_eq!(scrape.value("tranche_hasher_wait_seconds_count", &[]), 4.0);
}

#[test]
fn the_store_and_the_process_are_measured() {
    let workplace = Workplace::on_sqlite().with("TRANCHE_EVENTS__DISPATCH", "false");
    let scene = Scene::start(workplace);
    scene.traffic();
    let events = eventually("waiting events are counted", || {
        let waiting = scene.scrape().value("tranche_outbox_pending", &[]);
        (waiting >= 1.0).then_some(waiting)
    });
    assert!(events >= 3.0, "{events}");
    let scrape = scene.scrape();
    assert_eq!(scrape.value("tranche_store_up", &[]), 1.0);
    assert!((0.0..60.0).contains(&scrape.value("tranche_outbox_oldest_seconds", &[])));
    assert!(scrape.value("tranche_store_wait_seconds_count", &[]) > 5.0);
    let connections = scrape.all("tranche_store_connections", &[]);
    assert_eq!(connections.len(), 4, "two pools, idle and in use");
    assert!((1.0..=5.0).contains(&connections.iter().map(|sample| sample.value).sum()));
    assert_eq!(scrape.value("tranche_store_connections_max", &[("pool", "readers")]), 4.0);
    for name in ["process_resident_memory_bytes", "process_open_fds", "process_start_time_seconds", "process_threads"] {
        assert!(scrape.value(name, &[]) > 0.0, "{name}");
    }
    assert_eq!(scrape.value("tranche_build_info", &[]), 1.0);
}

#[test]
fn nothing_but_metrics_is_served_there_and_none_elsewhere() {
    let scene = Scene::start(Workplace::on_any_store());
    let status = |method: &str, path: &str| scene.metrics.call(method, path).try_send().unwrap().status;
    for path in ["/", "/livez", "/api/v1/users", "/metrics/", "/metrics/x"] {
        assert_eq!(status("GET", path), 404, "{path}");
    }
    assert_eq!(status("POST", "/metrics"), 405);
    scene.server.anonymous().get("/metrics").assert_status(404);
}

#[test]
fn nothing_listens_where_it_is_not_configured_and_an_address_in_use_is_reported() {
    let workplace = Workplace::on_any_store();
    assert_eq!(workplace.start().stop().code(), Some(0));
    assert!(!workplace.log().contains("metrics are served"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let outcome = workplace.with("TRANCHE_METRICS__LISTEN", &address).run(&["serve", "--port", "0"], "");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.errors.contains(&format!("metrics.listen: {address} can't be listened on")), "{}", outcome.errors);
}

#[test]
fn each_request_has_a_line_that_names_its_user_and_start_and_stop_are_logged() {
    const UNKNOWN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
    let scene = Scene::start(Workplace::on_any_store());
    scene.traffic();
    scene.server.anonymous().get(&format!("/api/v1/users/{UNKNOWN}")).assert_status(401);
    let Scene { server, workplace, .. } = scene;
    assert_eq!(server.stop().code(), Some(0));
    let log = workplace.log();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let access = |route: &str| lines.iter().find(|line| line["target"] == "access" && line["route"] == route).unwrap();
    let me = access("/api/v1/auth/me");
    assert_eq!(me["status"], 200);
    assert!(me["duration_ms"].as_f64().unwrap() > 0.0, "{me}");
    for line in lines.iter().filter(|line| line["target"] == "access") {
        let duration = line["duration_ms"].to_string();
        let decimals = duration.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        assert!((1..=3).contains(&decimals), "{line}");
    }
    let log_in = lines.iter().find(|line| line["event"] == "log_in" && line["outcome"] == "success").unwrap();
    assert_eq!(me["user_id"], log_in["user_id"], "{me}");
    assert!(me["user_id"].is_string(), "{me}");
    assert_eq!(access("/api/v1/auth/signup")["user_id"], Value::Null, "no user was signed in");
    assert_eq!(access("/api/v1/users/{id}")["status"], 401);
    assert!(!log.contains(UNKNOWN), "a path holds what a client put there");
    for event in ["start", "stop"] {
        let logged = lines.iter().filter(|line| line["target"] == "security" && line["event"] == event).count();
        assert_eq!(logged, 1, "{event}");
    }
}
