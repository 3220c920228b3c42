use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{ETag, EntityTag, Header, IfMatch, IfNoneMatch},
};
use application::Precondition;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::IntoParams;

/// The OpenAPI description of `If-Match`.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub struct IfMatchHeader {
    /// The `ETag`s that allow the change: it fails unless the resource has one of them; `*` allows any. A weak one
    /// (`W/"..."`) never matches.
    #[param(rename = "If-Match", value_type = String, required = false, pattern = r#"^(\*|(W/)?"[!#-~]*"([ \t]*,[ \t]*(W/)?"[!#-~]*")*)$"#, example = "*")]
    if_match: Option<String>,
}

/// The OpenAPI description of `If-None-Match`.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub struct IfNoneMatchHeader {
    /// The `ETag`s that the client has cached: if the resource still has one of them, the response is 304. A value that
    /// is not a list of tags is ignored.
    #[param(rename = "If-None-Match", value_type = String, required = false, example = "\"1\"")]
    if_none_match: Option<String>,
}

/// The strong `ETag` (RFC 9110, section 8.8.3) of a resource in this state, such as its version.
#[must_use]
pub fn entity_tag(state: &str) -> EntityTag {
    EntityTag::new_strong(state.to_owned())
}

/// The strong `ETag` of a representation, from its content.
#[must_use]
pub fn content_tag(content: impl AsRef<[u8]>) -> EntityTag {
    EntityTag::new_strong(URL_SAFE_NO_PAD.encode(Sha256::digest(content)))
}

/// The response to a `GET` of a resource in this state: its body, or 304 if `If-None-Match` has its tag.
#[must_use]
pub fn unless_known(request: &HttpRequest, state: &str, body: impl Serialize) -> HttpResponse {
    let tag = entity_tag(state);
    if is_known(request, &tag) {
        return HttpResponse::NotModified().insert_header(ETag(tag)).finish();
    }
    HttpResponse::Ok().insert_header(ETag(tag)).json(body)
}

/// Whether `If-None-Match` has this tag.
#[must_use]
pub fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// The precondition of a change, from the `If-Match` of its request.
///
/// A weak tag never matches (RFC 9110, section 13.1.1), and neither does an invalid one, so a wrong header changes
/// nothing.
#[must_use]
pub fn precondition(request: &HttpRequest) -> Precondition {
    if !request.headers().contains_key(IfMatch::name()) {
        return Precondition::Exists;
    }
    match IfMatch::parse(request) {
        Ok(IfMatch::Any) => Precondition::Exists,
        Ok(IfMatch::Items(tags)) => {
            Precondition::OneOf(tags.iter().filter(|tag| !tag.weak).map(|tag| tag.tag().to_owned()).collect())
        }
        Err(_) => Precondition::OneOf(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{http::header::HeaderValue, test::TestRequest};

    use super::*;

    fn with(name: &str, value: &str) -> HttpRequest {
        TestRequest::default().insert_header((name, value)).to_http_request()
    }

    #[test]
    fn a_known_tag_answers_not_modified() {
        let tag = entity_tag("7");
        for (value, known) in
            [("7", false), ("\"7\"", true), ("W/\"7\"", true), ("\"6\", \"7\"", true), ("*", true), ("\"6\"", false)]
        {
            assert_eq!(is_known(&with("if-none-match", value), &tag), known, "{value}");
        }
        assert!(!is_known(&TestRequest::default().to_http_request(), &tag));
    }

    #[test]
    fn each_content_has_its_tag() {
        assert_eq!(content_tag("tea"), content_tag("tea"));
        assert_ne!(content_tag("tea"), content_tag("coffee"));
        assert!(!content_tag("tea").weak);
    }

    #[test]
    fn a_precondition_that_is_no_text_holds_for_no_state() {
        let value = HeaderValue::from_bytes(b"\"\xe9\"").unwrap();
        let request = TestRequest::default().insert_header(("if-match", value)).to_http_request();
        assert_eq!(precondition(&request), Precondition::OneOf(Vec::new()));
    }

    #[test]
    fn a_precondition_compares_strongly() {
        for (value, holds) in [
            ("7", false),
            ("", false),
            ("\"7\"", true),
            ("\"6\", \"7\"", true),
            ("*", true),
            ("W/\"7\"", false),
            ("\"6\"", false),
        ] {
            assert_eq!(precondition(&with("if-match", value)).check("7").is_ok(), holds, "{value}");
        }
        assert_eq!(precondition(&TestRequest::default().to_http_request()), Precondition::Exists);
    }
}
