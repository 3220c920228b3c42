use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{
    Event, EventFilter, EventKind, EventPosition, HasInteractor, ListError, Page, Position, StoredEvent, StoredSubject,
    SubjectKind,
};
use presentation::{
    Administrator, Code, EventBody, EventTypeName, ListIdentity, PageRequest, PageTokens, Problem, Problems, Routes,
    SubjectKindName, query_id, query_moment, read_query, write_position,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ListEvents;

/// The filters and the page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListEventsQuery {
    /// The maximum number of events; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page. It is valid only with the same filters.
    #[param(min_length = 1)]
    next_token: Option<String>,
    /// Only events of changes that this user made: those whose `actorId` is this id.
    #[param(value_type = Option<String>, format = Uuid)]
    user_id: Option<String>,
    /// The kind of the subject in `subjectId`.
    #[param(inline, value_type = Option<SubjectKindName>)]
    subject_kind: Option<String>,
    /// Only events about the subject with this id, whose kind is `subjectKind`.
    #[param(value_type = Option<String>, format = Uuid)]
    subject_id: Option<String>,
    /// Only events of this type.
    #[serde(rename = "type")]
    #[param(inline, value_type = Option<EventTypeName>)]
    event_type: Option<String>,
    /// Only events at this time or later.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<String>,
    /// Only events before this time.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<String>,
}

/// A page of events, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListEventsResponse<'a> {
    events: Vec<EventBody<'a>>,
    /// The token of the next page; null on the last page.
    #[schema(required)]
    next_token: Option<String>,
}

/// List events
///
/// Returns a page of the audit trail, newest first: who changed what, when, by which request. The filters narrow it
/// together. For admins, who see the events of all users, those of super admins and of the operator included.
#[utoipa::path(
    tag = "Operations",
    params(ListEventsQuery),
    responses((status = 200, description = "A page of events.", body = ListEventsResponse), Problems<Administrator, PageRequest, ListError>),
)]
#[get("/api/v1/events")]
async fn list_events(
    list_events: web::Data<ListEvents>,
    tokens: web::Data<PageTokens>,
    Administrator(actor): Administrator,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let query: ListEventsQuery = read_query(&request)?;
    let filter = query.filter()?;
    let list =
        ListIdentity::new("events").with("viewer", &actor.user_id().to_string()).with("filter", &format!("{filter:?}"));
    let page = PageRequest::read(query.page_size.as_deref(), query.next_token.as_deref(), &tokens, &list)?;
    let after = page.position::<Event>()?.map(|Position { created_at, id }| EventPosition { at: created_at, id });
    let found = list_events.execute(&actor, &filter, after, page.size).await?;
    let next_token = next_position(&found).map(|position| tokens.seal(&list, &position));
    let events = found.items.iter().map(EventBody::from).collect();
    Ok(HttpResponse::Ok().json(ListEventsResponse { events, next_token }))
}

/// The position after which the next page begins, as text for a page token.
fn next_position(page: &Page<StoredEvent>) -> Option<String> {
    page.next_after().map(|last| write_position(Position::<Event> { created_at: last.at, id: last.id }))
}

impl ListEventsQuery {
    fn filter(&self) -> Result<EventFilter, Problem> {
        let moment = |name, text: &Option<String>| text.as_deref().map(|text| query_moment(name, text)).transpose();
        let (from, until) = (moment("from", &self.from)?, moment("to", &self.to)?);
        if from.zip(until).is_some_and(|(from, until)| from > until) {
            return Err(invalid("`from` is later than `to`. Send the earlier time as `from`."));
        }
        Ok(EventFilter {
            subject: subject(self.subject_kind.as_deref(), self.subject_id.as_deref())?,
            actor: self.user_id.as_deref().map(|id| query_id("userId", id)).transpose()?,
            kind: self.event_type.as_deref().map(known_type).transpose()?,
            from,
            until,
        })
    }
}

/// An id alone does not say what it is of, and a kind alone is no subject.
fn subject(kind: Option<&str>, id: Option<&str>) -> Result<Option<StoredSubject>, Problem> {
    match (kind, id) {
        (None, None) => Ok(None),
        (Some(kind), Some(id)) => {
            let kind = known_kind(kind)?.as_str().to_owned();
            Ok(Some(StoredSubject { kind, id: query_id::<()>("subjectId", id)?.as_uuid() }))
        }
        _ => Err(invalid("`subjectKind` and `subjectId` name one subject together. Send both, or neither.")),
    }
}

fn known_kind(text: &str) -> Result<SubjectKind, Problem> {
    SubjectKind::parse(text).ok_or_else(|| {
        let kinds: Vec<_> = SubjectKind::ALL.iter().map(|kind| kind.as_str()).collect();
        invalid(&format!("`subjectKind` must be one of: {}.", kinds.join(", ")))
    })
}

fn known_type(text: &str) -> Result<EventKind, Problem> {
    EventKind::parse(text).ok_or_else(|| {
        let types: Vec<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        invalid(&format!("`type` must be one of: {}.", types.join(", ")))
    })
}

fn invalid(why: &str) -> Problem {
    Problem::new(Code::InvalidParameter, format!("The query is invalid. {why}"))
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<ListEvents>) -> Routes {
    Routes::of(module.interactor(), list_events)
}
