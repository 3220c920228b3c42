use std::{future::ready, sync::Arc};

use application::{Acting, Authorization, Changes, Decision, Forbidden, Interactor, Principal, StoreError, Work};
use domain::Role;
use shaku::Component;
use thiserror::Error;
use tracing::instrument;

/// The use case: authorizes by the policy, reads and commits through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct PublishNotice {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    work: Arc<dyn Work>,
}

/// Why nothing was done.
#[derive(Debug, Error)]
pub enum PublishNoticeError {
    /// The policy does not allow it, or the user is gone.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store could not be worked on.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PublishNotice {
    /// Publish a notice, on behalf of `actor`.
    ///
    /// # Errors
    /// [`PublishNoticeError`]. A refusal wrote nothing. Where the store failed, nothing was written, or all of it
    /// was and the answer was lost: see [`UnitOfWork::commit`](application::UnitOfWork::commit).
    #[instrument(target = "spans", name = "publish_notice", skip_all)]
    pub async fn execute(&self, actor: &Principal) -> Result<(), PublishNoticeError> {
        self.work.run(actor, |acting| ready(self.decide(&acting))).await
    }

    /// One try: stages what is to be committed. It is run again where something that it relies on was changed meanwhile.
    ///
    /// So far the commit requires that the actor is unchanged, and writes nothing.
    fn decide(&self, acting: &Acting) -> Result<Decision<(), PublishNoticeError>, PublishNoticeError> {
        self.authorization.require_role(&acting.user, Role::Admin)?;
        let changes = Changes::by(acting, acting.now);
        Ok(Decision::commit(changes, ()))
    }
}
