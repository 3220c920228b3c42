use std::sync::Arc;

use shaku::{HasComponent, Interface};

/// The interface of an interactor `I`. shaku identifies a component by a trait; a trait for each use case would only
/// repeat the signature for a single implementor that no test fakes, so the interactor is its own interface.
pub trait Interactor<I>: Interface {
    /// The interactor.
    fn itself(self: Arc<Self>) -> Arc<I>;
}

impl<I: Interface> Interactor<I> for I {
    fn itself(self: Arc<Self>) -> Arc<I> {
        self
    }
}

/// A module with the interactor `I`.
pub trait HasInteractor<I> {
    /// The interactor, over the ports of this module.
    fn interactor(&self) -> Arc<I>;
}

impl<I: 'static, M: HasComponent<dyn Interactor<I>>> HasInteractor<I> for M {
    fn interactor(&self) -> Arc<I> {
        self.resolve().itself()
    }
}
