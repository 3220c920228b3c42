use std::sync::Arc;

use application::{Clock, Interactor};
use domain::Timestamp;
use shaku::Component;
use tracing::instrument;

/// The use case: reads through a port.
#[derive(Component)]
#[shaku(interface = Interactor<Self>)]
pub struct ViewTime {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
}

impl ViewTime {
    /// Get the time: so far, when it was asked for.
    #[must_use]
    #[instrument(target = "spans", name = "view_time", skip_all)]
    pub fn execute(&self) -> Timestamp {
        self.clock.now()
    }
}
