use std::sync::Arc;

use application::{Direction, EventFilter, EventId, EventKind, EventPosition, Events, StoredSubject, Subject, Users};
use clap::{Args, Subcommand};
use domain::{OrderId, ProductId, Timestamp, UserId, Username};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{CommandResult, dead_letters, event_line::describe, output, say};
use crate::{
    composition::{Composition, compose},
    configuration::Settings,
};

/// Events read from the store at a time.
const BATCH: u16 = 500;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List events, oldest first: one JSON object a line.
    List(ListFlags),
    /// List dead letters, the events whose delivery failed for good, with the reason: one JSON object a line.
    DeadLetters,
    /// Deliver dead letters again.
    Redeliver(RedeliverFlags),
}

#[derive(Args)]
pub(super) struct ListFlags {
    #[command(flatten)]
    subject: SubjectFlags,
    /// Only events of this kind, such as `UserSignedUp`.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<EventKind>,
    /// Only events at this time or later, such as `2026-11-21T06:00:00Z`.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    since: Option<Timestamp>,
    /// Only events before this time.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    until: Option<Timestamp>,
    /// The maximum number of events.
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    limit: u32,
}

/// The subject of the events, at most one.
#[derive(Args)]
#[group(multiple = false)]
struct SubjectFlags {
    /// Only events of this user: an id or a username.
    #[arg(long, value_name = "USER")]
    user: Option<String>,
    /// Only events of this product.
    #[arg(long, value_name = "ID")]
    product: Option<ProductId>,
    /// Only events of this order.
    #[arg(long, value_name = "ID")]
    order: Option<OrderId>,
}

#[derive(Args)]
pub(super) struct RedeliverFlags {
    /// The ids of the dead letters.
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    events: Vec<EventId>,
    /// All dead letters.
    #[arg(long)]
    all: bool,
}

pub(super) async fn run(command: Command, settings: &Settings) -> CommandResult {
    let composition = compose(settings)?;
    match command {
        Command::List(flags) => list(&composition, &flags).await,
        Command::DeadLetters => dead_letters::list(&composition).await,
        Command::Redeliver(RedeliverFlags { all: true, .. }) => dead_letters::redeliver_all(&composition).await,
        Command::Redeliver(RedeliverFlags { events, .. }) => dead_letters::redeliver(&composition, &events).await,
    }
}

async fn list(composition: &Composition, flags: &ListFlags) -> CommandResult {
    let subject = find_subject(composition, &flags.subject).await?;
    let filter = EventFilter { subject, actor: None, kind: flags.kind, from: flags.since, until: flags.until };
    let events: Arc<dyn Events> = composition.persistence.resolve();
    let (mut left, mut after) = (flags.limit, None);
    while left > 0 {
        let batch = u16::try_from(left).unwrap_or(BATCH).min(BATCH);
        let found = events.list(&filter, Direction::Ascending, after, batch).await?;
        after = found.last().map(EventPosition::from);
        left = left.saturating_sub(found.len().try_into().unwrap_or(u32::MAX));
        let complete = found.len() < usize::from(batch);
        for event in &found {
            say(describe(event))?;
        }
        if complete {
            return Ok(());
        }
    }
    output::warn("There may be more events: raise --limit, or set a later --since.");
    Ok(())
}

async fn find_subject(
    composition: &Composition,
    flags: &SubjectFlags,
) -> Result<Option<StoredSubject>, Box<dyn std::error::Error + Send + Sync>> {
    let user = match &flags.user {
        Some(user) => Some(Subject::User(find_user(composition, user).await?)),
        None => None,
    };
    let product = flags.product.map(Subject::Product);
    let order = flags.order.map(Subject::Order);
    Ok(user.or(product).or(order).map(Into::into))
}

async fn find_user(composition: &Composition, text: &str) -> Result<UserId, Box<dyn std::error::Error + Send + Sync>> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let users: Arc<dyn Users> = composition.persistence.resolve();
    let found = users.find_by_username(&Username::parse(text)?).await?;
    found.map(|user| user.id()).ok_or_else(|| format!("there is no user `{text}`").into())
}

fn kind(name: &str) -> Result<EventKind, String> {
    EventKind::parse(name).ok_or_else(|| {
        let names: Vec<_> = EventKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("the kinds are: {}", names.join(", "))
    })
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let moment =
        OffsetDateTime::parse(text, &Rfc3339).map_err(|error| format!("a time is written as in RFC 3339: {error}"))?;
    Ok(moment.into())
}
