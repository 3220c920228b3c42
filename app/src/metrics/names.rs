use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};

/// Tells what each figure means, and begins those at nought that would otherwise be missing until the first time.
pub(super) fn describe() {
    describe_histogram!("http_request_duration_seconds", Unit::Seconds, "How long answers took, by route and method.");
    let described = [
        ("http_requests_abandoned_total", "Requests whose client hung up before the answer."),
        ("http_requests_refused_total", "Requests that were answered 503 at once: too many were worked on."),
        ("tranche_attempts_throttled_total", "Attempts to log in or sign up that came too often."),
        ("tranche_hasher_refused_total", "Passwords that were turned away: too many waited to be hashed."),
        ("tranche_log_lines_dropped_total", "Lines of the log that were dropped: nobody read them fast enough."),
        ("tranche_sessions_ended_total", "Sessions that their users ended."),
        ("tranche_sessions_started_total", "Sessions that began with a log-in."),
    ];
    for (name, meaning) in described {
        describe_counter!(name, Unit::Count, meaning);
        counter!(name).increment(0);
    }
    describe_counter!("http_requests_total", Unit::Count, "Requests that were answered, by route, method and status.");
    describe_counter!("tranche_security_events_total", "Security events of the log, by event and outcome.");
    let described = [
        ("http_requests_in_flight", "Requests that are being answered."),
        ("tranche_hasher_queue_length", "Passwords that wait for a thread to hash them."),
        ("tranche_outbox_refused_seconds", "How long another process has claimed the events without delivering one."),
    ];
    for (name, meaning) in described {
        describe_gauge!(name, meaning);
        gauge!(name).set(0.0);
    }
    describe_gauge!("tranche_build_info", "The version that runs; always 1.");
    gauge!("tranche_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    describe_gauge!("tranche_outbox_oldest_seconds", Unit::Seconds, "How long the oldest event waits to be delivered.");
    describe_gauge!("tranche_outbox_pending", "Events that wait to be delivered, counted up to 1000.");
    describe_gauge!("tranche_store_connections", "Connections to the store, by pool and state.");
    describe_gauge!("tranche_store_connections_max", "The most connections of each pool.");
    describe_gauge!("tranche_store_up", "Whether the store answers, looked at every few seconds.");
    describe_histogram!("tranche_hash_duration_seconds", Unit::Seconds, "How long a password took to be hashed.");
    describe_histogram!("tranche_hasher_wait_seconds", Unit::Seconds, "How long a password waited to be hashed.");
    describe_histogram!(
        "tranche_store_wait_seconds",
        Unit::Seconds,
        "How long calls waited for a connection to the store."
    );
}
