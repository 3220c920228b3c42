use std::time::Duration;

use tokio::time::Instant;

use super::{CycleOutcome, WaitingEvent};

/// How long another dispatcher may have the lease without delivering a due event, before that is reported: twice the
/// longest time that a lease outlives its owner.
const REPORTED_AFTER: Duration = Duration::from_mins(2);
/// The time between reports.
const BETWEEN_REPORTS: Duration = Duration::from_mins(1);

/// Watches whether the owner of the lease delivers what is in the outbox. It uses elapsed time, not a clock that may
/// jump.
#[derive(Debug, Default)]
pub struct DeliveryWatch {
    refused: Option<Refused>,
}

/// The lease has been refused since `since`, while the same event waits.
#[derive(Debug)]
struct Refused {
    waiting: WaitingEvent,
    since: Instant,
    reported: Option<Instant>,
}

impl DeliveryWatch {
    /// Records the outcome of a cycle; returns for how long the lease has been refused while the same event waits.
    pub fn observe(&mut self, outcome: CycleOutcome) -> Duration {
        let CycleOutcome::LeasedElsewhere { waiting: Some(waiting) } = outcome else {
            self.refused = None;
            return Duration::ZERO;
        };
        match &self.refused {
            Some(refused) if refused.waiting == waiting => refused.since.elapsed(),
            _ => {
                self.refused = Some(Refused { waiting, since: Instant::now(), reported: None });
                Duration::ZERO
            }
        }
    }

    /// The waiting event, if it is to be reported now: after some minutes, and then once a minute.
    pub fn take_report(&mut self) -> Option<WaitingEvent> {
        let refused = self.refused.as_mut()?;
        let is_new = refused.reported.is_none_or(|reported| reported.elapsed() >= BETWEEN_REPORTS);
        if refused.since.elapsed() < REPORTED_AFTER || !is_new {
            return None;
        }
        refused.reported = Some(Instant::now());
        Some(refused.waiting)
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;
    use uuid::Uuid;

    use super::*;
    use crate::EventId;

    fn refused(event: u128, attempts: u32) -> CycleOutcome {
        let waiting = WaitingEvent { event: EventId::new(Uuid::from_u128(event)), attempts };
        CycleOutcome::LeasedElsewhere { waiting: Some(waiting) }
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_that_others_leave_for_minutes_is_reported_each_minute() {
        let mut watch = DeliveryWatch::default();
        let mut reports = Vec::new();
        for second in 0..=300_u64 {
            assert_eq!(watch.observe(refused(1, 0)), Duration::from_secs(second));
            if let Some(waiting) = watch.take_report() {
                assert_eq!(waiting.event, EventId::new(Uuid::from_u128(1)));
                reports.push(second);
            }
            advance(Duration::from_secs(1)).await;
        }
        assert_eq!(reports, [120, 180, 240, 300]);
        // It is delivered at last.
        assert_eq!(watch.observe(CycleOutcome::Progress), Duration::ZERO);
        assert_eq!(watch.take_report(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn others_who_deliver_or_try_are_not_reported_however_long_they_have_the_outbox() {
        let mut watch = DeliveryWatch::default();
        for cycle in 0..600_u32 {
            watch.observe(refused(u128::from(cycle / 100), cycle / 50));
            assert_eq!(watch.take_report(), None);
            advance(Duration::from_secs(1)).await;
        }
        watch.observe(CycleOutcome::LeasedElsewhere { waiting: None });
        assert_eq!(watch.take_report(), None);
    }
}
