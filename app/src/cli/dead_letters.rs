use std::sync::Arc;

use application::{DeadLetter, EventId, EventPosition, Outbox, StoreError};

use super::{CommandResult, event_line::describe, say};
use crate::composition::Composition;

/// Dead letters read from the store at a time.
const BATCH: u16 = 500;

/// Prints every dead letter.
pub(super) async fn list(composition: &Composition) -> CommandResult {
    for letter in read_all(&*outbox(composition)).await? {
        say(line(&letter))?;
    }
    Ok(())
}

/// Redrives these dead letters, so that they are delivered again.
pub(super) async fn redeliver(composition: &Composition, events: &[EventId]) -> CommandResult {
    let outbox = outbox(composition);
    let (mut redriven, mut missing) = (Vec::new(), Vec::new());
    for event in events {
        if outbox.redrive(*event, composition.clock.now()).await? {
            redriven.push(event);
        } else {
            missing.push(event.to_string());
        }
    }
    // Printed after all of them, so that a failure to print keeps no event from its delivery.
    for event in redriven {
        say(format_args!("{event} is to be delivered again."))?;
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("there is no dead letter {}; see `tranche events dead-letters`", missing.join(", ")).into())
    }
}

/// Redrives every dead letter.
pub(super) async fn redeliver_all(composition: &Composition) -> CommandResult {
    let outbox = outbox(composition);
    let mut count = 0_u32;
    for letter in read_all(&*outbox).await? {
        // Another process may have redriven it first.
        count += u32::from(outbox.redrive(letter.event.id, composition.clock.now()).await?);
    }
    say(format_args!("To be delivered again: {count}."))?;
    Ok(())
}

/// Every dead letter, in the order of their events, which is the order of the new deliveries.
async fn read_all(outbox: &dyn Outbox) -> Result<Vec<DeadLetter>, StoreError> {
    let mut all: Vec<DeadLetter> = Vec::new();
    loop {
        let found = outbox.dead_letters(all.last().map(|last| last.event.id), BATCH).await?;
        if found.is_empty() {
            break;
        }
        all.extend(found);
    }
    all.sort_by_key(|letter| EventPosition::from(&letter.event));
    Ok(all)
}

fn outbox(composition: &Composition) -> Arc<dyn Outbox> {
    composition.persistence.resolve()
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
