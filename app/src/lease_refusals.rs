use application::{CycleOutcome, DeliveryWatch};
use metrics::gauge;
use tracing::warn;

/// Reports a delivery lease that another process has held for minutes without delivering.
#[derive(Debug, Default)]
pub(crate) struct LeaseRefusals {
    watch: DeliveryWatch,
}

impl LeaseRefusals {
    /// Records the outcome of a cycle, and reports the refusal if it is due.
    pub(crate) fn observe(&mut self, outcome: CycleOutcome) {
        let refused = self.watch.observe(outcome);
        gauge!("tranche_outbox_refused_seconds").set(refused.as_secs_f64());
        if let Some(waiting) = self.watch.take_report() {
            warn!(
                event = %waiting.event,
                ?refused,
                "another process holds the delivery lease and delivers nothing: compare the clocks, and restart the \
                 process that does not log this"
            );
        }
    }

    /// Starts over. While the store fails, this process can't know whether another one delivers: the next successful
    /// cycle finds out.
    pub(crate) fn forget(&mut self) {
        self.watch = DeliveryWatch::default();
        gauge!("tranche_outbox_refused_seconds").set(0.0);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use application::{EventId, WaitingEvent};
    use memory_store::fakes::SequentialIds;
    use metrics_exporter_prometheus::PrometheusBuilder;
    use serde_json::Value;
    use test_kit::logged;
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_lease_that_is_refused_for_minutes_is_a_warning_and_a_metric() {
        let recorder = PrometheusBuilder::new().build_recorder();
        let rendered = recorder.handle();
        let _recording = metrics::set_default_local_recorder(&recorder);
        let event = EventId::new(SequentialIds::nth(1));
        let refused = CycleOutcome::LeasedElsewhere { waiting: Some(WaitingEvent { event, attempts: 0 }) };
        let mut refusals = LeaseRefusals::default();
        let assert_metric = |seconds: u64| {
            let (text, expected) = (rendered.render(), format!("tranche_outbox_refused_seconds {seconds}"));
            assert!(text.lines().any(|line| line == expected), "{expected}: {text}");
        };

        let ((), log) = logged(async { refusals.observe(refused) }).await;
        assert_metric(0);
        advance(Duration::from_secs(119)).await;
        let ((), later) = logged(async { refusals.observe(refused) }).await;
        assert_metric(119);
        assert_eq!(log + &later, "");

        advance(Duration::from_secs(1)).await;
        let ((), log) = logged(async { refusals.observe(refused) }).await;
        let line: Value = serde_json::from_str(&log).unwrap();
        let fields = &line["fields"];
        assert_eq!(
            (&line["level"], &fields["event"], &fields["refused"]),
            (&Value::from("WARN"), &Value::from(event.to_string()), &Value::from("120s"))
        );
        let message = fields["message"].as_str().unwrap();
        assert!(message.starts_with("another process holds the delivery lease and delivers nothing"), "{message}");

        refusals.forget();
        assert_metric(0);
    }
}
