use std::sync::Arc;

use application::{
    Acting, Authorization, Changes, Decision, EventData, EventKind, Forbidden, Precondition, PreconditionFailed,
    Principal, Repository, StoreError, UniqueValue, Work,
};
use domain::{Edit, InvalidSupplier, Supplier, SupplierDetails, SupplierDraft, SupplierId};
use thiserror::Error;
use tracing::instrument;

use crate::{create::interactor::authorize_edit, supplier_body::event_data};

/// The use case.
pub(crate) struct UpdateSupplier {
    pub(super) authorization: Arc<dyn Authorization>,
    pub(super) suppliers: Arc<dyn Repository<Supplier>>,
    pub(super) work: Arc<dyn Work>,
}

/// Why the supplier was not changed.
#[derive(Debug, Error)]
pub(crate) enum UpdateSupplierError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such supplier.
    #[error("there is no such supplier")]
    NotFound,
    /// The precondition does not hold.
    #[error(transparent)]
    PreconditionFailed(#[from] PreconditionFailed),
    /// The draft breaks rules.
    #[error(transparent)]
    Invalid(#[from] InvalidSupplier),
    /// Another supplier has the name.
    #[error("another supplier has the name")]
    NameTaken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UpdateSupplier {
    /// Changes the fields that `draft` sets of the supplier with this id, where `precondition` holds, and returns the
    /// supplier as it then is.
    ///
    /// The draft is validated last: an actor without the right, or with another state, gets that error first.
    ///
    /// # Errors
    /// [`UpdateSupplierError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "update_supplier", skip_all)]
    pub(crate) async fn execute(
        &self,
        actor: &Principal,
        id: SupplierId,
        draft: &SupplierDraft,
        precondition: &Precondition,
    ) -> Result<Supplier, UpdateSupplierError> {
        self.work.run(actor, |acting| self.update(acting, id, draft, precondition)).await
    }

    /// One try. A competing edit makes it stale.
    async fn update(
        &self,
        acting: Acting,
        id: SupplierId,
        draft: &SupplierDraft,
        precondition: &Precondition,
    ) -> Result<Decision<Supplier, UpdateSupplierError>, UpdateSupplierError> {
        authorize_edit(&*self.authorization, &acting)?;
        let read = self.suppliers.find(id).await?.ok_or(UpdateSupplierError::NotFound)?;
        precondition.check(&read.state())?;
        let details = draft.validate(Some(read.details()))?;
        let data = data_of(draft, &details);
        let mut supplier = read.clone();
        supplier.edit(details, acting.now);
        let mut changes = Changes::by(&acting, supplier.updated_at());

        changes.record(EventKind::SupplierUpdated, id, data);
        let supplier = changes.update(read, supplier);
        Ok(Decision::commit(changes, supplier).unless_exists(UniqueValue::SupplierName, UpdateSupplierError::NameTaken))
    }
}

/// The payload of the event: the new values of the fields that were set.
fn data_of(draft: &SupplierDraft, details: &SupplierDetails) -> EventData {
    let is_set = [("name", draft.name != Edit::Keep), ("email", draft.email != Edit::Keep)];
    let mut data = event_data(details);
    for (field, _) in is_set.into_iter().filter(|(_, is_set)| !is_set) {
        data.remove(field);
    }
    data
}
