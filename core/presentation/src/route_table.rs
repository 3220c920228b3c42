use std::collections::{HashMap, HashSet};

use actix_web::{
    HttpRequest, Responder,
    dev::ResourceDef,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    web,
};
use utoipa::openapi::{
    HttpMethod, OpenApi, RefOr,
    path::{Parameter, ParameterIn},
};

use crate::{Code, Problem};

/// Every served path and its methods, to distinguish a wrong method (405) from an unknown path (404).
///
/// Each actix route is guarded by its method, so that slices can share a path; none of them knows the others. A literal
/// path takes precedence over those with parameters, as the OpenAPI specification requires.
#[derive(Default)]
pub struct RouteTable {
    literal: HashMap<String, Vec<Method>>,
    parametric: Vec<(ResourceDef, Vec<Method>)>,
    /// The pattern and method of each operation that has query parameters.
    with_query: HashSet<(String, Method)>,
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
            let mut methods = Vec::new();
            for (method, operation) in described.iter().filter_map(|(method, found)| Some((method, found.as_ref()?))) {
                let parameters = operation.parameters.iter().flatten();
                if parameters.into_iter().any(is_in_query) {
                    table.with_query.extend(served(method).into_iter().map(|method| (path.clone(), method)));
                }
                methods.extend(served(method));
            }
            table.add(path, methods);
        }
        table
    }

    /// Adds a path outside the document that responds to `GET`.
    #[must_use]
    pub fn with_readable(mut self, path: &str) -> Self {
        self.add(path, vec![Method::GET, Method::HEAD]);
        self
    }

    /// The methods of a path; empty for an unknown path.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&Method> {
        if let Some(methods) = self.literal.get(path) {
            return methods.iter().collect();
        }
        self.parametric.iter().filter(|(pattern, _)| pattern.is_match(path)).flat_map(|(_, methods)| methods).collect()
    }

    /// Refuses a method that a literal path does not have, before a path with parameters would match it.
    ///
    /// # Errors
    /// The problem `method-not-allowed`.
    pub(crate) fn refuse_other_methods(&self, path: &str, method: &Method) -> Result<(), Problem> {
        match self.literal.get(path) {
            // No path handles `OPTIONS` itself; if CORS is on, it is a preflight.
            Some(methods) if method != Method::OPTIONS && !methods.contains(method) => {
                Err(method_not_allowed(methods.iter().collect()))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a query if the operation has no query parameters; one that has them validates them itself.
    ///
    /// # Errors
    /// The problem `invalid-parameter`.
    pub(crate) fn refuse_query(&self, request: &HttpRequest) -> Result<(), Problem> {
        if request.query_string().is_empty() {
            return Ok(());
        }
        let operation = (request.match_pattern().unwrap_or_default(), request.method().clone());
        if self.with_query.contains(&operation) {
            return Ok(());
        }
        Err(Problem::new(Code::InvalidParameter, "This call has no query parameters. Remove the query from the URL."))
    }

    fn add(&mut self, path: &str, methods: Vec<Method>) {
        if path.contains('{') {
            self.parametric.push((ResourceDef::new(path), methods));
        } else {
            self.literal.insert(path.to_owned(), methods);
        }
    }
}

fn is_in_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(Parameter { parameter_in: ParameterIn::Query, .. }))
}

/// `HEAD` is served wherever `GET` is.
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

/// Responds to requests that match no route.
///
/// # Errors
/// Always: 405 with `Allow` if the path has other methods, else 404.
pub async fn not_found_or_method_not_allowed(
    request: HttpRequest,
    table: web::Data<RouteTable>,
) -> Result<impl Responder, Problem> {
    let methods = table.methods(request.match_info().as_str());
    Err::<&str, _>(if methods.is_empty() {
        Problem::new(Code::NotFound, "There is nothing at this path. The OpenAPI document lists all paths.")
    } else {
        method_not_allowed(methods)
    })
}

fn method_not_allowed(methods: Vec<&Method>) -> Problem {
    let mut methods: Vec<_> = methods.into_iter().map(Method::as_str).collect();
    methods.sort_unstable();
    methods.dedup();
    let allowed = methods.join(", ");
    let problem = Problem::new(Code::MethodNotAllowed, format!("This path allows {allowed}."));
    match HeaderValue::from_str(&allowed) {
        Ok(value) => problem.with_header(header::ALLOW, value),
        Err(error) => Problem::internal(error),
    }
}
