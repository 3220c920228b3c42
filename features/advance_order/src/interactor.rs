use std::sync::Arc;

use application::{
    Acting, Authorization, Changes, Decision, EventKind, Forbidden, Interactor, Precondition, PreconditionFailed,
    Principal, Repository, StoreError, Work, event_payload,
};
use domain::{InvalidTransition, Order, OrderId, OrderStatus};
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct AdvanceOrder {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    orders: Arc<dyn Repository<Order>>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why the order was not advanced.
#[derive(Debug, Error)]
pub enum AdvanceOrderError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such order.
    #[error("there is no such order")]
    NotFound,
    /// The order does not meet the precondition.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The status of the order can't change to this one.
    #[error(transparent)]
    InvalidTransition(#[from] InvalidTransition),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AdvanceOrder {
    /// Advances an order to the status `to`, which must be its next, and returns the changed order.
    ///
    /// # Errors
    /// [`AdvanceOrderError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "advance_order", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        order: OrderId,
        to: OrderStatus,
        precondition: &Precondition,
    ) -> Result<Order, AdvanceOrderError> {
        self.work.run(actor, |acting| self.advance(acting, order, to, precondition)).await
    }

    /// One try, for the actor in `acting`, who must be unchanged at the commit.
    async fn advance(
        &self,
        acting: Acting,
        id: OrderId,
        to: OrderStatus,
        precondition: &Precondition,
    ) -> Result<Decision<Order, AdvanceOrderError>, AdvanceOrderError> {
        self.authorization.advance_orders(&acting.user)?;
        let read = self.orders.find(id).await?.ok_or(AdvanceOrderError::NotFound)?;
        precondition.check(&read.state())?;
        let mut order = read.clone();
        order.advance(to, acting.now)?;

        let mut changes = Changes::by(&acting, order.updated_at());
        changes.record(EventKind::of_order_becoming(to), id, event_payload::of_advance(read.status()));
        let order = changes.update(read, order);
        Ok(Decision::commit(changes, order))
    }
}
