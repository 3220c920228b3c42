use std::sync::Arc;

use application::{Clock, Interactor, LiveSessions, Page, Position, Principal, Sessions, StoreError};
use domain::Session;
use shaku::Component;
use tracing::instrument;

/// The use case: reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ListSessions {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
}

impl ListSessions {
    /// A page of at most `size` live sessions of `actor`, oldest first, after `after`.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    #[instrument(target = "spans", name = "list_sessions", skip_all)]
    pub async fn execute(
        &self,
        actor: &Principal,
        after: Option<Position<Session>>,
        size: u8,
    ) -> Result<Page<Session>, StoreError> {
        let live = LiveSessions { user: actor.user_id(), epoch: actor.user.session_epoch(), now: self.clock.now() };
        let sessions = self.sessions.list_live(live, after, Page::<Session>::limit(size)).await?;
        Ok(Page::of(sessions, size))
    }
}
