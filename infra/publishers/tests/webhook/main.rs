//! Webhooks as a receiver on a socket gets them.

mod answers;
mod receiver;
mod requests;

use std::{sync::Arc, time::Duration};

use application::{Actor, Event, EventData, EventId, EventKind, RequestId, StoredEvent, Subject};
use domain::{Timestamp, UserId};
use event_publishers::{WebhookPublisher, WebhookSecret, WebhookSettings};
use memory_store::fakes::{ManualClock, SequentialIds};
use url::Url;

const SECRET: &str = "Xb7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE";

/// A publisher for this URL, whose clock stands at 2026-01-01T00:00:00.000Z.
fn publisher(url: Url, secrets: &[&str], timeout: Duration) -> WebhookPublisher {
    publisher_in(|| None, url, secrets, timeout)
}

/// The same publisher with traced deliveries.
fn publisher_in(
    traceparent: fn() -> Option<String>,
    url: Url,
    secrets: &[&str],
    timeout: Duration,
) -> WebhookPublisher {
    let secrets = secrets.iter().map(|text| WebhookSecret::parse(&(*text).into()).unwrap()).collect();
    let settings = WebhookSettings { url, secrets, timeout, traceparent };
    WebhookPublisher::new(settings, Arc::new(ManualClock::default())).unwrap()
}

/// An event by an admin about a user, in the year before.
fn event() -> StoredEvent {
    let event = Event {
        id: EventId::new(SequentialIds::nth(1)),
        kind: EventKind::UserInactivated,
        subject: Subject::User(UserId::new(SequentialIds::nth(2))),
        actor: Actor::User(UserId::new(SequentialIds::nth(3))),
        at: Timestamp::from_unix_millis(1_767_225_599_042).unwrap(),
        request_id: RequestId::parse("request-4").unwrap(),
        data: EventData::from_iter([("reason".to_owned(), "\"quoted\"\n\u{e4}\u{1f980}".into())]),
    };
    event.into()
}
