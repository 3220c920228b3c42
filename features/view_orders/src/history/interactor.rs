use std::sync::Arc;

use application::{Event, EventFilter, Events, OrderAccess, Principal, StoreError};
use async_trait::async_trait;
use domain::OrderId;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The most events that are read: far more than an order has, which has one for each status that it comes to.
const MOST_EVENTS: u16 = 100;

/// The use case.
#[async_trait]
pub trait ViewOrderHistory: Interface {
    /// What happened to an order of `actor`, or for an admin to anybody's, oldest first.
    ///
    /// # Errors
    /// [`ViewOrderHistoryError`].
    async fn execute(&self, actor: &Principal, id: OrderId) -> Result<Vec<Event>, ViewOrderHistoryError>;
}

/// Why no history is shown.
#[derive(Debug, Error)]
pub enum ViewOrderHistoryError {
    /// There is no such order, or the actor may not know of it.
    #[error("the actor has no such order")]
    NotFound,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`ViewOrderHistory`] by the policy, over the port.
#[derive(Component)]
#[shaku(interface = ViewOrderHistory)]
pub struct ViewOrderHistoryInteractor {
    #[shaku(inject)]
    access: Arc<dyn OrderAccess>,
    #[shaku(inject)]
    events: Arc<dyn Events>,
}

#[async_trait]
impl ViewOrderHistory for ViewOrderHistoryInteractor {
    #[instrument(target = "spans", name = "view_order_history", skip_all)]
    async fn execute(&self, actor: &Principal, id: OrderId) -> Result<Vec<Event>, ViewOrderHistoryError> {
        let order = self.access.find(&actor.user, id).await?.ok_or(ViewOrderHistoryError::NotFound)?;
        let of_order = EventFilter { subject: Some(order.id().into()), ..EventFilter::default() };
        Ok(self.events.list(of_order, None, MOST_EVENTS).await?)
    }
}
