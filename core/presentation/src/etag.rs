use actix_web::{
    HttpRequest,
    http::header::{EntityTag, Header, IfMatch, IfNoneMatch},
};

/// The strong `ETag` (RFC 9110, section 8.8.3) of a thing in this state, such as its version.
#[must_use]
pub fn entity_tag(state: &str) -> EntityTag {
    EntityTag::new_strong(state.to_owned())
}

/// Whether the client has the thing with this tag already, by its `If-None-Match`: then 304 answers a `GET`.
#[must_use]
pub fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// What a client says of the thing that it wants to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing.
    None,
    /// That it exists.
    Exists,
    /// That it has one of these tags.
    OneOf(Vec<EntityTag>),
}

impl Precondition {
    /// What `If-Match` says. Tags that can't be read match nothing, so a client that errs changes nothing.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        if !request.headers().contains_key(IfMatch::name()) {
            return Self::None;
        }
        match IfMatch::parse(request) {
            Ok(IfMatch::Any) => Self::Exists,
            Ok(IfMatch::Items(tags)) => Self::OneOf(tags),
            Err(_) => Self::OneOf(Vec::new()),
        }
    }

    /// Whether it holds of an existing thing with this tag. A weak tag never does (RFC 9110, section 13.1.1).
    #[must_use]
    pub fn holds(&self, tag: &EntityTag) -> bool {
        match self {
            Self::None | Self::Exists => true,
            Self::OneOf(tags) => tags.iter().any(|known| known.strong_eq(tag)),
        }
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
        let tag = entity_tag("7");
        for (value, holds) in [
            ("7", false),
            ("", false),
            ("\"7\"", true),
            ("\"6\", \"7\"", true),
            ("*", true),
            ("W/\"7\"", false),
            ("\"6\"", false),
        ] {
            assert_eq!(Precondition::of(&with("if-match", value)).holds(&tag), holds, "{value}");
        }
        assert_eq!(Precondition::of(&TestRequest::default().to_http_request()), Precondition::None);
    }
}
