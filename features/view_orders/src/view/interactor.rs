use std::sync::Arc;

use application::{FindError, Interactor, OrderAccess, Principal};
use domain::{Order, OrderId};
use shaku::Component;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through `OrderAccess`.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ViewOrder {
    #[shaku(inject)]
    access: Arc<dyn OrderAccess>,
}

impl ViewOrder {
    /// An order of `actor`, or for an admin any order.
    ///
    /// # Errors
    /// [`FindError`].
    #[instrument(target = "spans", name = "view_order", skip_all)]
    pub async fn execute(&self, actor: &Principal, id: OrderId) -> Result<Order, FindError<Order>> {
        self.access.find(&actor.user, id).await?.ok_or(FindError::NotFound(id))
    }
}
