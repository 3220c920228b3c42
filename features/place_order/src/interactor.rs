use std::sync::Arc;

use application::{
    Acting, Changes, Decision, EventKind, Fingerprint, IdempotencyKey, IdempotencyRecord, IdempotencyRecords,
    IdempotencyScope, IdempotentOperation, Interactor, Principal, Repository, StoreError, UniqueValue, Work,
    event_payload,
};
use domain::{Basket, Order, OrderId, Product, ProductId, StockClaim, Timestamp, Unplaceable, UserId};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct PlaceOrder {
    #[shaku(inject)]
    products: Arc<dyn Repository<Product>>,
    #[shaku(inject)]
    orders: Arc<dyn Repository<Order>>,
    #[shaku(inject)]
    records: Arc<dyn IdempotencyRecords>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// What its keys are for.
const PLACE_ORDER: IdempotentOperation = IdempotentOperation::named("place_order");

/// Why no order was placed.
#[derive(Debug, Error)]
pub enum PlaceOrderError {
    /// The basket can't be ordered.
    #[error(transparent)]
    Unplaceable(#[from] Unplaceable),
    /// The key was used for another order.
    #[error("the key was used for another order")]
    KeyReused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PlaceOrder {
    /// Orders the basket for `actor`, and takes its units from the products' stocks.
    ///
    /// With a key this is done once: for [`IdempotencyRecord::LIFETIME`] the same order is returned again, as it was
    /// placed. If no order was placed, the key stays unused.
    ///
    /// # Errors
    /// [`PlaceOrderError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "place_order", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        basket: &Basket,
        key: Option<IdempotencyKey>,
    ) -> Result<Order, PlaceOrderError> {
        let keyed = key.map(|key| Keyed::new(actor.user_id(), key, basket));
        self.work.run_by_owner(actor, |acting| self.place(acting, basket, keyed.as_ref())).await
    }

    /// One try. The first assumes that the key is new, which is nearly always right and saves a read. Later tries, and
    /// one whose order can't be placed, read the record of the key.
    async fn place(
        &self,
        acting: Acting,
        basket: &Basket,
        keyed: Option<&Keyed>,
    ) -> Result<Decision<Order, PlaceOrderError>, PlaceOrderError> {
        if let Some(keyed) = keyed.filter(|_| !acting.is_first_try)
            && let Some(order) = self.find_placed(keyed, acting.now).await?
        {
            return Ok(Decision::Answer(order));
        }
        let ids: Vec<ProductId> = basket.lines().iter().map(|line| line.product).collect();
        let products = self.products.find_all(&ids).await?;
        match Order::place(self.work.id(), acting.user.id(), basket, &products, acting.now) {
            Ok(order) => {
                let changes = stage(&acting, &order, products, keyed);
                Ok(Decision::commit(changes, order).again_if_exists(UniqueValue::IdempotencyKey))
            }
            Err(reason) => {
                let placed = match keyed {
                    Some(keyed) => self.find_placed(keyed, acting.now).await?,
                    None => None,
                };
                placed.map(Decision::Answer).ok_or_else(|| reason.into())
            }
        }
    }

    /// The order that was placed with the key, as it was then; `None` if the key is unused.
    async fn find_placed(&self, keyed: &Keyed, now: Timestamp) -> Result<Option<Order>, PlaceOrderError> {
        let Some(record) = self.records.find(&keyed.scope, now).await? else { return Ok(None) };
        if record.fingerprint != keyed.fingerprint {
            return Err(PlaceOrderError::KeyReused);
        }
        let id = OrderId::new(record.resource_id);
        let order = self.orders.find(id).await?.ok_or_else(|| StoreError::Unexpected(OrderGone(id).into()))?;
        Ok(Some(order.as_placed()))
    }
}

/// Stages the order with its stock moves, record and event. A product whose stock is not tracked is not written, but
/// required to be as it was read: the order copies its name and price.
fn stage(acting: &Acting, order: &Order, products: Vec<Product>, keyed: Option<&Keyed>) -> Changes {
    let mut changes = Changes::by_owner(acting, order.updated_at());
    for product in products {
        let Some(item) = order.items().iter().find(|item| item.product_id == product.id()) else { continue };
        match item.claim {
            StockClaim::Taken => changes.take_stock(product, item.quantity),
            StockClaim::None => changes.require(product),
        }
    }
    changes.insert(order.clone());
    if let Some(keyed) = keyed {
        changes.insert_idempotency_record(keyed.record(order));
    }
    changes.record(EventKind::OrderPlaced, order.id(), event_payload::of_order(order));
    changes
}

/// A request with a key.
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
        Self { scope: IdempotencyScope { user, operation: PLACE_ORDER, key }, fingerprint: Fingerprint::of(parts) }
    }

    fn record(&self, order: &Order) -> IdempotencyRecord {
        IdempotencyRecord {
            scope: self.scope.clone(),
            fingerprint: self.fingerprint,
            resource_id: order.id().as_uuid(),
            expires_at: order.created_at().after(IdempotencyRecord::LIFETIME),
        }
    }
}

/// A store has the record of a key without its order, although one commit wrote both.
#[derive(Debug, Error)]
#[error("the order {0} was placed with an idempotency key and is missing from the store")]
struct OrderGone(OrderId);
