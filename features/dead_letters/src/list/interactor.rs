use std::sync::Arc;

use application::{Authorization, DeadLetter, DeadLetters, EventId, Interactor, ListError, Page, Principal};
use shaku::Component;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ListDeadLetters {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    dead_letters: Arc<dyn DeadLetters>,
}

impl ListDeadLetters {
    /// A page of at most `size` dead letters after that of the event `after`, in the order of their events' ids.
    ///
    /// # Errors
    /// [`ListError`].
    #[instrument(target = "spans", name = "list_dead_letters", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        after: Option<EventId>,
        size: u8,
    ) -> Result<Page<DeadLetter>, ListError> {
        self.authorization.handle_dead_letters(&actor.user)?;
        let letters = self.dead_letters.list(after, Page::<DeadLetter>::limit(size)).await?;
        Ok(Page::of(letters, size))
    }
}
