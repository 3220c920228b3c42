use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use application::Clock;
use domain::Timestamp;
use shaku::Component;

/// A clock that stands still until it is set. It starts at 2026-01-01T00:00:00.000Z; clones share its time.
#[derive(Clone, Component)]
#[shaku(interface = Clock)]
pub struct ManualClock {
    #[shaku(default = start())]
    now: Arc<Mutex<Timestamp>>,
}

impl ManualClock {
    /// The start of the clock, in milliseconds since 1970.
    const START: i64 = 1_767_225_600_000;

    /// Sets the clock, forward or back.
    pub fn set(&self, now: Timestamp) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Advances the clock.
    pub fn advance(&self, duration: Duration) {
        self.set(self.now().after(duration));
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self { now: start() }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn start() -> Arc<Mutex<Timestamp>> {
    Arc::new(Mutex::new(Timestamp::from_unix_millis(ManualClock::START).unwrap_or(Timestamp::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_still_until_a_clone_of_it_is_moved() {
        let clock = ManualClock::default();
        assert_eq!(clock.now().to_string(), "2026-01-01T00:00:00.000Z");
        clock.clone().advance(Duration::from_millis(1_500));
        assert_eq!(clock.now().to_string(), "2026-01-01T00:00:01.500Z");
        clock.set(Timestamp::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
    }
}
