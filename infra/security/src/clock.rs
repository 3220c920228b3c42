use application::Clock;
use domain::Timestamp;
use shaku::Component;
use time::OffsetDateTime;

/// [`Clock`] of the operating system.
#[derive(Component)]
#[shaku(interface = Clock)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the port's one adapter over the real clock")]
    fn now(&self) -> Timestamp {
        OffsetDateTime::now_utc().into()
    }
}
