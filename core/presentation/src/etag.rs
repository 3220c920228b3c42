use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{ETag, EntityTag, Header, IfMatch, IfNoneMatch},
};
use application::Precondition;
use serde::Serialize;
use utoipa::IntoParams;

/// What OpenAPI says of `If-Match`.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub struct IfMatchHeader {
    /// Change it only while it has one of these `ETag`s; `*` is any. A weak one (`W/"..."`) never matches.
    #[param(rename = "If-Match", value_type = String, required = false, pattern = r#"^(\*|(W/)?"[!#-~]*"([ \t]*,[ \t]*(W/)?"[!#-~]*")*)$"#, example = "*")]
    if_match: Option<String>,
}

/// What OpenAPI says of `If-None-Match`.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub struct IfNoneMatchHeader {
    /// The `ETag`s of it that the client has; where it has one of them still, the answer is 304. A text that
    /// is no list of tags is the same as none.
    #[param(rename = "If-None-Match", value_type = String, required = false, example = "\"1\"")]
    if_none_match: Option<String>,
}

/// The strong `ETag` (RFC 9110, section 8.8.3) of a thing in this state, such as its version.
#[must_use]
pub fn entity_tag(state: &str) -> EntityTag {
    EntityTag::new_strong(state.to_owned())
}

/// Answers a `GET` of a thing in this state with its body; with 304 if the client has it already, by its `If-None-Match`.
#[must_use]
pub fn unless_known(request: &HttpRequest, state: &str, body: impl Serialize) -> HttpResponse {
    let tag = entity_tag(state);
    if is_known(request, &tag) {
        return HttpResponse::NotModified().insert_header(ETag(tag)).finish();
    }
    HttpResponse::Ok().insert_header(ETag(tag)).json(body)
}

fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// What the client presumes of the thing that it wants to change, by its `If-Match`.
///
/// A tag that is weak never matches (RFC 9110, section 13.1.1), and neither does one that can't be read, so a client that
/// errs changes nothing.
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
    use actix_web::test::TestRequest;

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
