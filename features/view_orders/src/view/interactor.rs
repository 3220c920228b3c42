use std::sync::Arc;

use application::{OrderAccess, Principal, StoreError};
use async_trait::async_trait;
use domain::{Order, OrderId};
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ViewOrder: Interface {
    /// An order of `actor`, or for an admin anybody's.
    ///
    /// # Errors
    /// [`ViewOrderError`].
    async fn execute(&self, actor: &Principal, id: OrderId) -> Result<Order, ViewOrderError>;
}

/// Why no order is shown.
#[derive(Debug, Error)]
pub enum ViewOrderError {
    /// There is no such order, or the actor may not know of it.
    #[error("the actor has no such order")]
    NotFound,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// [`ViewOrder`] by the policy.
#[derive(Component)]
#[shaku(interface = ViewOrder)]
pub struct ViewOrderInteractor {
    #[shaku(inject)]
    access: Arc<dyn OrderAccess>,
}

#[async_trait]
impl ViewOrder for ViewOrderInteractor {
    #[instrument(target = "spans", name = "view_order", skip_all)]
    async fn execute(&self, actor: &Principal, id: OrderId) -> Result<Order, ViewOrderError> {
        self.access.find(&actor.user, id).await?.ok_or(ViewOrderError::NotFound)
    }
}
