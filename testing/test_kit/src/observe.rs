use std::sync::Arc;

use application::{
    Authenticated, Authenticator, Changes, Clock, Event, EventData, EventKind, Ids, LiveSessions, Repository, Sessions,
    Subject, Users,
};
use domain::{Session, User, UserId, Username};

use crate::World;

/// The state afterwards, as the store has it and as the next request meets it.
impl World {
    /// The user as stored.
    pub async fn stored(&self, user: &User) -> User {
        let users: Arc<dyn Repository<User>> = self.persistence.resolve();
        users.find(user.id()).await.expect("a store that answers").expect("a stored user")
    }

    /// The user with this name, in any case.
    pub async fn named(&self, username: &str) -> Option<User> {
        let users: Arc<dyn Users> = self.persistence.resolve();
        let username = Username::parse(username).expect("a username");
        users.find_by_username(&username).await.expect("a store that answers")
    }

    /// The live sessions of a user, oldest first.
    pub async fn live_sessions(&self, user: &User) -> Vec<Session> {
        let sessions: Arc<dyn Sessions> = self.persistence.resolve();
        let user = self.stored(user).await;
        let which = LiveSessions { user: user.id(), epoch: user.session_epoch(), now: self.fakes.clock.now() };
        sessions.list_live(which, None, u16::MAX).await.expect("a store that answers")
    }

    /// The principal of a cookie, given as `name=value`, at the next request.
    pub async fn signed_in_by(&self, cookie: &str) -> Option<Authenticated> {
        let authenticator: Arc<dyn Authenticator> = self.services.resolve();
        let token = cookie.split_once('=').expect("a cookie").1;
        authenticator.authenticate(token, self.caller()).await.expect("a store that answers")
    }

    /// A commit of a single event of the kind [`EventKind::UserSignedUp`]. As a competitor, its position among the
    /// events shows which other events were committed together.
    #[must_use]
    pub fn mark(&self) -> Changes {
        let mut changes = self.changes();
        let nobody = Subject::User(UserId::new(self.fakes.ids.next()));
        changes.record(EventKind::UserSignedUp, nobody, EventData::new());
        changes
    }
}

/// The kinds of events.
#[must_use]
pub fn kinds(events: &[Event]) -> Vec<EventKind> {
    events.iter().map(|event| event.kind).collect()
}
