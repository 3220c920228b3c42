mod controller;
mod interactor;

pub(crate) use controller::routes;
pub use interactor::{UpdateProduct, UpdateProductError};
