use std::sync::Arc;

use application::{Authorization, Interactor, ListError, Page, Principal, UserQuery, Users};
use domain::User;
use shaku::Component;
use tracing::instrument;

/// The use case: authorizes by the policy, and reads through ports.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ListUsers {
    #[shaku(inject)]
    authorization: Arc<dyn Authorization>,
    #[shaku(inject)]
    users: Arc<dyn Users>,
}

impl ListUsers {
    /// A page of at most `size` users that match `query`.
    ///
    /// # Errors
    /// [`ListError`].
    #[instrument(target = "spans", name = "list_users", skip_all)]
    pub async fn execute(&self, actor: &Principal, query: UserQuery, size: u8) -> Result<Page<User>, ListError> {
        self.authorization.view_users(&actor.user)?;
        let users = self.users.list(query, Page::<User>::limit(size)).await?;
        Ok(Page::of(users, size))
    }
}
