//! Everybody looks at the products there are, and admins add, edit and remove them: `GET` and `POST /api/v1/products`,
//! `GET`, `PUT` and `DELETE /api/v1/products/{id}`.
//!
//! Each of the five has a module of its own, as a slice of one use case has a crate.

mod create;
mod delete;
mod editing;
mod event_data;
mod list;
mod problems;
mod product_body;
mod update;
mod view;

pub use create::{CreateProduct, CreateProductError, CreateProductInteractor};
pub use delete::{DeleteProduct, DeleteProductError, DeleteProductInteractor};
pub use list::{ListProducts, ListProductsInteractor};
pub use update::{UpdateProduct, UpdateProductError, UpdateProductInteractor};
pub use view::{ViewProduct, ViewProductError, ViewProductInteractor};

use shaku::HasComponent;
use utoipa_actix_web::service_config::ServiceConfig;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> impl FnOnce(&mut ServiceConfig<'_>) + use<M>
where
    M: HasComponent<dyn ListProducts>
        + HasComponent<dyn CreateProduct>
        + HasComponent<dyn ViewProduct>
        + HasComponent<dyn UpdateProduct>
        + HasComponent<dyn DeleteProduct>
        + ?Sized,
{
    let (list, create, view) = (list::routes(module), create::routes(module), view::routes(module));
    let (update, delete) = (update::routes(module), delete::routes(module));
    |config| {
        config.configure(list).configure(create).configure(view).configure(update).configure(delete);
    }
}
