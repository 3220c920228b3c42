use std::fs;

use regex::Regex;
use serde_json::Value;

use crate::markdown::{Document, repository};

/// The texts that say what a proxy limits.
#[derive(Clone)]
struct Texts {
    guide: String,
    nginx: String,
    haproxy: String,
    /// The reference of the configuration, with the defaults of the server.
    reference: String,
}

/// The limits whose value is in a row of the guide's table, with the directives that set them.
const LIMITS: [(&str, &[&str], &[&str]); 5] = [
    (
        "time for a head, and for a body",
        &[r"client_header_timeout (\d+)s;", r"client_body_timeout (\d+)s;"],
        &[r"timeout http-request (\d+)s"],
    ),
    ("time for an answer to be taken", &[r"\bsend_timeout (\d+)s;"], &[r"timeout client (\d+)s"]),
    ("connections", &[r"limit_conn addresses (\d+);"], &[r"sc0_conn_cur gt (\d+)"]),
    ("log-ins and sign-ups", &[r"rate=(\d+)r/s"], &[]),
    ("time for the server to answer", &[r"proxy_read_timeout (\d+)s;"], &[r"timeout server (\d+)s"]),
];

/// The numbers that a pattern captures in a text, of which there is at least one.
fn numbers(text: &str, pattern: &str) -> Vec<u64> {
    let found: Vec<u64> =
        Regex::new(pattern).unwrap().captures_iter(text).map(|found| found[1].parse().unwrap()).collect();
    assert!(!found.is_empty(), "nothing is {pattern}");
    found
}

impl Texts {
    fn real() -> Self {
        let guide = Document::read("docs/operations.md");
        let nginx = guide.blocks().into_iter().find(|block| block.language == "nginx").unwrap();
        let haproxy = fs::read_to_string(repository().join("docker/balancer/haproxy.cfg")).unwrap();
        let reference = Document::read("docs/configuration.md").text;
        Self { nginx: nginx.lines.join("\n"), haproxy, reference, guide: guide.text }
    }

    /// The number in the guide's row about a limit.
    fn row(&self, limit: &str) -> u64 {
        numbers(&self.guide, &format!(r"(?m)^\| {limit} \| \D*(\d+)"))[0]
    }

    /// The default of a key.
    fn default(&self, key: &str) -> u64 {
        numbers(&self.reference, &format!(r"(?m)^\| `{}` \| `\w+` \| `(\d+)` \|", key.replace('.', r"\.")))[0]
    }

    /// The limits that differ from the guide's table or from what the server takes.
    fn disagreements(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut compare = |limit: &str, is_right: bool| {
            if !is_right {
                found.push(limit.to_owned());
            }
        };
        for (limit, of_nginx, of_haproxy) in LIMITS {
            let nginx = of_nginx.iter().flat_map(|pattern| numbers(&self.nginx, pattern));
            let haproxy = of_haproxy.iter().flat_map(|pattern| numbers(&self.haproxy, pattern));
            compare(limit, nginx.chain(haproxy).all(|number| number == self.row(limit)));
        }
        let seconds = numbers(&self.haproxy, r"http_req_rate\((\d+)s\)")[0];
        let log_ins = numbers(&self.haproxy, r"sc_http_req_rate\(1,log_ins\) gt (\d+)")[0];
        compare("log-ins by HAProxy", log_ins == seconds * self.row("log-ins and sign-ups"));

        let body = self.default("server.body_limit_bytes");
        compare("body by nginx", numbers(&self.nginx, r"client_max_body_size (\d+)k;") == [body / 1024]);
        compare("body by HAProxy", numbers(&self.haproxy, r"req\.body_size gt (\d+)") == [body]);
        for key in ["server.request_head_timeout_seconds", "server.body_timeout_seconds"] {
            compare(key, self.row("time for a head, and for a body") <= self.default(key));
        }
        let idle = numbers(&self.nginx, r"keepalive_timeout (\d+)s;");
        let idle = idle.into_iter().chain(numbers(&self.haproxy, r"timeout http-keep-alive (\d+)s"));
        compare("idle connections", idle.max() < Some(self.default("server.keep_alive_seconds")));
        found
    }

    /// The paths of log-ins and sign-ups in both configurations.
    fn paths(&self) -> [Vec<String>; 2] {
        [&self.nginx, &self.haproxy].map(|text| {
            let found = Regex::new(r"\^/api/v1/auth/\(([a-z|]+)\)/\?\$").unwrap().captures(text).unwrap();
            found[1].split('|').map(|name| format!("/api/v1/auth/{name}")).collect()
        })
    }
}

#[test]
fn the_examples_of_proxies_limit_what_the_guide_says() {
    let texts = Texts::real();
    assert_eq!(texts.disagreements(), Vec::<String>::new());
    let document: Value = serde_json::from_str(&Document::read("docs/openapi.json").text).unwrap();
    let [nginx, haproxy] = texts.paths();
    assert_eq!(nginx, haproxy);
    for path in nginx {
        assert!(document["paths"].get(&path).is_some(), "there is no {path}");
    }
}

#[test]
fn another_limit_is_noticed() {
    let real = Texts::real();
    for (from, to, limit) in [
        ("client_body_timeout 10s", "client_body_timeout 60s", "time for a head, and for a body"),
        ("timeout http-request 10s", "timeout http-request 60s", "time for a head, and for a body"),
        ("    send_timeout 30s", "    send_timeout 60s", "time for an answer to be taken"),
        ("timeout client 30s", "timeout client 60s", "time for an answer to be taken"),
        ("limit_conn addresses 50;", "limit_conn addresses 500;", "connections"),
        ("sc0_conn_cur gt 50", "sc0_conn_cur gt 500", "connections"),
        ("rate=2r/s", "rate=20r/s", "log-ins and sign-ups"),
        ("gt 20 }", "gt 200 }", "log-ins by HAProxy"),
        ("proxy_read_timeout 30s", "proxy_read_timeout 60s", "time for the server to answer"),
        ("timeout server 30s", "timeout server 60s", "time for the server to answer"),
        ("client_max_body_size 64k", "client_max_body_size 1024k", "body by nginx"),
        ("req.body_size gt 65536", "req.body_size gt 1048576", "body by HAProxy"),
        ("timeout http-keep-alive 60s", "timeout http-keep-alive 90s", "idle connections"),
        ("keepalive_timeout 60s", "keepalive_timeout 75s", "idle connections"),
    ] {
        let (nginx, haproxy) = (real.nginx.replace(from, to), real.haproxy.replace(from, to));
        assert!(nginx != real.nginx || haproxy != real.haproxy, "{from} is nowhere");
        assert_eq!(Texts { nginx, haproxy, ..real.clone() }.disagreements(), [limit], "{to}");
    }
    let reference = real.reference.replace("| `65536` |", "| `1048576` |");
    assert_eq!(Texts { reference, ..real }.disagreements(), ["body by nginx", "body by HAProxy"]);
}
