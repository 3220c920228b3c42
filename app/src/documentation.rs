use std::{
    io,
    sync::{Arc, OnceLock},
};

use actix_web::{HttpRequest, Responder, get, web};
use presentation::{HttpStack, IfNoneMatchHeader, Problem, Routes};
use utoipa::openapi::{
    Components, Info, License, OpenApi, OpenApiBuilder,
    security::{ApiKey, ApiKeyValue, SecurityScheme},
    tag::TagBuilder,
};

use crate::{
    composition::Composition,
    content::Content,
    documentation_page,
    problems::{self, ProblemTypes},
    product,
    readiness::Readiness,
    routes::{GROUPS, slices},
    system,
};

/// The document that `/openapi.json` returns. It is built at the first request for it: it takes as long as the rest of
/// a start, and most processes, functions above all, never need it.
#[derive(Clone)]
pub(crate) struct OpenApiText {
    composition: Composition,
    has_console: bool,
    content: Arc<OnceLock<Content>>,
}

impl OpenApiText {
    pub(crate) fn of(composition: &Composition) -> Self {
        Self { composition: composition.clone(), has_console: true, content: Arc::default() }
    }

    /// The document, whose description links to the console only where that is switched on.
    pub(crate) fn with_console(self, has_console: bool) -> Self {
        Self { has_console, ..self }
    }

    /// # Errors
    /// The document can't be written as JSON.
    fn content(&self) -> io::Result<&Content> {
        if let Some(content) = self.content.get() {
            return Ok(content);
        }
        let mut document = describe(&self.composition);
        if !self.has_console {
            document.info.description = document.info.description.map(|text| text.replace(CONSOLE, ""));
        }
        let content = Content::new("application/json", render(&document)?)?;
        Ok(self.content.get_or_init(|| content))
    }
}

/// What the description adds in a build with the console.
const CONSOLE: &str = " People use [the console](/console/).";

/// The document of a server that serves everything.
pub(crate) fn describe(composition: &Composition) -> OpenApi {
    let readiness = Arc::new(Readiness::new(composition));
    let all = system::routes(readiness)
        .and(problems::routes(Arc::new(ProblemTypes::of(composition, describe, true))))
        .and(routes(OpenApiText::of(composition)))
        .and(slices(&composition.module));
    HttpStack::document(outline(), all)
}

/// The document as text, as it is committed and served.
pub(crate) fn render(document: &OpenApi) -> Result<String, serde_json::Error> {
    document.to_pretty_json().map(|json| json + "\n")
}

/// The description of the API as a whole.
fn outline() -> OpenApi {
    let mut info = Info::new(product::TITLE, env!("CARGO_PKG_VERSION"));
    let console = if cfg!(feature = "console") { CONSOLE } else { "" };
    info.description = Some(format!("{} {}{console}", product::SUBJECT, product::CONVENTIONS));
    info.license = Some(License::new(product::LICENCE));
    let mut components = Components::new();
    let cookie = ApiKeyValue::with_description(
        "access_token",
        "Set by `POST /api/v1/auth/login`. Over TLS its name is `__Host-access_token`.",
    );
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let tags = GROUPS.iter().map(|(name, text)| TagBuilder::new().name(*name).description(Some(*text)).build());
    OpenApiBuilder::new().info(info).components(Some(components)).tags(Some(tags)).build()
}

/// Redirect to the documentation
#[utoipa::path(
    tag = "System",
    operation_id = "home",
    responses((status = 307, description = "The documentation is at `/docs/`.", headers(("Location" = String, description = "`/docs/`.")))),
)]
#[get("/")]
async fn home() -> impl Responder {
    documentation_page::redirect()
}

/// Get the OpenAPI document
#[utoipa::path(
    tag = "System",
    operation_id = "openapi",
    params(IfNoneMatchHeader),
    responses(
        (
            status = 200,
            description = "The OpenAPI 3.1 document.",
            body = serde_json::Value,
            content_type = "application/json",
            headers(("ETag" = String, description = "The tag of this document.")),
        ),
        (status = 304, description = "`If-None-Match` has the tag of this document."),
    ),
)]
#[get("/openapi.json")]
async fn openapi(text: web::Data<OpenApiText>, request: HttpRequest) -> Result<impl Responder, Problem> {
    Ok(text.content().map_err(Problem::internal)?.respond(&request))
}

/// The routes of the document and of the page that shows it.
pub(crate) fn routes(text: OpenApiText) -> Routes {
    Routes::service(home).and(Routes::of(Arc::new(text), openapi)).and(documentation_page::routes())
}
