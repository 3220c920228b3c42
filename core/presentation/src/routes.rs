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
/// actix's routes are guarded by method one by one, so that slices can share a path; none of them knows the others.
pub struct RouteTable {
    rows: Vec<(ResourceDef, Vec<Method>)>,
}

impl RouteTable {
    /// The routes that an OpenAPI document describes.
    #[must_use]
    pub fn from_openapi(document: &OpenApi) -> Self {
        let rows = document.paths.paths.iter().map(|(path, item)| {
            let described = [
                (HttpMethod::Get, &item.get),
                (HttpMethod::Post, &item.post),
                (HttpMethod::Put, &item.put),
                (HttpMethod::Patch, &item.patch),
                (HttpMethod::Delete, &item.delete),
            ];
            let methods = described.into_iter().filter(|(_, operation)| operation.is_some());
            (ResourceDef::new(path.as_str()), methods.flat_map(|(method, _)| served(&method)).collect())
        });
        Self { rows: rows.collect() }
    }

    /// Adds a path outside the document that answers `GET`.
    #[must_use]
    pub fn with_readable(mut self, path: &str) -> Self {
        self.rows.push((ResourceDef::new(path), vec![Method::GET, Method::HEAD]));
        self
    }

    /// The methods of a path; none where there is no such path.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&Method> {
        self.rows.iter().filter(|(pattern, _)| pattern.is_match(path)).flat_map(|(_, methods)| methods).collect()
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
    let mut methods: Vec<_> = table.methods(request.path()).into_iter().map(Method::as_str).collect();
    if methods.is_empty() {
        return Err::<&str, _>(Problem::new(Code::NotFound, "There is nothing at this path."));
    }
    methods.sort_unstable();
    methods.dedup();
    let allowed = methods.join(", ");
    let problem = Problem::new(Code::MethodNotAllowed, format!("This path answers {allowed}."));
    Err(match HeaderValue::from_str(&allowed) {
        Ok(value) => problem.with_header(header::ALLOW, value),
        Err(error) => Problem::internal(error),
    })
}
