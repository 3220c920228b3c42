use actix_web::{
    HttpRequest, HttpResponse, Responder,
    http::header::{self, AcceptEncoding, ETag, Encoding, Header},
    web,
};
use console::{CONTENT_SECURITY_POLICY, file};
use presentation::{Code, Problem, Routes, entity_tag, is_known};

/// The paths of the console, which the OpenAPI document does not list.
pub(crate) const PATHS: &[&str] = &["/console", "/console/{file:.*}"];

/// The routes of the console's files.
pub(crate) fn routes() -> Routes {
    Routes::undocumented(|config| {
        config.route("/console", web::get().to(redirect)).route("/console/{file:.*}", web::get().to(respond))
    })
}

/// The slash at its end makes the relative paths of the page right.
async fn redirect() -> impl Responder {
    HttpResponse::TemporaryRedirect().insert_header((header::LOCATION, "/console/")).finish()
}

async fn respond(name: web::Path<String>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let Some(file) = file(&name) else {
        return Err(Problem::new(Code::NotFound, "The console has no such file."));
    };
    let is_compressed = accepts_gzip(&request);
    // Each representation has a strong tag of its own.
    let tag = entity_tag(&if is_compressed { file.tag + "-gzip" } else { file.tag });
    let mut response = if is_known(&request, &tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header(ETag(tag.clone()));
    if is_known(&request, &tag) {
        return Ok(response.finish());
    }
    response.content_type(file.content_type);
    if is_compressed {
        return Ok(response.insert_header((header::CONTENT_ENCODING, "gzip")).body(file.gzip));
    }
    Ok(response.body(file.content))
}

fn accepts_gzip(request: &HttpRequest) -> bool {
    let supported = [Encoding::identity(), Encoding::gzip()];
    let accepted = AcceptEncoding::parse(request).ok().filter(|accepted| !accepted.is_empty());
    accepted.and_then(|accepted| accepted.negotiate(supported.iter())) == Some(Encoding::gzip())
}
