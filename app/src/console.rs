use std::{collections::BTreeMap, sync::LazyLock};

use actix_web::{HttpRequest, HttpResponse, Responder, http::header, web};
use console::{CONTENT_SECURITY_POLICY, file};
use presentation::{Code, Problem, Routes};

use crate::content::Content;

/// The paths of the console, which the OpenAPI document does not list.
pub(crate) const PATHS: &[&str] = &["/console", "/console/{file:.*}"];

/// Every file by its name.
static ALL: LazyLock<BTreeMap<String, Content>> =
    LazyLock::new(|| console::names().filter_map(|name| content(&name).map(|content| (name, content))).collect());

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
    // A debug build reads the files anew, so that a change is seen without a build.
    let file = if cfg!(debug_assertions) { content(&name) } else { ALL.get(&*name).cloned() };
    let Some(file) = file else {
        return Err(Problem::new(Code::NotFound, "The console has no such file."));
    };
    Ok(file.respond_under(CONTENT_SECURITY_POLICY, &request))
}

fn content(name: &str) -> Option<Content> {
    let file = file(name)?;
    Content::new(file.content_type, file.content).ok()
}
