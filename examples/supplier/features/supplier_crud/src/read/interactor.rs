use std::sync::Arc;

use application::{Page, Position, Repository, StoreError};
use domain::{Supplier, SupplierId};
use thiserror::Error;
use tracing::instrument;

/// The use cases that read suppliers.
pub(crate) struct ReadSuppliers {
    pub(super) suppliers: Arc<dyn Repository<Supplier>>,
}

/// Why no supplier is returned.
#[derive(Debug, Error)]
pub(crate) enum ViewSupplierError {
    /// There is no such supplier.
    #[error("there is no such supplier")]
    NotFound,
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReadSuppliers {
    /// A page of at most `size` suppliers behind `after`, in the order of their creation.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    #[instrument(target = "spans", name = "list_suppliers", skip_all)]
    pub(crate) async fn list(&self, after: Option<Position<Supplier>>, size: u8) -> Result<Page<Supplier>, StoreError> {
        let found = self.suppliers.list(after, Page::<Supplier>::limit(size)).await?;
        Ok(Page::of(found, size))
    }

    /// The supplier with this id.
    ///
    /// # Errors
    /// [`ViewSupplierError`].
    #[instrument(target = "spans", name = "view_supplier", skip_all)]
    pub(crate) async fn view(&self, id: SupplierId) -> Result<Supplier, ViewSupplierError> {
        self.suppliers.find(id).await?.ok_or(ViewSupplierError::NotFound)
    }
}
