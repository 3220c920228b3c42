//! An admin lists users and gets one: `GET /api/v1/users` and `GET /api/v1/users/{id}`.

mod list;
mod view;

pub use list::ListUsers;
pub use view::{ViewUser, ViewUserError};

use application::HasInteractor;
use presentation::Routes;

/// Returns the routes; their interactors come from `module`.
pub fn routes(module: &(impl HasInteractor<ListUsers> + HasInteractor<ViewUser>)) -> Routes {
    list::routes(module).and(view::routes(module))
}
