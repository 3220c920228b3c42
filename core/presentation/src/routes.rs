use std::collections::HashMap;

use actix_web::{
    HttpRequest, Responder,
    dev::ResourceDef,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    web,
};
use utoipa::openapi::{HttpMethod, OpenApi};

use crate::{Code, Problem};

/// Every path that is served and its methods: what tells a wrong method (405) from an unknown path (404).
///
/// actix's routes are guarded by method one by one, so that slices can share a path; none of them knows the others. A
/// path that stands here letter by letter comes before those with parameters, as the OpenAPI specification asks.
#[derive(Default)]
pub struct RouteTable {
    literal: HashMap<String, Vec<Method>>,
    parametric: Vec<(ResourceDef, Vec<Method>)>,
}

impl RouteTable {
    /// The routes that an OpenAPI document describes.
    #[must_use]
    pub fn from_openapi(document: &OpenApi) -> Self {
        let mut table = Self::default();
        for (path, item) in &document.paths.paths {
            let described = [
                (HttpMethod::Get, &item.get),
                (HttpMethod::Post, &item.post),
                (HttpMethod::Put, &item.put),
                (HttpMethod::Patch, &item.patch),
                (HttpMethod::Delete, &item.delete),
            ];
            let methods = described.into_iter().filter(|(_, operation)| operation.is_some());
            table.add(path, methods.flat_map(|(method, _)| served(&method)).collect());
        }
        table
    }

    /// Adds a path outside the document that answers `GET`.
    #[must_use]
    pub fn with_readable(mut self, path: &str) -> Self {
        self.add(path, vec![Method::GET, Method::HEAD]);
        self
    }

    /// The methods of a path; none where there is no such path.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&Method> {
        if let Some(methods) = self.literal.get(path) {
            return methods.iter().collect();
        }
        self.parametric.iter().filter(|(pattern, _)| pattern.is_match(path)).flat_map(|(_, methods)| methods).collect()
    }

    /// Refuses a method that a path without parameters has not, before a path with them would take it.
    ///
    /// # Errors
    /// The problem `method-not-allowed`.
    pub(crate) fn refuse_other_methods(&self, path: &str, method: &Method) -> Result<(), Problem> {
        match self.literal.get(path) {
            // No path takes `OPTIONS` as its own; where pages of other origins may call, it is their preflight.
            Some(methods) if method != Method::OPTIONS && !methods.contains(method) => {
                Err(method_not_allowed(methods.iter().collect()))
            }
            _ => Ok(()),
        }
    }

    fn add(&mut self, path: &str, methods: Vec<Method>) {
        if path.contains('{') {
            self.parametric.push((ResourceDef::new(path), methods));
        } else {
            self.literal.insert(path.to_owned(), methods);
        }
    }
}

/// `HEAD` is answered wherever `GET` is.
fn served(method: &HttpMethod) -> Vec<Method> {
    match method {
        HttpMethod::Get => vec![Method::GET, Method::HEAD],
        HttpMethod::Post => vec![Method::POST],
        HttpMethod::Put => vec![Method::PUT],
        HttpMethod::Patch => vec![Method::PATCH],
        HttpMethod::Delete => vec![Method::DELETE],
        _ => Vec::new(),
    }
}

/// Answers what no route takes.
///
/// # Errors
/// Always: 405 with `Allow` where the path knows other methods, else 404.
pub async fn not_found_or_method_not_allowed(
    request: HttpRequest,
    table: web::Data<RouteTable>,
) -> Result<impl Responder, Problem> {
    let methods = table.methods(request.path());
    Err::<&str, _>(if methods.is_empty() {
        Problem::new(Code::NotFound, "There is nothing at this path.")
    } else {
        method_not_allowed(methods)
    })
}

fn method_not_allowed(methods: Vec<&Method>) -> Problem {
    let mut methods: Vec<_> = methods.into_iter().map(Method::as_str).collect();
    methods.sort_unstable();
    methods.dedup();
    let allowed = methods.join(", ");
    let problem = Problem::new(Code::MethodNotAllowed, format!("This path answers {allowed}."));
    match HeaderValue::from_str(&allowed) {
        Ok(value) => problem.with_header(header::ALLOW, value),
        Err(error) => Problem::internal(error),
    }
}
