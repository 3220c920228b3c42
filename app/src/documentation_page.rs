//! The page in the browser that shows the OpenAPI document: Swagger UI, served from the binary.

use std::{collections::BTreeMap, sync::LazyLock};

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use presentation::{Code, Problem, Routes};

use crate::content::Content;

/// Its paths, which the OpenAPI document does not list.
pub(crate) const PATHS: &[&str] = &["/docs", "/docs/{file:.*}"];

/// The file that a browser gets for the folder.
const INDEX: &str = "index.html";

/// The content security policy of the page: its own scripts and styles, and styles that it sets on elements.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The script that the page configures itself with. No validator of another host sees the document.
const INITIALIZER: &str = r##"window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger-ui",
    deepLinking: true,
    displayRequestDuration: true,
    layout: "StandaloneLayout",
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    validatorUrl: "none",
  });
};
"##;

/// Every file by its name.
static ALL: LazyLock<BTreeMap<&'static str, Content>> = LazyLock::new(|| {
    let files = swagger_ui::files().map(|file| (file.name, Content::unpacked(file.content_type, file.gzip)));
    let own = ("swagger-initializer.js", Content::new("text/javascript; charset=utf-8", INITIALIZER));
    files.chain([own]).filter_map(|(name, content)| Some((name, content.ok()?))).collect()
});

/// The routes of the page's files.
pub(crate) fn routes() -> Routes {
    Routes::undocumented(|config| {
        config.route("/docs", web::get().to(async || redirect())).route("/docs/{file:.*}", web::get().to(respond))
    })
}

/// Redirects a browser to the page. The slash at its end makes the page's relative paths right.
pub(crate) fn redirect() -> HttpResponse {
    HttpResponse::TemporaryRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}

async fn respond(name: web::Path<String>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let name = if name.is_empty() { INDEX } else { name.as_str() };
    let Some(file) = ALL.get(name) else {
        return Err(Problem::new(Code::NotFound, "The documentation has no such file."));
    };
    Ok(file.respond_under(CONTENT_SECURITY_POLICY, &request))
}
