use std::{
    future::{Ready, ready},
    rc::Rc,
    time::Duration,
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    web::{self, BytesMut},
};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use super::{
    strict::{Fault, FaultKind, read_strictly},
    tree::Tree,
};
use crate::{Code, FieldError, HttpSettings, Problem, concurrency_limit::Permit};

/// A request body that has not been read yet.
///
/// Extractors of one handler are polled together, so reading in one would report a bad body before a missing session. A
/// handler reads the body itself, after the caller is authenticated.
pub struct JsonBody {
    payload: Payload,
    is_json: bool,
    is_encoded: bool,
    content_length: Option<HeaderValue>,
    limit: usize,
    timeout: Duration,
    permit: Option<Rc<Permit>>,
}

impl FromRequest for JsonBody {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let Some(settings) = request.app_data::<web::Data<HttpSettings>>() else {
            return ready(Err(Problem::internal("the server was composed without HttpSettings")));
        };
        ready(Ok(Self {
            payload: payload.take(),
            is_json: is_json(request.headers()),
            is_encoded: is_encoded(request.headers()),
            content_length: request.headers().get(header::CONTENT_LENGTH).cloned(),
            limit: settings.body_limit,
            timeout: settings.body_timeout,
            permit: request.extensions().get().cloned(),
        }))
    }
}

impl JsonBody {
    /// Reads the body as a `T`.
    ///
    /// # Errors
    /// The problems `unsupported-media-type`, `payload-too-large`, `request-timeout`, `malformed-json`, `unknown-field`
    /// and `bad-request`, checked in this order; `unavailable` if no concurrency permit is free once the body has
    /// arrived.
    pub async fn read<T: DeserializeOwned>(self) -> Result<T, Problem> {
        self.refuse_other_media()?;
        parse_json(&self.collect().await?)
    }

    fn refuse_other_media(&self) -> Result<(), Problem> {
        if !self.is_json {
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Send the body as JSON, with one header `Content-Type: application/json`.",
            ));
        }
        if self.is_encoded {
            let (name, value) = ACCEPTED_ENCODING;
            return Err(Problem::new(
                Code::UnsupportedMediaType,
                "Send the body uncompressed, without `Content-Encoding`.",
            )
            .with_header(name, HeaderValue::from_static(value)));
        }
        Ok(())
    }

    async fn collect(mut self) -> Result<BytesMut, Problem> {
        let too_large = || {
            Problem::new(Code::PayloadTooLarge, format!("A body has at most {} bytes. Send a shorter one.", self.limit))
        };
        let declared = self.content_length.as_ref().and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if declared.is_some_and(|length| length > self.limit) {
            return Err(too_large());
        }
        let collected = async {
            let mut body = BytesMut::with_capacity(declared.unwrap_or_default());
            while let Some(chunk) = self.payload.next().await {
                let chunk = chunk.map_err(|error| {
                    Problem::new(Code::BadRequest, "The body ended early, or its framing is invalid. Send it again.")
                        .caused_by(error.to_string())
                })?;
                if body.len() + chunk.len() > self.limit {
                    return Err(too_large());
                }
                body.extend_from_slice(&chunk);
            }
            Ok(body)
        };
        if let Some(permit) = &self.permit {
            permit.release();
        }
        let body = tokio::time::timeout(self.timeout, collected).await.unwrap_or_else(|_| {
            let seconds = self.timeout.as_secs();
            Err(Problem::new(
                Code::RequestTimeout,
                format!("The body did not arrive within {seconds} s. Send it again, without pauses."),
            ))
        })?;
        if let Some(permit) = &self.permit {
            permit.acquire()?;
        }
        Ok(body)
    }
}

/// The header of the response to a refused content coding (RFC 9110, section 15.5.16).
const ACCEPTED_ENCODING: (HeaderName, &str) = (header::ACCEPT_ENCODING, "identity");

/// Whether there is one content type, and it is `application/json`. The only parameter that it may have is a charset of
/// UTF-8 (RFC 8259, section 8.1); empty parameters are ignored (RFC 9110, section 5.6.6).
fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE);
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let Ok(text) = value.to_str() else { return false };
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"));
    essence
        && parts.all(|parameter| {
            parameter.is_empty()
                || parameter.eq_ignore_ascii_case("charset=utf-8")
                || parameter.eq_ignore_ascii_case("charset=\"utf-8\"")
        })
}

/// Whether any line of the header names a content coding. `identity` is none (RFC 9110, section 12.5.3), and empty list
/// elements are ignored.
fn is_encoded(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::CONTENT_ENCODING).map(HeaderValue::as_bytes);
    let mut codings = lines.flat_map(|line| line.split(|byte| *byte == b',')).map(<[u8]>::trim_ascii);
    codings.any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"))
}

/// Parses JSON as a `T`, strictly.
///
/// # Errors
/// The problems `malformed-json`, `unknown-field` and `bad-request`.
pub fn parse_json<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let Tree(tree) = serde_json::from_slice(text).map_err(|error| {
        let location = format!("line {}, column {}", error.line(), error.column());
        Problem::new(
            Code::MalformedJson,
            format!("The body is not well-formed JSON, or repeats a key: see {location}."),
        )
    })?;
    read_strictly(tree).map_err(|fault| problem_of(&fault))
}

fn problem_of(fault: &Fault) -> Problem {
    let code = match fault.kind {
        FaultKind::UnknownField => Code::UnknownField,
        FaultKind::MissingField | FaultKind::UnknownValue | FaultKind::WrongType => Code::BadRequest,
    };
    let location = if fault.pointer.is_empty() { "the body" } else { &fault.pointer };
    Problem::new(code, format!("The body does not match the schema of this call: see {location}.")).with_errors(vec![
        FieldError { pointer: fault.pointer.clone(), code: fault.kind.into(), detail: fault.detail.clone() },
    ])
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Letter {
        name: String,
        items: Vec<Item>,
        #[serde(default)]
        note: Option<String>,
        #[serde(default)]
        kind: Kind,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        quantity: i64,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        #[default]
        Plain,
        Gift,
    }

    fn refusal(text: &str) -> (&'static str, Option<(String, &'static str)>) {
        let problem = parse_json::<Letter>(text.as_bytes()).expect_err(text);
        let field = problem.errors().first().map(|error| (error.pointer.clone(), error.code));
        (problem.code().as_str(), field)
    }

    fn at(code: &'static str, pointer: &str, field: &'static str) -> (&'static str, Option<(String, &'static str)>) {
        (code, Some((pointer.to_owned(), field)))
    }

    #[test]
    fn what_fits_is_read() {
        let text = r#"{"name":"a\u0000","items":[{"quantity":9223372036854775807}],"note":null,"kind":"gift"}"#;
        let letter =
            Letter { name: "a\0".to_owned(), items: vec![Item { quantity: i64::MAX }], note: None, kind: Kind::Gift };
        assert_eq!(parse_json::<Letter>(text.as_bytes()).unwrap(), letter);
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        let deep = "[".repeat(100_000);
        for text in [
            "",
            "{",
            "{} {}",
            "\u{feff}{}",
            "{'name':1}",
            "NaN",
            r#"{"name":NaN}"#,
            r#"{"name":1e400}"#,
            r#"{"name":"\ud800"}"#,
            &deep,
            r#"{"name":"a","name":"b"}"#,
            r#"{"items":[{"quantity":1,"quantity":2}]}"#,
        ] {
            assert_eq!(refusal(text), ("malformed-json", None), "{text:.40}");
        }
        assert_eq!(parse_json::<Letter>(b"{\"name\":\"\xff\"}").unwrap_err().code(), Code::MalformedJson);
    }

    #[test]
    fn arrays_do_not_stand_for_objects() {
        assert_eq!(refusal(r#"["a",[]]"#), at("bad-request", "", "wrong-type"));
        assert_eq!(refusal(r#"{"name":"a","items":[[1]]}"#), at("bad-request", "/items/0", "wrong-type"));
        assert_eq!(refusal("null"), at("bad-request", "", "wrong-type"));
    }

    #[test]
    fn numbers_are_whole_and_of_64_bits() {
        for quantity in ["1.5", "1.0", "1e2", "\"1\"", "null", "true", "9223372036854775808", "1e30", "-1e30"] {
            let text = format!(r#"{{"name":"a","items":[{{"quantity":{quantity}}}]}}"#);
            assert_eq!(refusal(&text), at("bad-request", "/items/0/quantity", "wrong-type"), "{quantity}");
        }
    }

    #[test]
    fn fields_are_those_of_the_call() {
        assert_eq!(refusal(r#"{"name":"a","items":[],"role":"admin"}"#), at("unknown-field", "/role", "unknown-field"));
        assert_eq!(refusal(r#"{"name":"a","items":[],"a/b~c":1}"#), at("unknown-field", "/a~1b~0c", "unknown-field"));
        assert_eq!(refusal(r#"{"items":[]}"#), at("bad-request", "/name", "missing-field"));
        assert_eq!(refusal(r#"{"name":"a","items":[],"kind":"GIFT"}"#), at("bad-request", "/kind", "unknown-value"));
        assert_eq!(
            refusal(r#"{"name":"a","items":[],"kind":{"gift":1}}"#),
            at("bad-request", "/kind", "unknown-value")
        );
    }

    #[test]
    fn what_was_sent_is_not_repeated() {
        let problem = parse_json::<Letter>(br#"{"name":12345678901,"items":[]}"#).unwrap_err();
        assert!(!format!("{problem:?}").contains("12345678901"));
    }

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(name.clone(), HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        headers
    }

    #[test]
    fn only_json_is_json() {
        let checked = |values: &[&str]| is_json(&headers(&header::CONTENT_TYPE, values));
        for json in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=UTF-8",
            "application/json;",
            "application/json ;",
            "application/json;;",
            "application/json ; charset=utf-8",
            "application/json\t;\tcharset=\"UTF-8\" ; ;",
        ] {
            assert!(checked(&[json]), "{json}");
        }
        for other in [
            "text/json",
            "application/problem+json",
            "application/jsonx",
            "application/json; charset=latin1",
            "application/json; charset = utf-8",
            "application/json; charset=\"utf-8",
            "application/json charset=utf-8",
            "application/json, application/json",
            "; application/json",
            "application/json\u{a0};",
            ";",
            "",
        ] {
            assert!(!checked(&[other]), "{other}");
        }
        assert!(!checked(&[]));
        assert!(!checked(&["application/json", "application/json"]));
        assert!(!checked(&["application/json", "text/plain"]));
    }

    #[test]
    fn only_identity_is_no_coding() {
        let checked = |values: &[&str]| is_encoded(&headers(&header::CONTENT_ENCODING, values));
        for plain in [&[][..], &[""], &["identity"], &["Identity"], &[" ,identity,, "], &["identity", "", "IDENTITY"]] {
            assert!(!checked(plain), "{plain:?}");
        }
        for encoded in [
            &["gzip"][..],
            &["GZIP"],
            &["x-gzip"],
            &["br"],
            &["utf-8"],
            &["identity, gzip"],
            &["gzip,identity"],
            &["identity", "deflate"],
            &["identity;q=1"],
            &["\u{fc}"],
        ] {
            assert!(checked(encoded), "{encoded:?}");
        }
    }
}
