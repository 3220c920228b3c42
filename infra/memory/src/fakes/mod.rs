//! Fakes of time, randomness and secrets that a test controls: everything is deterministic, and nothing is secret.

mod clock;
mod ids;
mod passwords;
mod session_tokens;

pub use clock::ManualClock;
pub use ids::SequentialIds;
pub use passwords::{FakePasswords, Pace};
pub use session_tokens::FakeSessionTokens;

use std::sync::Arc;

use application::{Clock, Ids, Passwords, Security, SessionTokens};
use shaku::module;

/// Handles to the fakes behind one [`Security`] module: clones share their state.
#[derive(Clone, Default)]
pub struct FakeSecurity {
    /// The time.
    pub clock: ManualClock,
    /// The ids.
    pub ids: SequentialIds,
    /// The password hasher.
    pub passwords: FakePasswords,
    /// The session tokens.
    pub tokens: FakeSessionTokens,
}

module! {
    FakeSecurityModule: Security {
        components = [ManualClock, SequentialIds, FakePasswords, FakeSessionTokens],
        providers = []
    }
}

impl FakeSecurity {
    /// Fakes in their initial state.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The fakes as a module.
    #[must_use]
    pub fn security(&self) -> Arc<dyn Security> {
        let module = FakeSecurityModule::builder()
            .with_component_override::<dyn Clock>(Box::new(self.clock.clone()))
            .with_component_override::<dyn Ids>(Box::new(self.ids.clone()))
            .with_component_override::<dyn Passwords>(Box::new(self.passwords.clone()))
            .with_component_override::<dyn SessionTokens>(Box::new(self.tokens.clone()))
            .build();
        Arc::new(module)
    }
}
