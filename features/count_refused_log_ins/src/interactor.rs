use std::sync::Arc;

use application::{Authorization, Interactor, ListError, Principal, RefusedLogIns, RefusedOfDay};
use shaku::Component;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads the counters.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CountRefusedLogIns {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    refused: Arc<dyn RefusedLogIns>,
}

impl CountRefusedLogIns {
    /// The log-ins that were refused in the last day, for those who may see the audit trail, which lists the others.
    ///
    /// # Errors
    /// [`ListError`].
    #[instrument(target = "spans", name = "count_refused_log_ins", skip_all)]
    pub async fn execute(&self, actor: &Principal) -> Result<RefusedOfDay, ListError> {
        self.authorization.view_events(&actor.user)?;
        Ok(self.refused.of_last_day().await?)
    }
}
