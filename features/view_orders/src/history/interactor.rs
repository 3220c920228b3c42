use std::sync::Arc;

use application::{
    Direction, EventFilter, Events, FindError, Interactor, OrderAccess, Principal, StoredEvent, Subject,
};
use domain::{Order, OrderId};
use shaku::Component;
use tracing::instrument;

/// The maximum number of events that are read: far more than an order has, which has one for each status.
const MOST_EVENTS: u16 = 100;

/// The use case: authorizes by the policy, and reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ViewOrderHistory {
    #[shaku(inject)]
    access: Arc<dyn OrderAccess>,
    #[shaku(inject)]
    events: Arc<dyn Events>,
}

impl ViewOrderHistory {
    /// The events of an order of `actor`, or for an admin of any order, oldest first.
    ///
    /// # Errors
    /// [`FindError`].
    #[instrument(target = "spans", name = "view_order_history", skip_all)]
    pub async fn execute(&self, actor: &Principal, id: OrderId) -> Result<Vec<StoredEvent>, FindError<Order>> {
        let order = self.access.find(&actor.user, id).await?.ok_or(FindError::NotFound(id))?;
        let of_order = EventFilter::about(Subject::Order(order.id()));
        Ok(self.events.list(&of_order, Direction::Ascending, None, MOST_EVENTS).await?)
    }
}
