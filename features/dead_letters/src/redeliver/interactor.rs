use std::sync::Arc;

use application::{
    Acting, Authority, Authorization, Caller, Changes, CommitError, Conflict, DeadLetter, DeadLetters, Decision,
    EventId, EventKind, Forbidden, Interactor, Outcome, SecurityEvent, StoreError, Subject, Work, event_payload,
};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct RedeliverDeadLetter {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    dead_letters: Arc<dyn DeadLetters>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why nothing is redelivered.
#[derive(Debug, Error)]
pub enum RedeliverError {
    /// The policy does not allow it, or the user is gone.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The event is no dead letter, or no longer.
    #[error("there is no such dead letter")]
    NotFound,
    /// The store could not be worked on.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RedeliverDeadLetter {
    /// Moves the dead letter of this event back into the outbox, due at once.
    ///
    /// # Errors
    /// [`RedeliverError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "redeliver_dead_letter", skip_all)]
    pub async fn execute(&self, authority: Authority<'_>, event: EventId) -> Result<(), RedeliverError> {
        let (caller, actor) = (authority.caller(), authority.user());
        let result = match authority {
            Authority::Operator(caller) => self.redeliver_by_operator(caller, event).await,
            Authority::User(actor) => self.work.run(actor, |acting| self.decide(acting, event)).await,
        };
        let log = |outcome| SecurityEvent::DeadLetterRedelivery.log(outcome, caller, actor, None);
        match &result {
            Ok(()) => log(Outcome::Success),
            Err(RedeliverError::Forbidden(_)) => log(Outcome::Refused),
            Err(RedeliverError::NotFound | RedeliverError::Store(_)) => {}
        }
        result
    }

    /// A commit that loses against another redelivery leaves nothing to do.
    async fn redeliver_by_operator(&self, caller: &Caller, event: EventId) -> Result<(), RedeliverError> {
        let letter = self.dead_letters.find(event).await?.ok_or(RedeliverError::NotFound)?;
        match self.work.commit(staged(Changes::by_operator(caller, self.work.now()), letter)).await {
            Err(CommitError::Conflict(Conflict::Stale)) => Err(RedeliverError::NotFound),
            result => Ok(result.map_err(StoreError::from)?),
        }
    }

    /// One try of a signed-in user. The right is checked first.
    async fn decide(&self, acting: Acting, event: EventId) -> Result<Decision<(), RedeliverError>, RedeliverError> {
        self.authorization.handle_dead_letters(&acting.user)?;
        let letter = self.dead_letters.find(event).await?.ok_or(RedeliverError::NotFound)?;
        Ok(Decision::commit(staged(Changes::by(&acting, acting.now), letter), ()))
    }
}

/// The redrive with its event, which is not published: a receiver that refused it would make another dead letter of each
/// redelivery.
fn staged(mut changes: Changes, letter: DeadLetter) -> Changes {
    changes.record(
        EventKind::DeadLetterRedelivered,
        Subject::Event(letter.event.id),
        event_payload::of_redelivery(&letter),
    );
    changes.redrive(letter);
    changes.unpublished()
}
