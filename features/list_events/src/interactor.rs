use std::sync::Arc;

use application::{
    Authorization, Direction, EventFilter, EventPosition, Events, Interactor, ListError, Page, Principal, StoredEvent,
};
use shaku::Component;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ListEvents {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    events: Arc<dyn Events>,
}

impl ListEvents {
    /// A page of at most `size` events that match `filter`, newest first, after `after`.
    ///
    /// # Errors
    /// [`ListError`].
    #[instrument(target = "spans", name = "list_events", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        filter: &EventFilter,
        after: Option<EventPosition>,
        size: u8,
    ) -> Result<Page<StoredEvent>, ListError> {
        self.authorization.view_events(&actor.user)?;
        let limit = Page::<StoredEvent>::limit(size);
        let events = self.events.list(filter, Direction::Descending, after, limit).await?;
        Ok(Page::of(events, size))
    }
}
