use actix_web::{HttpRequest, HttpResponse, get, web};
use application::HasInteractor;
use domain::{Session, SessionId};
use presentation::{ListIdentity, PageRequest, PageTokens, Problem, Problems, Routes, SignedIn, read_query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ListSessions;

/// The page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListSessionsQuery {
    /// The maximum number of sessions; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page.
    #[param(min_length = 1)]
    next_token: Option<String>,
}

/// A page of the user's live sessions, oldest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListSessionsResponse {
    sessions: Vec<OwnSession>,
    /// The token of the next page; null on the last page.
    #[schema(required)]
    next_token: Option<String>,
}

/// A session of the signed-in user.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OwnSession {
    /// The public id, a `UUIDv7`. It is not a credential.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    id: String,
    /// When the user logged in.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    created_at: String,
    /// When the session was started or last renewed. A use without a renewal is not recorded.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    last_used_at: String,
    /// When the session expires, unless it is used before.
    #[schema(format = DateTime, example = "2026-11-21T06:42:28.042Z")]
    expires_at: String,
    /// Whether it is the session of the request.
    current: bool,
}

/// List your sessions
///
/// Returns a page of the live sessions of the signed-in user, oldest first.
#[utoipa::path(
    params(ListSessionsQuery),
    responses((status = 200, description = "A page of the live sessions.", body = ListSessionsResponse), Problems<SignedIn, PageRequest>),
)]
#[get("/api/v1/auth/sessions")]
async fn list_sessions(
    list_sessions: web::Data<ListSessions>,
    tokens: web::Data<PageTokens>,
    SignedIn(actor): SignedIn,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ListSessionsQuery { page_size, next_token } = read_query(&request)?;
    let list = ListIdentity::new("sessions").with("owner", &actor.user_id().to_string());
    let page = PageRequest::read(page_size.as_deref(), next_token.as_deref(), &tokens, &list)?;
    let after = page.position()?;
    let found = list_sessions.execute(&actor, after, page.size).await?;
    let next_token = tokens.next(&list, &found);
    let current = actor.session.id();
    let sessions = found.items.iter().map(|session| OwnSession::new(session, current)).collect();
    Ok(HttpResponse::Ok().json(ListSessionsResponse { sessions, next_token }))
}

impl OwnSession {
    fn new(session: &Session, current: SessionId) -> Self {
        Self {
            id: session.id().to_string(),
            created_at: session.created_at().to_string(),
            last_used_at: session.last_used_at().to_string(),
            expires_at: session.expires_at().to_string(),
            current: session.id() == current,
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ListSessions>) -> Routes {
    Routes::of(module.interactor(), list_sessions)
}
