mod controller;
mod interactor;

pub(crate) use controller::routes;
pub use interactor::ListDeadLetters;
