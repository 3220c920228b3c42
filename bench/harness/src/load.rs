use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde::Deserialize;

use crate::{
    Result,
    server::Server,
    shop::{Endpoint, Shop},
    workplace::Workplace,
};

/// A repeated request to a server.
pub(crate) struct Load {
    /// The URLs, one a line, of which each request takes any.
    urls: PathBuf,
    cookie: String,
    /// The bodies, one a line; without them the load reads.
    bodies: Option<PathBuf>,
    /// The expected status of every response.
    expected: u16,
}

/// How requests follow each other.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// Each connection sends a request as soon as it has a response.
    Closed { connections: u32 },
    /// A rate of requests, whatever responses take; the time of a late request counts from when it was due.
    Steady { per_second: u32 },
}

/// A load that is running.
pub(crate) struct Running<'a> {
    generator: Child,
    server: &'a Server,
    before: Duration,
    expected: u16,
}

/// The results of a load.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measurement {
    pub(crate) per_second: f64,
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
    /// The server's CPU time for each request, in microseconds.
    pub(crate) computed_us: f64,
}

/// The report of `oha`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OhaOutput {
    summary: Summary,
    latency_percentiles: BTreeMap<String, Option<f64>>,
    status_code_distribution: BTreeMap<String, u32>,
    error_distribution: BTreeMap<String, u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    requests_per_sec: f64,
}

impl Load {
    /// The load of one endpoint of a server.
    pub(crate) fn of(endpoint: Endpoint, shop: &Shop, workplace: &Workplace, server: &Server) -> Result<Self> {
        let load = Self::reading(&shop.paths(endpoint), &shop.client.cookie, workplace, server)?;
        if endpoint != Endpoint::Order {
            return Ok(load);
        }
        Ok(load.sending(shop.write_orders(workplace)?, 201))
    }

    /// The load of these paths of a server.
    pub(crate) fn reading(paths: &[String], cookie: &str, workplace: &Workplace, server: &Server) -> Result<Self> {
        let urls: Vec<String> = paths.iter().map(|path| format!("{}{path}", server.origin)).collect();
        let urls = workplace.write_lines(&urls)?;
        Ok(Self { urls, cookie: cookie.to_owned(), bodies: None, expected: 200 })
    }

    /// The same load with these bodies and another expected status.
    pub(crate) fn sending(self, bodies: PathBuf, expected: u16) -> Self {
        Self { bodies: Some(bodies), expected, ..self }
    }

    /// Loads the server. Every response must have the expected status.
    pub(crate) fn run(&self, oha: &Path, server: &Server, connections: u32, lasts: Duration) -> Result<Measurement> {
        self.start(oha, server, Pace::Closed { connections }, lasts)?.finish()
    }

    /// Starts to load the server.
    pub(crate) fn start<'a>(&self, oha: &Path, server: &'a Server, pace: Pace, lasts: Duration) -> Result<Running<'a>> {
        let before = server.computed()?;
        let mut command = self.command(oha, pace, lasts);
        let generator = command.stdout(Stdio::piped()).spawn();
        let generator = generator.map_err(|error| format!("{}: {error}", oha.display()))?;
        Ok(Running { generator, server, before, expected: self.expected })
    }

    fn command(&self, oha: &Path, pace: Pace, lasts: Duration) -> Command {
        let mut command = Command::new(oha);
        command
            .args(["--no-tui", "--output-format", "json", "--urls-from-file", "--disable-compression"])
            // Requests in flight at the end count: the slowest responses are among them.
            .args(["-w", "-z", &format!("{}ms", lasts.as_millis())]);
        match pace {
            Pace::Closed { connections } => command.args(["-c", &connections.to_string()]),
            Pace::Steady { per_second } => {
                command.args(["-c", "16", "-q", &per_second.to_string(), "--latency-correction"])
            }
        };
        if !self.cookie.is_empty() {
            command.args(["-H", &format!("cookie: {}", self.cookie)]);
        }
        if let Some(bodies) = &self.bodies {
            command.args(["-m", "POST", "-T", "application/json", "-Z"]).arg(bodies);
        }
        command.arg(&self.urls);
        command
    }
}

impl Running<'_> {
    /// Waits for the end, and returns the results.
    pub(crate) fn finish(self) -> Result<Measurement> {
        let output = self.generator.wait_with_output()?;
        if !output.status.success() {
            return Err(format!("the load generator ended with {}", output.status).into());
        }
        let output: OhaOutput = serde_json::from_slice(&output.stdout)?;
        let answered = output.answered(self.expected)?;
        let computed = self.server.computed()?.saturating_sub(self.before);
        Ok(Measurement {
            per_second: output.summary.requests_per_sec,
            median_ms: output.percentile("p50")? * 1_000.0,
            p99_ms: output.percentile("p99")? * 1_000.0,
            computed_us: computed.as_secs_f64() * 1_000_000.0 / f64::from(answered),
        })
    }
}

impl OhaOutput {
    /// How many requests got a response, all with this status.
    fn answered(&self, expected: u16) -> Result<u32> {
        let answered = self.status_code_distribution.get(&expected.to_string()).copied().unwrap_or_default();
        if answered == 0 || self.status_code_distribution.len() > 1 || !self.error_distribution.is_empty() {
            let (statuses, errors) = (&self.status_code_distribution, &self.error_distribution);
            return Err(format!("expected {expected} alone, got {statuses:?} and {errors:?}").into());
        }
        Ok(answered)
    }

    fn percentile(&self, name: &str) -> Result<f64> {
        Ok(self.latency_percentiles.get(name).copied().flatten().ok_or_else(|| format!("no {name}"))?)
    }
}
