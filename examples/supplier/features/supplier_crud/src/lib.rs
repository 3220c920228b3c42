//! All callers read suppliers, and admins create, update and delete them: `GET` and `POST /api/v1/suppliers`, `GET`,
//! `PUT` and `DELETE /api/v1/suppliers/{id}`.

mod supplier_body;

mod create {
    pub(crate) mod controller;
    pub(crate) mod interactor;
}

mod delete {
    pub(crate) mod controller;
    pub(crate) mod interactor;
}

mod read {
    pub(crate) mod controller;
    pub(crate) mod interactor;
}

mod update {
    pub(crate) mod controller;
    pub(crate) mod interactor;
}

use application::{Authorization, Repository, Work};
use domain::Supplier;
use presentation::Routes;
use shaku::HasComponent;

/// Returns the routes; their interactors come from `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn Authorization> + HasComponent<dyn Repository<Supplier>> + HasComponent<dyn Work>,
{
    read::controller::routes(module)
        .and(create::controller::routes(module))
        .and(update::controller::routes(module))
        .and(delete::controller::routes(module))
}
