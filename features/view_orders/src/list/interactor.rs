use std::sync::Arc;

use application::{Authorization, Interactor, ListError, OrderQuery, Orders, Page, Position, Principal};
use domain::Order;
use shaku::Component;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ListOrders {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    orders: Arc<dyn Orders>,
}

impl ListOrders {
    /// A page of at most `size` orders that match `query`, newest first, after `after`.
    ///
    /// # Errors
    /// [`ListError`].
    #[instrument(target = "spans", name = "list_orders", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        query: OrderQuery,
        after: Option<Position<Order>>,
        size: u8,
    ) -> Result<Page<Order>, ListError> {
        self.authorization.handle_orders(&actor.user, query.user)?;
        let orders = self.orders.list(query, after, Page::<Order>::limit(size)).await?;
        Ok(Page::of(orders, size))
    }
}
