use domain::Timestamp;
use shaku::Interface;

/// Reads the time. It may jump in both directions, as real clocks do.
pub trait Clock: Interface {
    /// The present moment.
    fn now(&self) -> Timestamp;
}
