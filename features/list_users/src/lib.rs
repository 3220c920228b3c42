//! An admin lists users and looks at one: `GET /api/v1/users` and `GET /api/v1/users/{id}`.

mod list;
mod view;

pub use list::{ListUsers, ListUsersError, ListUsersInteractor};
pub use view::{ViewUser, ViewUserError, ViewUserInteractor};

use shaku::HasComponent;
use utoipa_actix_web::service_config::ServiceConfig;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> impl FnOnce(&mut ServiceConfig<'_>) + use<M>
where
    M: HasComponent<dyn ListUsers> + HasComponent<dyn ViewUser> + ?Sized,
{
    let (list, view) = (list::routes(module), view::routes(module));
    |config| {
        config.configure(list).configure(view);
    }
}
