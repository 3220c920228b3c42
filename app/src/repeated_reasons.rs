use std::time::{Duration, Instant};

/// How often the same reason is logged again while it lasts.
const INTERVAL: Duration = Duration::from_mins(1);

/// The most reasons that are remembered.
const REASONS: usize = 8;

/// Decides which reasons of a repeated failure are logged: a new reason at once, the same one once a minute.
#[derive(Default)]
pub(crate) struct RepeatedReasons {
    /// The logged reasons with their times, the newest last.
    logged: Vec<(String, Instant)>,
}

impl RepeatedReasons {
    /// Whether to log the reason now; if so, it counts as logged.
    pub(crate) fn is_due(&mut self, reason: &str) -> bool {
        self.is_due_at(reason, Instant::now())
    }

    fn is_due_at(&mut self, reason: &str, now: Instant) -> bool {
        self.logged.retain(|(_, since)| now < *since + INTERVAL);
        let is_due = !self.logged.iter().any(|(logged, _)| logged == reason);
        if is_due {
            if self.logged.len() >= REASONS {
                self.logged.remove(0);
            }
            self.logged.push((reason.to_owned(), now));
        }
        is_due
    }

    /// Forgets all reasons after a success. Returns whether there were any.
    pub(crate) fn clear(&mut self) -> bool {
        let was_wrong = !self.logged.is_empty();
        self.logged.clear();
        was_wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_reason_is_due_once_a_minute_and_another_at_once() {
        let (mut reasons, start) = (RepeatedReasons::default(), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        assert!(reasons.is_due_at("refused", start));
        assert!(!reasons.is_due_at("refused", after(1)));
        assert!(!reasons.is_due_at("refused", after(59)));
        assert!(reasons.is_due_at("refused", after(60)));
        assert!(!reasons.is_due_at("refused", after(61)));
        assert!(reasons.is_due_at("unknown host", after(62)));
        assert!(!reasons.is_due_at("refused", after(63)), "the two take turns");
        assert!(reasons.clear());
        assert!(!reasons.clear());
        assert!(reasons.is_due_at("refused", after(64)));
    }

    #[test]
    fn few_reasons_are_remembered() {
        let (mut reasons, now) = (RepeatedReasons::default(), Instant::now());
        for number in 0..=REASONS {
            assert!(reasons.is_due_at(&number.to_string(), now));
        }
        assert_eq!(reasons.logged.len(), REASONS);
        assert!(reasons.is_due_at("0", now), "the first is forgotten");
        assert!(!reasons.is_due_at(&REASONS.to_string(), now));
    }
}
