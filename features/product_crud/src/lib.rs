//! Any client lists and gets products, and admins create, update and delete them: `GET` and `POST /api/v1/products`,
//! `GET`, `PUT` and `DELETE /api/v1/products/{id}`.
//!
//! Each of the five has a module of its own, as a slice of one use case has a crate.

mod create;
mod delete;
mod editing;
mod list;
mod name_schema;
mod problems;
mod product_body;
mod update;
mod view;

pub use create::{CreateProduct, CreateProductError};
pub use delete::{DeleteProduct, DeleteProductError};
pub use list::ListProducts;
pub use update::{UpdateProduct, UpdateProductError};
pub use view::ViewProduct;

use application::HasInteractor;
use presentation::Routes;

/// Returns the routes; their interactors come from `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasInteractor<ListProducts>
        + HasInteractor<CreateProduct>
        + HasInteractor<ViewProduct>
        + HasInteractor<UpdateProduct>
        + HasInteractor<DeleteProduct>,
{
    list::routes(module)
        .and(create::routes(module))
        .and(view::routes(module))
        .and(update::routes(module))
        .and(delete::routes(module))
}
