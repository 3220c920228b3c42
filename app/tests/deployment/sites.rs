//! The sites of nginx and Caddy limit what the server limits. `deploy/systemd/check.sh` has both read them, and tries them in
//! front of a server.

use regex::Regex;
use serde_json::Value;

use crate::keys::{number, read};

const NGINX: &str = "deploy/systemd/sites/nginx.conf";
const CADDY: &str = "deploy/systemd/sites/Caddyfile";

/// The number that follows a directive of a file, the first time.
#[track_caller]
fn number_of(file: &str, directive: &str) -> u64 {
    let pattern = Regex::new(&format!(r"(?m)^\s*{directive} (\d+)")).unwrap();
    let text = read(file);
    pattern.captures(&text).unwrap_or_else(|| panic!("{file}: {directive}"))[1].parse().unwrap()
}

#[test]
fn bodies_are_as_long_as_the_server_takes() {
    let limit = number("server.body_limit_bytes");
    assert_eq!(number_of(NGINX, "client_max_body_size") * 1024, limit);
    assert!(read(NGINX).contains("client_max_body_size 64k;"));
    assert_eq!(number_of(CADDY, "max_size") * 1024, limit);
    assert!(read(CADDY).contains("max_size 64KiB"));
}

#[test]
fn idle_connections_end_before_the_server_ends_them() {
    let kept = number("server.keep_alive_seconds");
    let nginx = read(NGINX);
    let idle: Vec<_> = Regex::new(r"keepalive_timeout (\d+)s;")
        .unwrap()
        .captures_iter(&nginx)
        .map(|found| found[1].parse::<u64>().unwrap())
        .collect();
    assert_eq!(idle.len(), 2);
    assert!(idle.iter().all(|idle| *idle < kept), "{idle:?}");
    assert!(number_of(CADDY, "keepalive") < kept);
}

#[test]
fn slow_clients_have_no_more_time_than_the_server_gives() {
    let (head, body) = (number("server.request_head_timeout_seconds"), number("server.body_timeout_seconds"));
    assert!(number_of(NGINX, "client_header_timeout") <= head);
    assert!(number_of(NGINX, "client_body_timeout") <= body);
    assert!(number_of(CADDY, "read_header") <= head);
    assert!(number_of(CADDY, "read_body") <= body);
    for (file, directive) in [(NGINX, "send_timeout"), (CADDY, "write")] {
        assert_eq!(number_of(file, directive), body * 3 / 2, "{file}: as long as a write of the server");
    }
}

#[test]
fn requests_go_to_the_servers_port() {
    let address = format!("127.0.0.1:{}", number("server.port"));
    assert!(read(NGINX).contains(&format!("server {address};")));
    assert!(read(CADDY).contains(&format!("reverse_proxy {address} ")));
    let config = read("deploy/systemd/config.toml");
    assert!(config.contains("trusted_proxies = [\"127.0.0.1/32\""), "the headers of the proxy count");
}

#[test]
fn the_paths_with_a_limit_of_their_own_exist() {
    let text = read(NGINX);
    let location = Regex::new(r"location ~ \^(/[\w/]+)\(([\w|]+)\)/\?\$").unwrap();
    let found = location.captures(&text).unwrap();
    let openapi: Value = serde_json::from_str(&read("docs/openapi.json")).unwrap();
    for name in found[2].split('|') {
        assert!(!openapi["paths"][format!("{}{name}", &found[1])].is_null(), "{name}");
    }
}

/// The page explains each limit; the site is what runs.
#[test]
fn each_line_of_the_operations_guide_is_in_the_site() {
    let (guide, site) = (read("docs/operations.md"), read(NGINX));
    let quoted = guide.split("```nginx\n").nth(1).unwrap().split("```").next().unwrap();
    // Where the server and the certificate are is each machine's own.
    let own = ["server 10.0.0.7:8000;", "listen 443 ssl;", "ssl_certificate"];
    let mut compared = 0;
    let directive = |line: &str| line.split('#').next().unwrap().trim().to_owned();
    for line in quoted.lines().map(directive).filter(|line| !own.iter().any(|own| line.starts_with(own))) {
        assert!(site.lines().any(|found| directive(found) == line), "{line}");
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}
