use application::{Interactor, Principal};
use domain::{Session, User};
use shaku::Component;
use tracing::instrument;

/// The use case. It needs no port and can't fail: checking the session read everything there is to tell.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct CurrentUser;

/// Who is signed in, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInUser {
    /// The user.
    pub user: User,
    /// The session.
    pub session: Session,
}

impl CurrentUser {
    /// The signed-in user, and the session that signs the user in.
    #[instrument(target = "spans", name = "current_user", skip_all)]
    pub fn execute(&self, actor: &Principal) -> SignedInUser {
        SignedInUser { user: actor.user.clone(), session: actor.session.clone() }
    }
}
