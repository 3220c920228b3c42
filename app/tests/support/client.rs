use serde_json::{Value, json};
use ureq::{
    Agent, Error,
    http::{HeaderMap, HeaderName, HeaderValue, Request, Response, request::Builder},
};

use super::{Answer, TIMEOUT};

/// An HTTP client of the server: anonymous, or with a session cookie.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    origin: String,
    /// The value of the `Cookie` header.
    pub(crate) cookie: Option<String>,
}

/// A request that is being put together.
pub(crate) struct Call {
    agent: Agent,
    origin: String,
    method: String,
    path: String,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
}

impl Client {
    /// A client without a session.
    pub(crate) fn anonymous(origin: String) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .allow_non_standard_methods(true)
            .timeout_global(Some(TIMEOUT))
            .build()
            .into();
        Self { agent, origin, cookie: None }
    }

    /// `host:port` of the server.
    pub(crate) fn address(&self) -> &str {
        self.origin.strip_prefix("http://").unwrap()
    }

    /// The same client with another `Cookie` header.
    pub(crate) fn with_cookie(&self, cookie: impl Into<String>) -> Self {
        Self { cookie: Some(cookie.into()), ..self.clone() }
    }

    pub(crate) fn without_cookie(&self) -> Self {
        Self { cookie: None, ..self.clone() }
    }

    pub(crate) fn call(&self, method: &str, path: &str) -> Call {
        let call = Call {
            agent: self.agent.clone(),
            origin: self.origin.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            headers: HeaderMap::new(),
            body: None,
        };
        match &self.cookie {
            Some(cookie) => call.header("cookie", cookie),
            None => call,
        }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.call("GET", path).send()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.call("POST", path).json(body).send()
    }

    pub(crate) fn me(&self) -> Answer {
        self.get("/api/v1/auth/me")
    }

    pub(crate) fn sign_up(&self, username: &str, password: &str) -> Answer {
        self.post("/api/v1/auth/signup", &json!({"username": username, "password": password}))
    }

    pub(crate) fn log_in(&self, username: &str, password: &str) -> Answer {
        self.post("/api/v1/auth/login", &json!({"username": username, "password": password}))
    }

    pub(crate) fn log_out(&self) -> Answer {
        self.call("DELETE", "/api/v1/auth/logout").send()
    }
}

impl Call {
    /// Adds a header, beside any other of the same name.
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        self.header_bytes(name, value.as_bytes())
    }

    pub(crate) fn header_bytes(mut self, name: &str, value: &[u8]) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        self.headers.append(name, HeaderValue::from_bytes(value).unwrap());
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub(crate) fn body(self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.header("content-type", content_type).untyped_body(body)
    }

    pub(crate) fn untyped_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it, and asserts the properties of all responses.
    #[track_caller]
    pub(crate) fn send(self) -> Answer {
        let description = format!("{} {}", self.method, self.path);
        let path = self.path.clone();
        let answer = self.try_send().unwrap_or_else(|error| panic!("{description}: {error}"));
        answer.assert_edge(&path);
        answer
    }

    /// Sends it to a server that may be gone.
    ///
    /// # Errors
    /// The response does not arrive whole.
    pub(crate) fn try_send(self) -> Result<Answer, Error> {
        let uri = format!("{}{}", self.origin, self.path);
        let mut request = Builder::new().method(self.method.as_str()).uri(uri);
        *request.headers_mut().unwrap() = self.headers;
        let response = match self.body {
            Some(body) => run(&self.agent, request.body(body).unwrap()),
            // A method that usually has a body is sent without any.
            None if ["POST", "PUT", "PATCH"].contains(&self.method.as_str()) => {
                run(&self.agent, request.body(Vec::new()).unwrap())
            }
            None => self.agent.run(request.body(()).unwrap()),
        };
        read(response?)
    }
}

fn run(agent: &Agent, request: Request<Vec<u8>>) -> Result<Response<ureq::Body>, Error> {
    agent.run(request)
}

fn read(response: Response<ureq::Body>) -> Result<Answer, Error> {
    let (head, mut body) = response.into_parts();
    let bytes = body.with_config().limit(64 * 1024 * 1024).read_to_vec()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let body = serde_json::from_str(&text).unwrap_or(Value::Null);
    Ok(Answer { status: head.status.as_u16(), headers: head.headers, text, body })
}
