use std::sync::Arc;

use actix_web::{dev::HttpServiceFactory, web};
use utoipa_actix_web::{OpenApiFactory, service_config::ServiceConfig};

/// The routes of one or more slices, and how to register them in an app.
///
/// They are registered in the order in which they were added, except that a literal path comes before one whose
/// parameter would match it: `/users/count` before `/users/{id}`, as the OpenAPI specification requires. actix takes
/// the first match.
#[must_use]
#[derive(Default)]
pub struct Routes(Vec<Route>);

struct Route {
    paths: Vec<String>,
    register: Box<dyn FnOnce(&mut ServiceConfig<'_>)>,
}

impl Routes {
    /// The route of `handler`, which calls `interactor`.
    pub fn of<I: ?Sized + 'static>(
        interactor: Arc<I>,
        handler: impl HttpServiceFactory + OpenApiFactory + 'static,
    ) -> Self {
        let data = web::Data::from(interactor);
        Self::new(paths(&handler), |config| {
            config.app_data(data).service(handler);
        })
    }

    /// The route of a handler that calls no interactor.
    pub fn service(handler: impl HttpServiceFactory + OpenApiFactory + 'static) -> Self {
        Self::new(paths(&handler), |config| {
            config.service(handler);
        })
    }

    /// Routes outside the OpenAPI document, registered by `register`.
    pub fn undocumented(register: impl FnOnce(&mut web::ServiceConfig) -> &mut web::ServiceConfig + 'static) -> Self {
        Self::new(Vec::new(), |config| {
            config.map(register);
        })
    }

    /// These routes and others.
    pub fn and(mut self, others: Self) -> Self {
        for route in others.0 {
            let index = self.0.iter().position(|earlier| route.wins_over(earlier)).unwrap_or(self.0.len());
            self.0.insert(index, route);
        }
        self
    }

    pub(crate) fn register(self, config: &mut ServiceConfig<'_>) {
        for route in self.0 {
            (route.register)(config);
        }
    }

    fn new(paths: Vec<String>, register: impl FnOnce(&mut ServiceConfig<'_>) + 'static) -> Self {
        Self(vec![Route { paths, register: Box::new(register) }])
    }
}

impl Route {
    fn wins_over(&self, earlier: &Self) -> bool {
        self.paths.iter().any(|path| earlier.paths.iter().any(|other| is_more_literal(path, other)))
    }
}

fn paths(handler: &impl OpenApiFactory) -> Vec<String> {
    handler.paths().paths.into_keys().collect()
}

/// Whether both patterns match some path, and `pattern` has a literal segment where they first differ and `other` a
/// parameter.
fn is_more_literal(pattern: &str, other: &str) -> bool {
    let is_parameter = |segment: &str| segment.starts_with('{');
    if pattern.split('/').count() != other.split('/').count() {
        return false;
    }
    let mut differing = pattern.split('/').zip(other.split('/')).filter(|(own, others)| own != others);
    let both_match = differing.clone().all(|(own, others)| is_parameter(own) || is_parameter(others));
    both_match && differing.next().is_some_and(|(own, _)| !is_parameter(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_more_literal_where_both_match_a_path() {
        assert!(is_more_literal("/users/count", "/users/{id}"));
        assert!(is_more_literal("/users/{id}/events", "/users/{id}/{list}"));
        assert!(is_more_literal("/users/count/{by}", "/users/{id}/{list}"));
        for (pattern, other) in [
            ("/users/{id}", "/users/count"),
            ("/users/{id}", "/users/{user}"),
            ("/users/count", "/users/count"),
            ("/users/count", "/events/{id}"),
            ("/users/count", "/users/{id}/events"),
            ("/users/{id}/events", "/users/count/{by}"),
        ] {
            assert!(!is_more_literal(pattern, other), "{pattern} {other}");
        }
    }
}
