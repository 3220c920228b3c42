mod events;
mod plan;

use std::{ops::RangeInclusive, sync::Arc};

use application::{
    Change, CommitError, Conflict, IdempotencyWrite, ProductWrite, Publication, Staged, StockMove, UniqueValue,
    UnitOfWork, Write,
};
use async_trait::async_trait;
use domain::{Product, Stock};
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{self, EXPIRES_AT, moment, number, products::STOCK},
    keys::Key,
    stored::Stored,
    transactions::Action,
};
pub(crate) use plan::Plan;
use plan::is_expected_version;

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
        let stamps = self.stamps(&staged);
        within_deadline(plan(&staged, stamps).commit(&self.database)).await
    }
}

impl DynamoDbUnitOfWork {
    /// The stamps of this commit, one for each published event.
    fn stamps(&self, staged: &Staged) -> Option<RangeInclusive<u64>> {
        let first = staged.events.first().filter(|_| staged.publication == Publication::Outbox)?;
        let count = u64::try_from(staged.events.len()).unwrap_or(u64::MAX);
        Some(self.database.stamps.reserve(first.at, count))
    }
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
    events::record(&mut plan, &staged.events, stamps);
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

    pub(crate) fn write_product(&mut self, ProductWrite { write, expects_stock }: &ProductWrite, stamp: Option<u64>) {
        self.write(write, stamp);
        if let Some(expected) = write.expected().filter(|_| *expects_stock) {
            self.narrow(&expected.key(), &has_expected_stock(expected));
        }
    }

    /// The condition is evaluated with the write: concurrent takes add up, and never go below zero.
    pub(crate) fn move_stock(&mut self, stock_move: &StockMove) {
        let key = stock_move.product().key();
        match stock_move {
            StockMove::Take { product, quantity } => {
                let units = number(quantity.units());
                let has_enough =
                    Condition::All(vec![is_expected_version(product), Condition::AtLeast(STOCK, units.clone())]);
                let take = Update { decrease: vec![(STOCK, units)], ..Update::default() };
                self.change(key, Action::Update(take), has_enough);
            }
            StockMove::Return { quantity, .. } => {
                let give_back = Update { increase: vec![(STOCK, number(quantity.units()))], ..Update::default() };
                self.change(key, Action::Update(give_back), Condition::Has(STOCK));
            }
        }
    }
}

fn has_expected_stock(expected: &Product) -> Condition {
    match expected.stock() {
        Stock::Untracked => Condition::Lacks(STOCK),
        Stock::Units(units) => Condition::Is(STOCK, number(units)),
    }
}
