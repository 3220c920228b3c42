use std::sync::Arc;

use application::{
    Actor, Attempt, Changes, Clock, CommitError, Conflict, EventId, EventKind, Fingerprint, IdempotencyKey,
    IdempotencyRecord, IdempotencyRecords, IdempotencyScope, IdempotentOperation, Ids, Orders, Principal, Products,
    StoreError, UniqueValue, UnitOfWork, WorkError, facts, retry_stale,
};
use async_trait::async_trait;
use domain::{Basket, Order, OrderId, Product, ProductId, StockClaim, Timestamp, Unplaceable, UserId};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait PlaceOrder: Interface {
    /// Orders what is in the basket for `actor`, and takes it from the products' stocks.
    ///
    /// Under a key this is done once: for [`IdempotencyRecord::LIFETIME`] the order is answered again as it was placed.
    /// Where nothing was ordered, the key is as free as before.
    ///
    /// # Errors
    /// [`PlaceOrderError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(
        &self,
        actor: &Principal,
        basket: &Basket,
        key: Option<IdempotencyKey>,
    ) -> Result<Order, PlaceOrderError>;
}

/// Why nothing was ordered.
#[derive(Debug, Error)]
pub enum PlaceOrderError {
    /// The basket can't be ordered.
    #[error(transparent)]
    Unplaceable(#[from] Unplaceable),
    /// Something else was ordered under the key.
    #[error("something else was ordered under the key")]
    KeyReused,
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`PlaceOrder`] over the ports.
#[derive(Component)]
#[shaku(interface = PlaceOrder)]
pub struct PlaceOrderInteractor {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    products: Arc<dyn Products>,
    #[shaku(inject)]
    orders: Arc<dyn Orders>,
    #[shaku(inject)]
    records: Arc<dyn IdempotencyRecords>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl PlaceOrder for PlaceOrderInteractor {
    #[instrument(target = "spans", name = "place_order", skip_all)]
    async fn execute(
        &self,
        actor: &Principal,
        basket: &Basket,
        key: Option<IdempotencyKey>,
    ) -> Result<Order, PlaceOrderError> {
        let keyed = key.map(|key| Keyed::new(actor.user_id(), key, basket));
        retry_stale(|| self.place(actor, basket, keyed.as_ref())).await
    }
}

impl PlaceOrderInteractor {
    /// One try. It presumes that nothing was ordered under the key, as is so nearly always: then the key costs no read.
    /// The record is looked up only once the order turns out not to be placed anew.
    async fn place(
        &self,
        actor: &Principal,
        basket: &Basket,
        keyed: Option<&Keyed>,
    ) -> Result<Order, Attempt<PlaceOrderError>> {
        let now = self.clock.now();
        let ids: Vec<ProductId> = basket.lines().iter().map(|line| line.product).collect();
        let products = self.products.find_all(&ids).await?;
        let id = OrderId::new(self.ids.next());
        let not_placed = match Order::place(id, actor.user_id(), basket, &products, now) {
            Ok(order) => match self.work.commit(self.stage(actor, &order, &products, keyed)).await {
                Ok(()) => return Ok(order),
                Err(CommitError::Conflict(Conflict::Exists(UniqueValue::IdempotencyKey))) => Attempt::Stale,
                Err(error) => return Err(error.into()),
            },
            Err(reason) => Attempt::Failed(reason.into()),
        };
        let Some(keyed) = keyed else { return Err(not_placed) };
        self.find_placed(keyed, now).await?.ok_or(not_placed)
    }

    /// The order and all that goes with it. A product whose stock is not counted is not written, and must be as it was
    /// read all the same: the order has its name and price.
    fn stage(&self, actor: &Principal, order: &Order, products: &[Product], keyed: Option<&Keyed>) -> Changes {
        let mut changes = Changes::new(Actor::User(actor.user_id()), &actor.caller, order.updated_at());
        for item in order.items() {
            for product in products.iter().filter(|product| product.id() == item.product_id) {
                match item.claim {
                    StockClaim::Taken => changes.take_stock(product, item.quantity),
                    StockClaim::None => changes.require_product(product),
                }
            }
        }
        changes.insert_order(order.clone());
        if let Some(keyed) = keyed {
            changes.insert_idempotency_record(keyed.record(order));
        }
        changes.record(EventId::new(self.ids.next()), EventKind::OrderPlaced, order.id(), facts::of_order(order));
        changes
    }

    /// The order that was placed under the key, as it was then; `None` where nothing was.
    async fn find_placed(&self, keyed: &Keyed, now: Timestamp) -> Result<Option<Order>, Attempt<PlaceOrderError>> {
        let Some(record) = self.records.find(&keyed.scope, now).await? else { return Ok(None) };
        if record.fingerprint != keyed.fingerprint {
            return Err(Attempt::Failed(PlaceOrderError::KeyReused));
        }
        let id = OrderId::new(record.made);
        let order = self.orders.find(id).await?.ok_or_else(|| StoreError::Broken(OrderGone(id).into()))?;
        Ok(Some(order.as_placed()))
    }
}

/// What is asked for under a key.
struct Keyed {
    scope: IdempotencyScope,
    fingerprint: Fingerprint,
}

impl Keyed {
    fn new(user: UserId, key: IdempotencyKey, basket: &Basket) -> Self {
        let lines: Vec<_> = basket
            .lines()
            .iter()
            .map(|line| (line.product.as_uuid().into_bytes(), line.quantity.units().to_be_bytes()))
            .collect();
        let parts = lines.iter().flat_map(|(product, units)| [product.as_slice(), units.as_slice()]);
        Self {
            scope: IdempotencyScope { user, operation: IdempotentOperation::PlaceOrder, key },
            fingerprint: Fingerprint::of(parts),
        }
    }

    fn record(&self, order: &Order) -> IdempotencyRecord {
        IdempotencyRecord {
            scope: self.scope.clone(),
            fingerprint: self.fingerprint,
            made: order.id().as_uuid(),
            expires_at: order.created_at().after(IdempotencyRecord::LIFETIME),
        }
    }
}

/// A store has a record and not what it tells of, which were written in one commit.
#[derive(Debug, Error)]
#[error("the order {0} was placed under a key and is gone")]
struct OrderGone(OrderId);
