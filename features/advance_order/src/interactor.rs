use std::sync::Arc;

use application::{
    Actor, Attempt, Authorization, Changes, Clock, EventId, EventKind, Expectation, Forbidden, Ids, Orders, Principal,
    UnitOfWork, Users, WorkError, facts, retry_stale_as,
};
use async_trait::async_trait;
use domain::{InvalidTransition, Order, OrderId, OrderStatus, User};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait AdvanceOrder: Interface {
    /// Takes an order to the status `to`, which must be its next, and answers the order as it then is.
    ///
    /// # Errors
    /// [`AdvanceOrderError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    async fn execute(
        &self,
        actor: &Principal,
        order: OrderId,
        to: OrderStatus,
        expectation: &Expectation,
    ) -> Result<Order, AdvanceOrderError>;
}

/// Why the order stays where it is.
#[derive(Debug, Error)]
pub enum AdvanceOrderError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such order.
    #[error("there is no such order")]
    NotFound,
    /// The order is not as the caller presumes.
    #[error("the order is not as presumed")]
    PreconditionFailed,
    /// The order does not go there from where it is.
    #[error(transparent)]
    InvalidTransition(#[from] InvalidTransition),
    /// What is stored could not be worked on.
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// [`AdvanceOrder`] by the policy, over the ports.
#[derive(Component)]
#[shaku(interface = AdvanceOrder)]
pub struct AdvanceOrderInteractor {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    ids: Arc<dyn Ids>,
    #[shaku(inject)]
    orders: Arc<dyn Orders>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
    #[shaku(inject)]
    work: Arc<dyn UnitOfWork>,
}

#[async_trait]
impl AdvanceOrder for AdvanceOrderInteractor {
    #[instrument(target = "spans", name = "advance_order", skip_all)]
    async fn execute(
        &self,
        actor: &Principal,
        order: OrderId,
        to: OrderStatus,
        expectation: &Expectation,
    ) -> Result<Order, AdvanceOrderError> {
        retry_stale_as(actor, &*self.users, |acting| self.advance(actor, acting, order, to, expectation)).await
    }
}

impl AdvanceOrderInteractor {
    /// One try, on behalf of the actor as `acting` says, who must still be so when it is committed.
    async fn advance(
        &self,
        actor: &Principal,
        acting: User,
        id: OrderId,
        to: OrderStatus,
        expectation: &Expectation,
    ) -> Result<Order, Attempt<AdvanceOrderError>> {
        self.authorization.advance_orders(&acting).map_err(|error| Attempt::Failed(error.into()))?;
        let mut order = self.orders.find(id).await?.ok_or(Attempt::Failed(AdvanceOrderError::NotFound))?;
        if !expectation.holds(&order.state()) {
            return Err(Attempt::Failed(AdvanceOrderError::PreconditionFailed));
        }
        let from = order.status();
        order.advance(to, self.clock.now()).map_err(|error| Attempt::Failed(error.into()))?;

        let mut changes = Changes::new(Actor::User(acting.id()), &actor.caller, order.updated_at());
        changes.require_user(&acting);
        let order = changes.update_order(order);
        let event = EventId::new(self.ids.next());
        changes.record(event, EventKind::of_order_becoming(to), id, facts::of_advance(from));
        self.work.commit(changes).await?;
        Ok(order)
    }
}
