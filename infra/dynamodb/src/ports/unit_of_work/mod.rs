mod accounts;
mod events;
mod facts;
mod orders;
mod plan;
mod products;

use std::{ops::RangeInclusive, sync::Arc};

use application::{Change, Changes, CommitError, Conflict, Publication, Staged, StoreError, UniqueValue, UnitOfWork};
use async_trait::async_trait;
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::{self, EXPIRES_AT, moment},
    keys::Key,
};
use facts::Facts;
use plan::Plan;

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
pub(super) struct DynamoDbUnitOfWork {
    database: Arc<Database>,
}

#[async_trait]
impl UnitOfWork for DynamoDbUnitOfWork {
    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        let staged = changes.into_staged().map_err(|error| StoreError::Broken(error.into()))?;
        if staged.changes.is_empty() && staged.events.is_empty() {
            return Ok(());
        }
        within_deadline(async {
            let stamps = self.stamps(&staged);
            let presumed = Facts::presumed(&staged.changes);
            let may_be_wrong = !presumed.is_empty();
            let presumed = presumed.with_missing(&self.database, &staged.changes).await?;
            let result = plan(&staged, &presumed, stamps.clone())?.commit(&self.database).await;
            if !may_be_wrong || !matches!(result, Err(CommitError::Conflict(Conflict::Stale))) {
                return result;
            }
            // It may be but the presumption that was wrong.
            let read = Facts::read(&self.database, &staged.changes).await?;
            if read == presumed { result } else { plan(&staged, &read, stamps)?.commit(&self.database).await }
        })
        .await
    }
}

impl DynamoDbUnitOfWork {
    /// The stamps of this commit, one for each event that others are told.
    fn stamps(&self, staged: &Staged) -> Option<RangeInclusive<u64>> {
        let first = staged.events.first().filter(|_| staged.publication == Publication::Outbox)?;
        let count = u64::try_from(staged.events.len()).unwrap_or(u64::MAX);
        Some(self.database.stamps.reserve(first.at, count))
    }
}

/// What `staged` comes to where things stand as `facts` say.
fn plan(staged: &Staged, facts: &Facts, stamps: Option<RangeInclusive<u64>>) -> Result<Plan, Conflict> {
    let (mut plan, stamp) = (Plan::default(), stamps.as_ref().map(|stamps| *stamps.end()));
    for change in &staged.changes {
        match change {
            Change::InsertUser(user) => accounts::insert_user(&mut plan, user, stamp),
            Change::UpdateUser { user, read } => {
                accounts::update_user(&mut plan, user, *read, facts.of_user(user.id())?, stamp);
            }
            Change::RequireUser { id, read } => accounts::require_user(&mut plan, *id, *read),
            Change::InsertSession(session) => accounts::insert_session(&mut plan, session, stamp),
            Change::UpdateSession { session, read } => {
                accounts::update_session(&mut plan, session, *read, facts.of_session(session.id())?, stamp);
            }
            Change::DeleteSession { id, user_id, read } => {
                accounts::delete_session(&mut plan, *id, *user_id, *read, facts.of_session(*id)?);
            }
            Change::InsertProduct(product) => products::insert(&mut plan, product, stamp),
            Change::UpdateProduct { product, read, stock } => {
                products::update(&mut plan, product, *read, *stock, facts.of_product(product.id())?, stamp);
            }
            Change::DeleteProduct { id, read } => products::delete(&mut plan, *id, *read, facts.of_product(*id)?),
            Change::RequireProduct { id, read } => products::require(&mut plan, *id, *read),
            Change::TakeStock { id, read, quantity } => products::take_stock(&mut plan, *id, *read, *quantity),
            Change::ReturnStock { id, quantity } => products::return_stock(&mut plan, *id, *quantity),
            Change::InsertOrder(order) => orders::insert(&mut plan, order, stamp),
            Change::UpdateOrder { order, read } => {
                orders::update(&mut plan, order, *read, facts.of_order(order.id())?, stamp);
            }
            Change::InsertIdempotencyRecord { record, now } => {
                let is_over = Condition::AtMost(EXPIRES_AT, moment(*now));
                plan.replace(
                    Key::idempotency_record(&record.scope),
                    items::idempotency_records::attributes(record),
                    Condition::Any(vec![Condition::IS_ABSENT, is_over]),
                    Conflict::Exists(UniqueValue::IdempotencyKey),
                );
            }
        }
    }
    // Once all is planned that is written and required of users.
    for change in &staged.changes {
        if let Change::InsertSession(session) = change {
            plan.require_existence(Key::user(session.user_id()));
        }
    }
    events::record(&mut plan, &staged.events, stamps);
    Ok(plan)
}
