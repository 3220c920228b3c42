use std::{future::ready, sync::Arc};

use application::{
    Acting, Authorization, Changes, Decision, EventKind, Forbidden, Outcome, Principal, SecurityEvent, StoreError,
    UniqueValue, Work,
};
use domain::{Entity, Role, Supplier, SupplierDetails};
use thiserror::Error;
use tracing::instrument;

use crate::supplier_body::event_data;

/// The use case.
pub(crate) struct CreateSupplier {
    pub(super) authorization: Arc<dyn Authorization>,
    pub(super) work: Arc<dyn Work>,
}

/// Why no supplier was created.
#[derive(Debug, Error)]
pub(crate) enum CreateSupplierError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Another supplier has the name.
    #[error("another supplier has the name")]
    NameTaken,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CreateSupplier {
    /// Creates a supplier.
    ///
    /// # Errors
    /// [`CreateSupplierError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "create_supplier", skip_all)]
    pub(crate) async fn execute(
        &self,
        actor: &Principal,
        details: SupplierDetails,
    ) -> Result<Supplier, CreateSupplierError> {
        self.work.run(actor, |acting| ready(self.create(&acting, details.clone()))).await
    }

    /// One try. It is stale where the actor was changed meanwhile: the next one authorizes the actor again.
    fn create(
        &self,
        acting: &Acting,
        details: SupplierDetails,
    ) -> Result<Decision<Supplier, CreateSupplierError>, CreateSupplierError> {
        authorize_edit(&*self.authorization, acting)?;
        let data = event_data(&details);
        let supplier = Supplier::new(self.work.id(), details, acting.now);
        let mut changes = Changes::by(acting, supplier.updated_at());
        changes.insert(supplier.clone());
        changes.record(EventKind::SupplierCreated, supplier.id(), data);
        Ok(Decision::commit(changes, supplier).unless_exists(UniqueValue::SupplierName, CreateSupplierError::NameTaken))
    }
}

/// Authorizes `acting` to write suppliers. A refusal is logged.
pub(crate) fn authorize_edit(authorization: &dyn Authorization, acting: &Acting) -> Result<(), Forbidden> {
    authorization.require_role(&acting.user, Role::Admin).inspect_err(|_| {
        SecurityEvent::Administration.log(Outcome::Refused, &acting.caller, Some(acting.user.id()), None);
    })
}
