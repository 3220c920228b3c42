use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{DeadLetter, Event, HasInteractor, ListError, Position};
use presentation::{
    EventBody, ListIdentity, PageRequest, PageTokens, Problem, Problems, Routes, SuperAdministrator, read_query,
    write_position,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ListDeadLetters;

/// The page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListDeadLettersQuery {
    /// The maximum number of dead letters; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page.
    #[param(min_length = 1)]
    next_token: Option<String>,
}

/// A page of dead letters, oldest event first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListDeadLettersResponse<'a> {
    dead_letters: Vec<DeadLetterBody<'a>>,
    /// The token of the next page; null on the last page.
    #[schema(required)]
    next_token: Option<String>,
}

/// An event whose delivery was given up.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DeadLetter)]
struct DeadLetterBody<'a> {
    /// The id, which is that of the event.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000004")]
    id: String,
    /// The event.
    event: EventBody<'a>,
    /// How often its delivery failed.
    #[schema(example = 15)]
    attempts: u32,
    /// Why the last delivery failed, for people.
    #[schema(example = "the receiver refused: it answered 400 Bad Request")]
    last_error: &'a str,
    /// When the last delivery failed.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    last_attempt_at: String,
}

/// List dead letters
///
/// Returns a page of the events whose delivery was given up after its last attempt, oldest event first.
/// For super admins.
#[utoipa::path(
    tag = "Operations",
    params(ListDeadLettersQuery),
    responses((status = 200, description = "A page of dead letters.", body = ListDeadLettersResponse), Problems<SuperAdministrator, PageRequest, ListError>),
)]
#[get("/api/v1/dead-letters")]
async fn list_dead_letters(
    list_dead_letters: web::Data<ListDeadLetters>,
    tokens: web::Data<PageTokens>,
    SuperAdministrator(actor): SuperAdministrator,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ListDeadLettersQuery { page_size, next_token } = read_query(&request)?;
    let list = ListIdentity::new("dead-letters").with("viewer", &actor.user_id().to_string());
    let page = PageRequest::read(page_size.as_deref(), next_token.as_deref(), &tokens, &list)?;
    let after = page.position::<Event>()?.map(|position| position.id);
    let found = list_dead_letters.execute(&actor, after, page.size).await?;
    let next_token = found.next_after().map(|last| tokens.seal(&list, &write_position(position_of(last))));
    let dead_letters = found.items.iter().map(DeadLetterBody::from).collect();
    Ok(HttpResponse::Ok().json(ListDeadLettersResponse { dead_letters, next_token }))
}

fn position_of(DeadLetter { event, .. }: &DeadLetter) -> Position<Event> {
    Position { created_at: event.at, id: event.id }
}

impl<'a> From<&'a DeadLetter> for DeadLetterBody<'a> {
    fn from(DeadLetter { event, failure }: &'a DeadLetter) -> Self {
        Self {
            id: event.id.to_string(),
            event: event.into(),
            attempts: failure.attempts,
            last_error: &failure.reason,
            last_attempt_at: failure.at.to_string(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ListDeadLetters>) -> Routes {
    Routes::of(module.interactor(), list_dead_letters)
}
