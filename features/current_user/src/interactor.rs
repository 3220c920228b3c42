use application::{Interactor, Principal};
use domain::{Session, User};
use shaku::Component;
use tracing::instrument;

/// The use case. It needs no port and can't fail: authentication has read everything that it returns.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CurrentUser;

/// The signed-in user, and the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInUser {
    /// The user.
    pub user: User,
    /// The session.
    pub session: Session,
}

impl CurrentUser {
    /// Returns the signed-in user and the session of the request.
    #[instrument(target = "spans", name = "current_user", skip_all)]
    pub fn execute(&self, actor: &Principal) -> SignedInUser {
        SignedInUser { user: actor.user.clone(), session: actor.session.clone() }
    }
}
