//! Finds where the API begins in a path. Some gateways put the name of a stage, or the base path of a custom domain,
//! before it; not all of them report that, so the event's own fields decide.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// The prefix of every path but the system's own.
const API: &str = "/api/v1";

/// The API's path, found by the route that the gateway matched: a pattern such as `/{proxy+}`, and the values of its
/// parameters. What precedes the match is a base path. None if the route doesn't say, as `$default` does not.
pub(super) fn behind_route<'a>(path: &'a str, pattern: &str, parameters: &BTreeMap<String, String>) -> Option<&'a str> {
    let matched = filled(pattern, parameters)?;
    // Some gateways undo the percent-encoding of one and not of the other.
    let (whole, matched) = (decoded(path)?, decoded(&matched)?);
    let base = whole.trim_end_matches('/').strip_suffix(matched.trim_end_matches('/'))?;
    if base.trim_matches('/').is_empty() {
        // Empty segments are no base path: the client sent them.
        return Some(path);
    }
    let rest = path.strip_prefix(base)?;
    Some(unless_whole(path, if rest.is_empty() { "/" } else { rest }))
}

/// The path without the stage's name, if it begins with that.
pub(super) fn behind_stage<'a>(path: &'a str, stage: &str) -> &'a str {
    if stage.is_empty() {
        return path;
    }
    let rest = path.strip_prefix('/').and_then(|path| path.strip_prefix(stage));
    match rest {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => unless_whole(path, rest),
        _ => path,
    }
}

/// The remaining path, unless the whole path was one of the API and the rest is none: a stage may be called `api`, and
/// a base path and a route may make up `/api/v1` together.
fn unless_whole<'a>(path: &'a str, rest: &'a str) -> &'a str {
    if is_of_api(path) && !is_of_api(rest) { path } else { rest }
}

fn is_of_api(path: &str) -> bool {
    path.strip_prefix(API).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The pattern of a route with its parameters filled in.
fn filled(pattern: &str, parameters: &BTreeMap<String, String>) -> Option<String> {
    let mut path = String::new();
    for segment in pattern.strip_prefix('/')?.split('/') {
        let name = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        path.push('/');
        path.push_str(match name {
            Some(name) => parameters.get(name.strip_suffix('+').unwrap_or(name))?,
            None => segment,
        });
    }
    Some(path)
}

fn decoded(path: &str) -> Option<String> {
    percent_decode_str(path).decode_utf8().ok().map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routed<'a>(path: &'a str, pattern: &str, parameters: &[(&str, &str)]) -> Option<&'a str> {
        let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        behind_route(path, pattern, &parameters)
    }

    #[test]
    fn a_route_says_where_the_api_begins() {
        for (path, proxy, expected) in [
            ("/api/v1/users", "api/v1/users", "/api/v1/users"),
            ("/live/api/v1/users", "api/v1/users", "/api/v1/users"),
            ("/api/api/v1/users", "api/v1/users", "/api/v1/users"),
            ("/shop/v2/livez", "livez", "/livez"),
            ("/livez/livez", "livez", "/livez"),
            ("/shop/api/v1/users/", "api/v1/users", "/api/v1/users/"),
            ("/shop/api/v1/users", "api/v1/users/", "/api/v1/users"),
            ("/shop/a%20b", "a b", "/a%20b"),
            ("/shop/a b", "a%20b", "/a b"),
            ("//livez", "livez", "//livez"),
        ] {
            assert_eq!(routed(path, "/{proxy+}", &[("proxy", proxy)]), Some(expected), "{path}");
        }
        assert_eq!(routed("/shop", "/", &[]), Some("/"));
        assert_eq!(routed("/shop/", "/", &[]), Some("/"));
        assert_eq!(routed("/", "/", &[]), Some("/"));
        assert_eq!(routed("/shop/livez", "/livez", &[]), Some("/livez"));
        let events = "/shop/api/v1/users/7/events";
        assert_eq!(routed(events, "/api/v1/{kind}/{id}/events", &[("kind", "users"), ("id", "7")]), Some(&events[5..]));
        assert_eq!(routed("/api/v1/users", "/v1/{rest+}", &[("rest", "users")]), Some("/api/v1/users"));
    }

    #[test]
    fn a_route_that_says_nothing_is_none() {
        assert_eq!(routed("/live/livez", "$default", &[]), None);
        assert_eq!(routed("/live/livez", "", &[]), None);
        assert_eq!(routed("/live/livez", "/{proxy+}", &[]), None);
        assert_eq!(routed("/live/livez", "/{proxy+}", &[("proxy", "readyz")]), None);
        assert_eq!(routed("/sh%20op/livez", "/{proxy+}", &[("proxy", "livez")]), None);
    }

    #[test]
    fn a_stage_is_taken_off_where_it_stands() {
        for (path, stage, expected) in [
            ("/livez", "live", "/livez"),
            ("/live/livez", "live", "/livez"),
            ("/live", "live", "/"),
            ("/live/", "live", "/"),
            ("/lively/livez", "live", "/lively/livez"),
            ("/live/livez", "", "/live/livez"),
            ("/live/livez", "$default", "/live/livez"),
            ("/api/v1/users", "api", "/api/v1/users"),
            ("/api/v1", "api", "/api/v1"),
            ("/api/api/v1/users", "api", "/api/v1/users"),
            ("/api/livez", "api", "/livez"),
            ("/api/v12", "api", "/v12"),
        ] {
            assert_eq!(behind_stage(path, stage), expected, "{path} {stage}");
        }
    }
}
