use std::sync::Arc;

use application::{Authority, DeadLetter, DeadLetters, EventId, EventPosition, HasInteractor, StoreError};
use dead_letters::{RedeliverDeadLetter, RedeliverError};

use super::{CommandResult, event_line::describe, say};
use crate::composition::Composition;

/// Dead letters read from the store at a time.
const BATCH: u16 = 500;

/// Prints every dead letter.
pub(super) async fn list(composition: &Composition) -> CommandResult {
    for letter in read_all(composition).await? {
        say(line(&letter))?;
    }
    Ok(())
}

/// Redelivers these dead letters.
pub(super) async fn redeliver(composition: &Composition, events: &[EventId]) -> CommandResult {
    let (mut redelivered, mut missing) = (Vec::new(), Vec::new());
    for event in events {
        if redeliver_one(composition, *event).await? {
            redelivered.push(event);
        } else {
            missing.push(event.to_string());
        }
    }
    // Printed after all of them, so that a failure to print keeps no event from its delivery.
    for event in redelivered {
        say(format_args!("{event} is to be delivered again."))?;
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("there is no dead letter {}; see `tranche events dead-letters`", missing.join(", ")).into())
    }
}

/// Redelivers every dead letter.
pub(super) async fn redeliver_all(composition: &Composition) -> CommandResult {
    let mut count = 0_u32;
    for letter in read_all(composition).await? {
        count += u32::from(redeliver_one(composition, letter.event.id).await?);
    }
    say(format_args!("To be delivered again: {count}."))?;
    Ok(())
}

/// Redelivers a dead letter on the operator's authority; returns whether it existed.
async fn redeliver_one(composition: &Composition, event: EventId) -> Result<bool, RedeliverError> {
    let redeliver: Arc<RedeliverDeadLetter> = composition.module.interactor();
    match redeliver.execute(Authority::Operator(&composition.internal_caller()), event).await {
        Ok(()) => Ok(true),
        Err(RedeliverError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Every dead letter, in the order of their events, which is the order of the new deliveries.
async fn read_all(composition: &Composition) -> Result<Vec<DeadLetter>, StoreError> {
    let dead_letters: Arc<dyn DeadLetters> = composition.persistence.resolve();
    let mut all: Vec<DeadLetter> = Vec::new();
    loop {
        let found = dead_letters.list(all.last().map(|last| last.event.id), BATCH).await?;
        if found.is_empty() {
            break;
        }
        all.extend(found);
    }
    all.sort_by_key(|letter| EventPosition::from(&letter.event));
    Ok(all)
}

fn line(DeadLetter { event, failure }: &DeadLetter) -> serde_json::Value {
    let mut line = describe(event);
    let more = [
        ("reason", failure.reason.as_str().into()),
        ("attempts", failure.attempts.into()),
        ("failedAt", failure.at.to_string().into()),
    ];
    if let Some(fields) = line.as_object_mut() {
        fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    line
}
