use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge};

/// Describes each metric, and sets those to zero that would otherwise be missing until their first event.
pub(super) fn describe() {
    describe_histogram!("http_request_duration_seconds", Unit::Seconds, "Duration of requests, by route and method.");
    let described = [
        ("http_requests_abandoned_total", "Requests whose client hung up before the response."),
        ("http_requests_refused_total", "Requests refused with 503 at once: too many were in flight."),
        ("tranche_attempts_throttled_total", "Attempts to log in or sign up over a rate limit."),
        ("tranche_hasher_refused_total", "Passwords refused with 503: the hashing queue was full."),
        ("tranche_log_lines_dropped_total", "Log lines dropped: they were not read in time."),
        ("tranche_sessions_ended_total", "Sessions that their users ended."),
        ("tranche_sessions_started_total", "Sessions that began with a log-in."),
    ];
    for (name, meaning) in described {
        describe_counter!(name, Unit::Count, meaning);
        counter!(name).increment(0);
    }
    describe_counter!("http_requests_total", Unit::Count, "Requests with a response, by route, method and status.");
    describe_counter!("tranche_security_events_total", "Security events, by event and outcome.");
    let described = [
        ("http_requests_in_flight", "Requests in flight."),
        ("tranche_hasher_queue_length", "Passwords that wait for a thread to hash them."),
        ("tranche_outbox_refused_seconds", "How long another process has had the lease without a delivery."),
    ];
    for (name, meaning) in described {
        describe_gauge!(name, meaning);
        gauge!(name).set(0.0);
    }
    describe_gauge!("tranche_build_info", "The running version; always 1.");
    gauge!("tranche_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    describe_gauge!("tranche_outbox_oldest_seconds", Unit::Seconds, "Age of the oldest event that waits for delivery.");
    describe_gauge!("tranche_outbox_pending", "Events that wait for delivery, counted up to 1000.");
    describe_gauge!("tranche_store_connections", "Connections to the store, by pool and state.");
    describe_gauge!("tranche_store_connections_max", "Maximum of connections, by pool.");
    describe_gauge!("tranche_store_up", "1 if the store answered the last check, else 0.");
    describe_histogram!("tranche_hash_duration_seconds", Unit::Seconds, "Duration of a password hash.");
    describe_histogram!("tranche_hasher_wait_seconds", Unit::Seconds, "How long a password waited to be hashed.");
    describe_histogram!(
        "tranche_store_wait_seconds",
        Unit::Seconds,
        "How long calls waited for a connection to the store."
    );
}
