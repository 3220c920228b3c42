use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};
use ureq::{Agent, Body, http::Response};

use crate::{
    Result,
    workplace::{ADMIN, PASSWORD},
};

/// The timeout of a response: longer than the server's own.
const TIMEOUT: Duration = Duration::from_secs(30);

/// An HTTP client of a server, with or without a session.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    origin: String,
    pub(crate) cookie: String,
}

/// A response of a server.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn new(origin: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).proxy(None).timeout_global(Some(TIMEOUT));
        Self { agent: config.build().into(), origin: origin.to_owned(), cookie: String::new() }
    }

    /// The same client for another server.
    pub(crate) fn at(&self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self.clone() }
    }

    /// The same client with its own connections.
    pub(crate) fn apart(&self) -> Self {
        Self { cookie: self.cookie.clone(), ..Self::new(&self.origin) }
    }

    /// The administrator, signed in.
    pub(crate) fn admin(origin: &str) -> Result<Self> {
        let mut client = Self::new(origin);
        let answer = client.post("/api/v1/auth/login", &json!({"username": ADMIN, "password": PASSWORD}))?;
        let cookie = answer.headers.get("set-cookie").and_then(|cookie| cookie.split(';').next());
        cookie.ok_or_else(|| format!("no cookie: {}", answer.body))?.clone_into(&mut client.cookie);
        Ok(client)
    }

    pub(crate) fn get(&self, path: &str) -> Result<Answer> {
        let call = self.agent.get(format!("{}{path}", self.origin)).header("cookie", &self.cookie);
        Answer::of(call.call()?)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        let call = self.agent.post(format!("{}{path}", self.origin)).header("cookie", &self.cookie);
        Answer::of(call.header("content-type", "application/json").send(body.to_string())?)
    }
}

impl Answer {
    fn of(mut response: Response<Body>) -> Result<Self> {
        let text = |value: &ureq::http::HeaderValue| value.to_str().map(str::to_owned);
        let headers = response.headers().iter().map(|(name, value)| Ok((name.to_string(), text(value)?)));
        let headers = headers.collect::<Result<_>>()?;
        Ok(Self { status: response.status().as_u16(), headers, body: response.body_mut().read_to_string()? })
    }

    /// The body, if the response has this status.
    pub(crate) fn json(&self, status: u16) -> Result<Value> {
        if self.status == status {
            return Ok(serde_json::from_str(&self.body)?);
        }
        Err(format!("expected {status}, got {}: {}", self.status, self.body).into())
    }
}
