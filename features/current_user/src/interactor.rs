use application::Principal;
use domain::{Session, User};
use shaku::{Component, Interface};
use tracing::instrument;

/// The use case. It needs no port and can't fail: checking the session read everything there is to tell.
pub trait CurrentUser: Interface {
    /// The signed-in user, and the session that signs the user in.
    fn execute(&self, actor: &Principal) -> SignedInUser;
}

/// Who is signed in, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedInUser {
    /// The user.
    pub user: User,
    /// The session.
    pub session: Session,
}

/// [`CurrentUser`] out of the principal.
#[derive(Component)]
#[shaku(interface = CurrentUser)]
pub struct CurrentUserInteractor;

impl CurrentUser for CurrentUserInteractor {
    #[instrument(target = "spans", name = "current_user", skip_all)]
    fn execute(&self, actor: &Principal) -> SignedInUser {
        SignedInUser { user: actor.user.clone(), session: actor.session.clone() }
    }
}
