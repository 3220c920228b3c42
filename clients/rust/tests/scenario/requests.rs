use serde_json::Value;
use ureq::Agent;

/// What the proxy of the scenario has seen, and what it does next.
pub(super) struct Requests {
    agent: Agent,
    base_url: String,
}

impl Requests {
    pub(super) fn new(base_url: &str) -> Self {
        Self { agent: Agent::config_builder().proxy(None).build().into(), base_url: base_url.to_owned() }
    }

    /// Begins a new list of requests, to the first of which this happens.
    pub(super) fn watch(&self, next: &str) {
        self.agent.post(format!("{}/scenario/next", self.base_url)).send(next).unwrap();
    }

    /// The requests since then.
    pub(super) fn seen(&self) -> Vec<Value> {
        let mut answer = self.agent.get(format!("{}/scenario/requests", self.base_url)).call().unwrap();
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap()
    }

    /// The keys of the requests since then.
    pub(super) fn keys(&self) -> Vec<String> {
        self.seen().iter().map(|request| request["idempotencyKey"].as_str().unwrap().to_owned()).collect()
    }
}
