use serde_json::Value;
use ureq::http::HeaderMap;

use super::tokens::matches;

/// The content security policy of a response that is no page.
pub(crate) const DEFAULT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// A response of the server.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// The body as JSON; null if it is none.
    pub(crate) body: Value,
}

impl Answer {
    /// A header as text; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    /// Every line of a header.
    pub(crate) fn header_lines(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().expect("a header in ASCII")).collect()
    }

    /// The one cookie that the answer sets, as it is sent back: `name=value`.
    #[track_caller]
    pub(crate) fn cookie(&self) -> &str {
        let [cookie] = self.header_lines("set-cookie")[..] else { panic!("one cookie, in {self:?}") };
        cookie.split(';').next().unwrap()
    }

    /// Asserts the status, and shows the whole response if it is another.
    #[track_caller]
    pub(crate) fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Asserts that this is the problem with this status and code, in the one shape of problems.
    #[track_caller]
    pub(crate) fn assert_problem(&self, status: u16, code: &str) -> &Self {
        assert_eq!((self.status, &self.body["code"]), (status, &code.into()), "{}", self.text);
        assert_eq!(self.header_lines("content-type"), ["application/problem+json"]);
        assert_eq!(self.body["type"], format!("/problems/{code}"));
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["requestId"], self.header("x-request-id"));
        for text in ["title", "detail"] {
            assert!(self.body[text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {}", self.text);
        }
        let of_every_problem = ["code", "detail", "requestId", "status", "title", "type"];
        let more: Vec<_> =
            self.fields().into_iter().filter(|field| !of_every_problem.contains(&field.as_str())).collect();
        assert!(more.iter().all(|field| ["allowed", "checks", "errors"].contains(&field.as_str())), "{}", self.text);
        match status {
            401 => assert_eq!(self.header_lines("www-authenticate"), ["Session realm=\"tranche\""]),
            429 | 503 => assert!(matches("^[1-9][0-9]*$", self.header("retry-after")), "{:?}", self.headers),
            _ => {}
        }
        self
    }

    /// Asserts that the problem is about one field of the body, and which.
    #[track_caller]
    pub(crate) fn assert_field(&self, pointer: &str, code: &str) -> &Self {
        let errors = self.body["errors"].as_array().unwrap_or_else(|| panic!("fields at fault: {}", self.text));
        assert_eq!(errors.len(), 1, "{}", self.text);
        assert_eq!((&errors[0]["pointer"], &errors[0]["code"]), (&pointer.into(), &code.into()), "{}", self.text);
        assert_eq!(fields(&errors[0]), ["code", "detail", "pointer"]);
        assert!(errors[0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{}", self.text);
        self
    }

    /// The names of the body's fields, in alphabetical order.
    pub(crate) fn fields(&self) -> Vec<String> {
        fields(&self.body)
    }

    /// Asserts the properties of all the product's responses: security headers, no caching, and a request id.
    #[track_caller]
    pub(crate) fn assert_edge(&self, path: &str) {
        let line = |name: &str| {
            let lines = self.header_lines(name);
            assert_eq!(lines.len(), 1, "{path}: {name}: {lines:?} of {}", self.status);
            lines[0]
        };
        assert_eq!(line("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(line("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(line("x-frame-options"), "DENY", "{path}");
        assert!(matches("^[A-Za-z0-9._-]{1,128}$", line("x-request-id")), "{path}");
        // The files of the documentation and of the console are public, and so are problem types, which are pages to browsers.
        let is_file = ["/docs/", "/console/"].iter().any(|folder| path.starts_with(folder)) && self.status < 400;
        let is_problem_type = path.starts_with("/problems") && self.status < 400;
        let is_document = path == "/openapi.json" && self.status < 400;
        let policy = line("content-security-policy");
        if is_file || is_problem_type && policy != DEFAULT_POLICY {
            assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        } else {
            assert_eq!(policy, DEFAULT_POLICY, "{path}");
        }
        if !is_file {
            let expected = if is_problem_type || is_document { "no-cache" } else { "no-store" };
            assert_eq!(line("cache-control"), expected, "{path}");
        }
    }
}

/// The names of an object's fields, in alphabetical order; none if it is no object.
pub(crate) fn fields(object: &Value) -> Vec<String> {
    let mut names: Vec<_> = object.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default();
    names.sort_unstable();
    names
}
