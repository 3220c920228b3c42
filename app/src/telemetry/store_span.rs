use std::sync::Arc;

use application::{CommitError, Conflict, StoreError};
use tracing::{Instrument, Span, field::Empty, info_span};

use super::TARGET;
use crate::configuration::StoreUrl;

/// The spans around the calls of one store.
#[derive(Clone)]
pub(super) struct StoreSpans {
    /// The engine, by its name in the semantic conventions of OpenTelemetry.
    system: &'static str,
    /// The host, if the store's URL has one.
    host: Option<Arc<str>>,
}

impl StoreSpans {
    pub(super) fn of(url: &StoreUrl) -> Self {
        Self { system: system(url), host: host(url).map(Arc::from) }
    }

    /// Runs `call`, this operation on this collection, within a span.
    pub(super) async fn call<T>(
        &self,
        operation: &'static str,
        collection: &'static str,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let span = self.begin(operation, Some(collection));
        let result = call.instrument(span.clone()).await;
        if let Err(error) = &result {
            record_failure(&span, error);
        }
        result
    }

    /// Runs `commit` within a span. A conflict is a result, not a failure of the store.
    pub(super) async fn commit(
        &self,
        commit: impl Future<Output = Result<(), CommitError>>,
    ) -> Result<(), CommitError> {
        let span = self.begin("commit", None);
        let result = commit.instrument(span.clone()).await;
        match &result {
            Ok(()) => {}
            Err(CommitError::Conflict(Conflict::Stale)) => {
                span.record("tranche.conflict", "stale");
            }
            Err(CommitError::Conflict(Conflict::Exists(_))) => {
                span.record("tranche.conflict", "exists");
            }
            // A defect of the code that staged the commit.
            Err(CommitError::TooLarge { .. }) => record_failure_of_kind(&span, "broken"),
            Err(CommitError::Store(error)) => record_failure(&span, error),
        }
        result
    }

    fn begin(&self, operation: &'static str, collection: Option<&'static str>) -> Span {
        // Background work polls the store, outside of any request.
        if Span::current().is_none() {
            return Span::none();
        }
        let name = collection.map(|collection| format!("{operation} {collection}"));
        info_span!(
            target: TARGET,
            "store",
            otel.kind = "client",
            otel.name = name.as_deref().unwrap_or(operation),
            otel.status_code = Empty,
            "error.type" = Empty,
            db.collection.name = collection,
            db.operation.name = operation,
            db.system.name = self.system,
            server.address = self.host.as_deref(),
            tranche.conflict = Empty,
        )
    }
}

fn record_failure(span: &Span, error: &StoreError) {
    let kind = match error {
        StoreError::Unavailable(_) => "unavailable",
        StoreError::Unusable(_) => "unusable",
        StoreError::Maintenance => "maintenance",
        StoreError::Unexpected(_) => "broken",
        StoreError::Contended => "contended",
    };
    record_failure_of_kind(span, kind);
}

fn record_failure_of_kind(span: &Span, kind: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", kind);
}

fn system(url: &StoreUrl) -> &'static str {
    match url {
        #[cfg(feature = "sqlite")]
        StoreUrl::Sqlite(_) => "sqlite",
        #[cfg(feature = "postgres")]
        StoreUrl::Postgres(_) => "postgresql",
        #[cfg(feature = "dynamodb")]
        StoreUrl::DynamoDb(_) => "aws.dynamodb",
        StoreUrl::Memory => "memory",
    }
}

fn host(url: &StoreUrl) -> Option<String> {
    match url {
        // As it is shown, without credentials.
        #[cfg(feature = "postgres")]
        StoreUrl::Postgres(_) => url::Url::parse(&url.to_string()).ok()?.host_str().map(str::to_owned),
        _ => None,
    }
}
