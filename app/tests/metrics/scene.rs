use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{Client, PASSWORD, Server, Workplace, eventually, sign_up_and_log_in};

/// Held by the tests that run: exclusively by one, or shared.
static MACHINE: RwLock<()> = RwLock::new(());

/// The lock of the machine, until it is dropped.
pub(crate) enum Machine {
    Shared { _guard: RwLockReadGuard<'static, ()> },
    Alone { _guard: RwLockWriteGuard<'static, ()> },
}

impl Machine {
    pub(crate) fn shared() -> Self {
        Self::Shared { _guard: MACHINE.read().unwrap_or_else(PoisonError::into_inner) }
    }

    fn alone() -> Self {
        Self::Alone { _guard: MACHINE.write().unwrap_or_else(PoisonError::into_inner) }
    }
}

/// A server that serves metrics.
pub(crate) struct Scene {
    pub(crate) workplace: Workplace,
    pub(crate) server: Server,
    pub(crate) metrics: Client,
    _machine: Machine,
}

/// The response to one scrape.
pub(crate) struct Scrape {
    pub(crate) text: String,
    samples: Vec<Sample>,
    pub(crate) took: Duration,
}

/// One sample of it.
pub(crate) struct Sample {
    pub(crate) name: String,
    labels: BTreeMap<String, String>,
    pub(crate) value: f64,
}

impl Scene {
    /// A server in this workplace.
    pub(crate) fn start(workplace: Workplace) -> Self {
        Self::start_with(workplace, Machine::shared())
    }

    /// The same, exclusively: no other test runs beside it.
    pub(crate) fn start_alone(workplace: Workplace) -> Self {
        Self::start_with(workplace, Machine::alone())
    }

    fn start_with(workplace: Workplace, machine: Machine) -> Self {
        let workplace = workplace.with("TRANCHE_METRICS__LISTEN", "127.0.0.1:0");
        let server = workplace.start();
        let address = eventually("metrics are served", || workplace.log().lines().find_map(listener));
        Self { workplace, server, metrics: Client::anonymous(format!("http://{address}")), _machine: machine }
    }

    pub(crate) fn scrape(&self) -> Scrape {
        scrape(&self.metrics)
    }

    /// Makes calls of many kinds.
    pub(crate) fn traffic(&self) {
        let anonymous = self.server.anonymous();
        let ada = sign_up_and_log_in(&anonymous, "ada.lovelace");
        ada.me().assert_status(200);
        ada.get("/api/v1/auth/sessions").assert_status(200);
        ada.get("/api/v1/users").assert_problem(403, "forbidden");
        anonymous.log_in("ada.lovelace", "not her password").assert_problem(401, "invalid-credentials");
        let from_elsewhere = anonymous.call("POST", "/api/v1/auth/login").header("sec-fetch-site", "cross-site");
        let guess = json!({"username": "ada.lovelace", "password": PASSWORD});
        from_elsewhere.json(&guess).send().assert_problem(403, "cross-site-request");
        ada.log_out().assert_status(204);
    }
}

/// The address in the line that logs where metrics are served.
pub(crate) fn listener(line: &str) -> Option<String> {
    let line: Value = serde_json::from_str(line).ok()?;
    (line["message"] == "metrics are served").then(|| line["address"].as_str().unwrap().to_owned())
}

pub(crate) fn scrape(metrics: &Client) -> Scrape {
    let asked = Instant::now();
    let answer = metrics.call("GET", "/metrics").try_send().unwrap();
    let took = asked.elapsed();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let lines = answer.text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    Scrape { samples: lines.map(sample).collect(), text: answer.text.clone(), took }
}

fn sample(line: &str) -> Sample {
    let (series, value) = line.rsplit_once(' ').unwrap();
    let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
    // No value of a label of the product has a comma or a quote in it.
    let labels = labels.strip_suffix('}').unwrap().split(',').filter(|label| !label.is_empty());
    let labels = labels.map(|label| label.split_once('=').unwrap());
    Sample {
        name: name.to_owned(),
        labels: labels.map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned())).collect(),
        value: value.parse().unwrap_or_else(|error| panic!("{line}: {error}")),
    }
}

impl Scrape {
    /// The samples of this name that have these labels, and maybe more.
    pub(crate) fn all<'a>(&'a self, name: &str, labels: &[(&str, &str)]) -> Vec<&'a Sample> {
        let has = |sample: &Sample| {
            labels.iter().all(|(label, value)| sample.labels.get(*label).is_some_and(|it| it == value))
        };
        self.samples.iter().filter(|sample| sample.name == name && has(sample)).collect()
    }

    /// The one of them.
    #[track_caller]
    pub(crate) fn value(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let found = self.all(name, labels);
        assert_eq!(found.len(), 1, "{name} {labels:?}:\n{}", self.text);
        found[0].value
    }

    /// All names of samples.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.samples.iter().map(|sample| sample.name.as_str())
    }
}
