use application::{
    Actor, Caller, Changes, Conflict, Event, EventData, EventId, EventKind, Ids, RequestId, StoreError, Subject,
    UniqueValue,
};
use domain::UserId;
use memory_store::{Fault, fakes::SequentialIds};
use uuid::Uuid;

use crate::{Answer, World};

/// A fault of a store, with its result in a use case that reads, decides and commits.
pub struct StoreFailure {
    /// The fault.
    pub fault: Fault,
    status: u16,
    code: &'static str,
    retry_after: &'static str,
    is_cause_of: fn(&StoreError) -> bool,
}

/// Every fault of a store.
pub const FAULTS: [StoreFailure; 4] = [
    StoreFailure {
        fault: Fault::Unavailable,
        status: 503,
        code: "unavailable",
        retry_after: "1",
        is_cause_of: |error| matches!(error, StoreError::Unavailable(_)),
    },
    StoreFailure {
        fault: Fault::CommitsUnavailable,
        status: 503,
        code: "unavailable",
        retry_after: "1",
        is_cause_of: |error| matches!(error, StoreError::Unavailable(_)),
    },
    StoreFailure {
        fault: Fault::Unexpected,
        status: 500,
        code: "internal",
        retry_after: "",
        is_cause_of: |error| matches!(error, StoreError::Unexpected(_)),
    },
    StoreFailure {
        fault: Fault::CommitsStale,
        status: 409,
        code: "conflict",
        retry_after: "",
        is_cause_of: |error| matches!(error, StoreError::Contended),
    },
];

impl StoreFailure {
    /// Asserts the problem that a client gets for it, which has no reasons.
    #[track_caller]
    pub fn assert_reported(&self, answer: &Answer) {
        answer.assert_problem(self.status, self.code);
        assert_eq!(answer.header("retry-after"), self.retry_after, "{:?}", self.fault);
        assert!(!answer.body.to_string().contains("a test asked"), "{:#}", answer.body);
    }

    /// Whether this error of a use case has the fault as its cause.
    #[must_use]
    pub fn is_cause_of(&self, error: &StoreError) -> bool {
        (self.is_cause_of)(error)
    }
}

/// Whether a use case failed because an id that it gave exists already.
#[must_use]
pub fn is_of_taken_id(error: &StoreError) -> bool {
    let StoreError::Unexpected(cause) = error else { return false };
    cause.to_string() == Conflict::Exists(UniqueValue::Id).to_string()
}

impl World {
    /// Stores an event with this id, without using one of the ids to come.
    pub async fn take_event_id(&self, id: Uuid) {
        let caller = Caller { request_id: RequestId::new(id), address: None };
        let mut changes = Changes::by_operator(&caller, self.now());
        changes.record_event(Event {
            id: EventId::new(id),
            kind: EventKind::SessionStarted,
            subject: Subject::User(UserId::new(id)),
            actor: Actor::Operator,
            at: self.now(),
            request_id: caller.request_id,
            data: EventData::new(),
        });
        self.commit(changes).await;
    }

    /// The next ids, for a test that stores one of them beforehand.
    #[must_use]
    pub fn coming_ids<const N: usize>(&self) -> [Uuid; N] {
        let made = self.fakes.ids.next();
        let mut coming = (1..).map(SequentialIds::nth).skip_while(|id| *id != made).skip(1);
        std::array::from_fn(|_| coming.next().expect("ids go on"))
    }
}
