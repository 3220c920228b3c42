//! The events in the log.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use application::{Actor, Event, EventData, EventId, EventKind, EventPublisher, RequestId, Subject};
use domain::{Timestamp, UserId};
use event_publishers::LogPublisher;
use memory_store::fakes::SequentialIds;
use serde_json::{Value, json};
use tracing::subscriber::set_default;

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The one log line of this event.
async fn line(event: Event) -> Value {
    let buffer = Buffer::default();
    let writer = buffer.clone();
    let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone()).finish();
    {
        let _guard = set_default(subscriber);
        assert_eq!(LogPublisher.publish(&event.into()).await, Ok(()));
    }
    let log = String::from_utf8(buffer.0.lock().unwrap().clone()).unwrap();
    let [line] = log.lines().collect::<Vec<_>>()[..] else { panic!("one line: {log}") };
    let mut line: Value = serde_json::from_str(line).unwrap();
    line.as_object_mut().unwrap().remove("timestamp").unwrap();
    line
}

#[tokio::test]
async fn an_event_is_one_line_with_all_there_is_to_say() {
    let user = UserId::new(SequentialIds::nth(3));
    let event = Event {
        id: EventId::new(SequentialIds::nth(1)),
        kind: EventKind::PasswordSet,
        subject: Subject::User(UserId::new(SequentialIds::nth(2))),
        actor: Actor::User(user),
        at: Timestamp::from_unix_millis(1_767_225_599_042).unwrap(),
        request_id: RequestId::parse("request-4").unwrap(),
        data: EventData::from_iter([("note".to_owned(), "\"}\n{\"level\":\"ERROR\"".into())]),
    };
    let mut expected = json!({
        "level": "INFO",
        "target": "events",
        "message": "PasswordSet",
        "id": "019b76da-a800-7000-8000-000000000001",
        "type": "PasswordSet",
        "at": "2025-12-31T23:59:59.042Z",
        "subject_kind": "user",
        "subject_id": "019b76da-a800-7000-8000-000000000002",
        "actor_id": user.to_string(),
        "request_id": "request-4",
        "data": "{\"note\":\"\\\"}\\n{\\\"level\\\":\\\"ERROR\\\"\"}",
    });
    assert_eq!(line(event.clone()).await, expected);

    expected.as_object_mut().unwrap().remove("actor_id");
    assert_eq!(line(Event { actor: Actor::Operator, ..event }).await, expected);
}
