use std::sync::Arc;

use application::{Clock, LiveSessions, Page, Position, Principal, Sessions, StoreError};
use async_trait::async_trait;
use domain::Session;
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case.
#[async_trait]
pub trait ListSessions: Interface {
    /// A page of at most `size` of the live sessions of `actor`, oldest first, of those behind `after`.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn execute(
        &self,
        actor: &Principal,
        after: Option<Position<Session>>,
        size: u8,
    ) -> Result<Page<Session>, StoreError>;
}

/// [`ListSessions`] over the ports.
#[derive(Component)]
#[shaku(interface = ListSessions)]
pub struct ListSessionsInteractor {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    sessions: Arc<dyn Sessions>,
}

#[async_trait]
impl ListSessions for ListSessionsInteractor {
    #[instrument(target = "spans", name = "list_sessions", skip_all)]
    async fn execute(
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
