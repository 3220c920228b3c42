use std::sync::Arc;

use application::{Clock, HashingError, Ids, Passwords, Security, SessionTokens, Verdict};
use async_trait::async_trait;
use domain::{Password, PasswordHash};
use shaku::{Component, module};
use tracing::{Instrument, Span, field::Empty, info_span};

use super::TARGET;

module! {
    TracedSecurity: Security {
        components = [TracedPasswords],
        providers = [],

        use dyn Security {
            components = [dyn Clock, dyn Ids, dyn SessionTokens],
            providers = []
        }
    }
}

/// Wraps the security ports: a span around each hash, which includes the wait for a hashing thread.
pub(crate) fn traced(security: Arc<dyn Security>) -> Arc<dyn Security> {
    let passwords = security.resolve();
    let module = TracedSecurity::builder(security)
        .with_component_parameters::<TracedPasswords>(TracedPasswordsParameters { passwords })
        .build();
    Arc::new(module)
}

#[derive(Component)]
#[shaku(interface = Passwords)]
struct TracedPasswords {
    passwords: Arc<dyn Passwords>,
}

#[async_trait]
impl Passwords for TracedPasswords {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError> {
        within("hash password", self.passwords.hash(password)).await
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verdict, HashingError> {
        within("verify password", self.passwords.verify(password, hash)).await
    }
}

async fn within<T>(name: &'static str, call: impl Future<Output = Result<T, HashingError>>) -> Result<T, HashingError> {
    let span = info_span!(target: TARGET, "password", otel.name = name, otel.status_code = Empty, "error.type" = Empty);
    let result = call.instrument(span.clone()).await;
    if let Err(error) = &result {
        record_failure(&span, error);
    }
    result
}

fn record_failure(span: &Span, error: &HashingError) {
    span.record("otel.status_code", "ERROR");
    span.record(
        "error.type",
        match error {
            HashingError::Saturated => "saturated",
            HashingError::Failed(_) => "failed",
        },
    );
}
