use std::sync::Arc;

use shaku::{Component, Interface};

/// A component that is a value: a module resolves it as several interfaces, one for each kind of entity.
pub trait Held<T>: Interface {
    /// The value.
    fn held(&self) -> &Arc<T>;
}

/// [`Held`] as a component of a module.
#[derive(Component)]
#[shaku(interface = Held<T>)]
pub struct Holder<T: Interface> {
    /// The value.
    held: Arc<T>,
}

impl<T: Interface> HolderParameters<T> {
    /// The parameters of a component with `held`.
    pub fn of(held: T) -> Self {
        Self { held: Arc::new(held) }
    }
}

impl<T: Interface> Held<T> for Holder<T> {
    fn held(&self) -> &Arc<T> {
        &self.held
    }
}
