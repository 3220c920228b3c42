//! The forms in dumps of what is no aggregate.

use domain::{Id, Timestamp, UserId};
use serde::{Deserialize, Serialize, de::Error};

use crate::{
    Actor, DeadLetter, EventData, EventId, Failure, Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyScope,
    IdempotentOperation, RequestId, StoredEvent, StoredSubject, Undelivered,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct EventForm {
    pub(super) id: EventId,
    kind: String,
    subject_kind: String,
    subject_id: Id<()>,
    /// `None` is the operator.
    actor: Option<UserId>,
    at: Timestamp,
    request_id: String,
    data: EventData,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct UndeliveredForm {
    event: EventForm,
    attempts: u32,
    due_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct DeadLetterForm {
    event: EventForm,
    attempts: u32,
    failed_at: Timestamp,
    reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct IdempotencyForm {
    user: UserId,
    operation: String,
    key: String,
    /// Hexadecimal digits.
    fingerprint: String,
    resource_id: Id<()>,
    expires_at: Timestamp,
}

impl From<&StoredEvent> for EventForm {
    fn from(event: &StoredEvent) -> Self {
        Self {
            id: event.id,
            kind: event.kind.clone(),
            subject_kind: event.subject.kind.clone(),
            subject_id: Id::new(event.subject.id),
            actor: match event.actor {
                Actor::User(id) => Some(id),
                Actor::Operator => None,
            },
            at: event.at,
            request_id: event.request_id.to_string(),
            data: event.data.clone(),
        }
    }
}

impl TryFrom<EventForm> for StoredEvent {
    type Error = serde_json::Error;

    fn try_from(form: EventForm) -> Result<Self, serde_json::Error> {
        Ok(Self {
            id: form.id,
            kind: form.kind,
            subject: StoredSubject { kind: form.subject_kind, id: form.subject_id.as_uuid() },
            actor: form.actor.map_or(Actor::Operator, Actor::User),
            at: form.at,
            request_id: RequestId::parse(&form.request_id)
                .ok_or_else(|| Error::custom(format!("`{}` is no id of a request", form.request_id)))?,
            data: form.data,
        })
    }
}

impl From<&Undelivered> for UndeliveredForm {
    fn from(entry: &Undelivered) -> Self {
        Self { event: (&entry.event).into(), attempts: entry.attempts, due_at: entry.due_at }
    }
}

impl TryFrom<UndeliveredForm> for Undelivered {
    type Error = serde_json::Error;

    fn try_from(form: UndeliveredForm) -> Result<Self, serde_json::Error> {
        Ok(Self { event: form.event.try_into()?, number: 0, attempts: form.attempts, due_at: form.due_at })
    }
}

impl From<&DeadLetter> for DeadLetterForm {
    fn from(DeadLetter { event, failure }: &DeadLetter) -> Self {
        let Failure { attempts, at, reason } = failure;
        Self { event: event.into(), attempts: *attempts, failed_at: *at, reason: reason.clone() }
    }
}

impl TryFrom<DeadLetterForm> for DeadLetter {
    type Error = serde_json::Error;

    fn try_from(form: DeadLetterForm) -> Result<Self, serde_json::Error> {
        let failure = Failure { attempts: form.attempts, at: form.failed_at, reason: form.reason };
        Ok(Self { event: form.event.try_into()?, failure })
    }
}

impl From<&IdempotencyRecord> for IdempotencyForm {
    fn from(record: &IdempotencyRecord) -> Self {
        Self {
            user: record.scope.user,
            operation: record.scope.operation.as_str().to_owned(),
            key: record.scope.key.as_str().to_owned(),
            fingerprint: hex::encode(record.fingerprint.as_bytes()),
            resource_id: Id::new(record.resource_id),
            expires_at: record.expires_at,
        }
    }
}

impl TryFrom<IdempotencyForm> for IdempotencyRecord {
    type Error = serde_json::Error;

    fn try_from(form: IdempotencyForm) -> Result<Self, serde_json::Error> {
        let scope = IdempotencyScope {
            user: form.user,
            operation: IdempotentOperation::from_stored(form.operation),
            key: IdempotencyKey::parse(form.key.as_bytes()).map_err(Error::custom)?,
        };
        let mut fingerprint = [0; 32];
        hex::decode_to_slice(&form.fingerprint, &mut fingerprint).map_err(Error::custom)?;
        Ok(Self {
            scope,
            fingerprint: Fingerprint::new(fingerprint),
            resource_id: form.resource_id.as_uuid(),
            expires_at: form.expires_at,
        })
    }
}
