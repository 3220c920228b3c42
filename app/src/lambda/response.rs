use std::collections::BTreeMap;

use actix_web::{
    http::{
        StatusCode,
        header::{self, HeaderMap},
    },
    web::Bytes,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;

use super::{
    background::Done,
    event::{Form, HeaderValues},
};

/// The function's response, in the format of the event.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Reply {
    V2(V2Reply),
    V1(V1Reply),
    LoadBalancer(LoadBalancerReply),
    Background(Done),
}

impl Reply {
    /// Converts a response to this format.
    pub(super) fn new(form: Form, answer: Answer) -> Self {
        match form {
            Form::V2 => Self::V2(answer.into()),
            Form::V1 => Self::V1(answer.into()),
            Form::LoadBalancer(values) => Self::LoadBalancer(LoadBalancerReply::new(answer, values)),
        }
    }
}

/// An answer to a request.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    /// Names in lower case, with every value.
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Answer {
    pub(super) fn new(status: StatusCode, headers: &HeaderMap, body: Bytes) -> Self {
        // All header values of the app are text.
        let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
        Self { status, headers, body }
    }

    /// The response to `HEAD`: it has the length that the body would have.
    pub(super) fn without_body(mut self) -> Self {
        self.headers.push((header::CONTENT_LENGTH.as_str().to_owned(), self.body.len().to_string()));
        self.body = Bytes::new();
        self
    }
}

/// Version 2.0 of the format of API Gateway.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V2Reply {
    status_code: u16,
    headers: BTreeMap<String, String>,
    cookies: Vec<String>,
    #[serde(flatten)]
    body: Body,
}

impl From<Answer> for V2Reply {
    fn from(answer: Answer) -> Self {
        let mut reply = Self {
            status_code: answer.status.as_u16(),
            headers: BTreeMap::new(),
            cookies: Vec::new(),
            body: Body::new(answer.body),
        };
        for (name, value) in answer.headers {
            if name == header::SET_COOKIE.as_str() {
                reply.cookies.push(value);
                continue;
            }
            join(&mut reply.headers, name, value);
        }
        reply
    }
}

/// Appends a value to a header that is a list.
fn join(headers: &mut BTreeMap<String, String>, name: String, value: String) {
    headers.entry(name).and_modify(|values| *values = format!("{values}, {value}")).or_insert(value);
}

/// Version 1.0 of the format of API Gateway.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V1Reply {
    status_code: u16,
    multi_value_headers: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    body: Body,
}

impl From<Answer> for V1Reply {
    fn from(answer: Answer) -> Self {
        let multi_value_headers = all_values(answer.headers);
        Self { status_code: answer.status.as_u16(), multi_value_headers, body: Body::new(answer.body) }
    }
}

fn all_values(headers: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::<_, Vec<_>>::new();
    for (name, value) in headers {
        all.entry(name).or_default().push(value);
    }
    all
}

/// The format of a load balancer: `headers` or `multiValueHeaders`, whichever its events have.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LoadBalancerReply {
    status_code: u16,
    status_description: String,
    #[serde(flatten)]
    headers: LoadBalancerHeaders,
    #[serde(flatten)]
    body: Body,
}

#[derive(Debug, Serialize)]
enum LoadBalancerHeaders {
    #[serde(rename = "headers")]
    One(BTreeMap<String, String>),
    #[serde(rename = "multiValueHeaders")]
    All(BTreeMap<String, Vec<String>>),
}

impl LoadBalancerReply {
    fn new(answer: Answer, values: HeaderValues) -> Self {
        let headers = match values {
            HeaderValues::All => LoadBalancerHeaders::All(all_values(answer.headers)),
            HeaderValues::One => {
                let mut headers = BTreeMap::new();
                for (name, value) in answer.headers {
                    // Cookies can't be joined. The app sets one at most; of several, the last would count.
                    if name == header::SET_COOKIE.as_str() {
                        headers.insert(name, value);
                    } else {
                        join(&mut headers, name, value);
                    }
                }
                LoadBalancerHeaders::One(headers)
            }
        };
        // `200 OK`: the code, and the phrase if it has one.
        let status_description = answer.status.to_string();
        Self { status_code: answer.status.as_u16(), status_description, headers, body: Body::new(answer.body) }
    }
}

/// Text as it is, anything else in base64.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    body: String,
    is_base64_encoded: bool,
}

impl Body {
    fn new(bytes: Bytes) -> Self {
        match String::from_utf8(bytes.into()) {
            Ok(body) => Self { body, is_base64_encoded: false },
            Err(no_text) => Self { body: STANDARD.encode(no_text.into_bytes()), is_base64_encoded: true },
        }
    }
}
