mod events;
mod plan;
mod product_stock;

use std::{ops::RangeInclusive, sync::Arc};

use application::{
    Change, CommitError, Conflict, IdempotencyWrite, Publication, Redrive, Staged, UniqueValue, UnitOfWork, Write,
};
use async_trait::async_trait;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{self, EXPIRES_AT, moment, outbox::untried},
    keys::Key,
    transactions::Action,
};
pub(crate) use plan::Plan;

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
pub(super) struct DynamoDbUnitOfWork {
    database: Arc<Database>,
}

#[async_trait]
impl UnitOfWork for DynamoDbUnitOfWork {
    async fn commit(&self, staged: Staged) -> Result<(), CommitError> {
        if staged.changes.is_empty() && staged.events.is_empty() {
            return Ok(());
        }
        within_deadline(async {
            if redrives(&staged).next().is_some() {
                // What is redriven goes behind what is there.
                self.database.observe_outbox().await?;
            }
            plan(&staged, self.stamps(&staged)).commit(&self.database).await
        })
        .await
    }
}

impl DynamoDbUnitOfWork {
    /// The stamps of this commit: one for each published event, or one for what is redriven.
    fn stamps(&self, staged: &Staged) -> Option<RangeInclusive<u64>> {
        let published = staged.events.first().filter(|_| staged.publication == Publication::Outbox);
        let at = published.map(|event| event.at).or_else(|| redrives(staged).next().map(|redrive| redrive.due_at))?;
        let count = if published.is_some() { staged.events.len() } else { 1 };
        Some(self.database.stamps.reserve(at, u64::try_from(count).unwrap_or(u64::MAX)))
    }
}

fn redrives(staged: &Staged) -> impl Iterator<Item = &Redrive> {
    staged.changes.iter().filter_map(|change| match change {
        Change::DeadLetter(redrive) => Some(redrive),
        _ => None,
    })
}

/// The plan of `staged`.
fn plan(staged: &Staged, stamps: Option<RangeInclusive<u64>>) -> Plan {
    let (mut plan, stamp) = (Plan::default(), stamps.as_ref().map(|stamps| *stamps.end()));
    for change in &staged.changes {
        items::plan(change, &mut plan, stamp);
    }
    // After all writes and requirements of users are planned.
    for change in &staged.changes {
        if let Change::Session(Write::Insert(session)) = change {
            plan.require_existence(Key::user(session.user_id()));
        }
    }
    events::record(&mut plan, &staged.events, stamps.filter(|_| staged.publication == Publication::Outbox));
    plan
}

impl Plan {
    pub(crate) fn insert_record(&mut self, IdempotencyWrite { record, now }: &IdempotencyWrite) {
        let is_over = Condition::AtMost(EXPIRES_AT, moment(*now));
        self.replace(
            Key::idempotency_record(&record.scope),
            items::idempotency_records::attributes(record),
            Condition::Any(vec![Condition::IS_ABSENT, is_over]),
            Conflict::Exists(UniqueValue::IdempotencyKey),
        );
    }

    /// A commit with a redrive has a stamp.
    pub(crate) fn redrive(&mut self, Redrive { letter, due_at }: &Redrive, stamp: Option<u64>) {
        let (event, stamp) = (&letter.event, stamp.unwrap_or_default());
        self.change(Key::dead_letter(event.id), Action::Delete, Condition::EXISTS);
        self.put(Key::outbox_entry(event.subject.id, stamp, event.id), untried(event, stamp, *due_at));
    }
}
