//! An admin lists users and looks at one: `GET /api/v1/users` and `GET /api/v1/users/{id}`.

mod list;
mod view;

pub use list::{ListUsers, ListUsersError, ListUsersInteractor};
pub use view::{ViewUser, ViewUserError, ViewUserInteractor};

use presentation::Routes;
use shaku::HasComponent;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn ListUsers> + HasComponent<dyn ViewUser> + ?Sized,
{
    list::routes(module).and(view::routes(module))
}
