use std::sync::Arc;

use application::{
    Acting, Authorization, Changes, Decision, EventData, EventKind, Forbidden, Precondition, PreconditionFailed,
    Principal, Repository, StoreError, Work,
};
use domain::{Supplier, SupplierId};
use thiserror::Error;
use tracing::instrument;

use crate::create::interactor::authorize_edit;

/// The use case.
pub(crate) struct DeleteSupplier {
    pub(super) authorization: Arc<dyn Authorization>,
    pub(super) suppliers: Arc<dyn Repository<Supplier>>,
    pub(super) work: Arc<dyn Work>,
}

/// Why the supplier was not deleted.
#[derive(Debug, Error)]
pub(crate) enum DeleteSupplierError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such supplier.
    #[error("there is no such supplier")]
    NotFound,
    /// The precondition does not hold.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeleteSupplier {
    /// Deletes the supplier with this id, where `precondition` holds.
    ///
    /// # Errors
    /// [`DeleteSupplierError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "delete_supplier", skip_all)]
    pub(crate) async fn execute(
        &self,
        actor: &Principal,
        id: SupplierId,
        precondition: &Precondition,
    ) -> Result<(), DeleteSupplierError> {
        self.work.run(actor, |acting| self.delete(acting, id, precondition)).await
    }

    /// One try. A competing edit makes it stale.
    async fn delete(
        &self,
        acting: Acting,
        id: SupplierId,
        precondition: &Precondition,
    ) -> Result<Decision<(), DeleteSupplierError>, DeleteSupplierError> {
        authorize_edit(&*self.authorization, &acting)?;
        let supplier = self.suppliers.find(id).await?.ok_or(DeleteSupplierError::NotFound)?;
        precondition.check(&supplier.state())?;
        let mut changes = Changes::by(&acting, acting.now.following(supplier.updated_at()));
        changes.record(
            EventKind::SupplierDeleted,
            id,
            EventData::from_iter([("name".to_owned(), supplier.details().name.as_str().into())]),
        );
        changes.delete(supplier);
        Ok(Decision::commit(changes, ()))
    }
}
