use std::fmt;

use serde::ser::{SerializeMap, Serializer};
use tracing::{Event, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_serde::{AsSerde, SerdeMapVisitor};
use tracing_subscriber::{
    fmt::{
        FmtContext, FormatEvent, FormattedFields,
        format::{JsonFields, Writer},
        time::{FormatTime, SystemTime},
    },
    registry::{LookupSpan, Scope},
};

/// Room for most lines.
const ROOM: usize = 512;

/// Writes each event as one line of JSON, as [`tracing_subscriber::fmt::format::Json`] does with its fields and all spans, but in less
/// than half of the instructions: the fields of spans are JSON already, and are copied and not parsed.
pub(crate) struct JsonLines;

impl<S> FormatEvent<S, JsonFields> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = Vec::with_capacity(ROOM);
        write_event(&mut line, event)?;
        let mut spans = context.event_scope().into_iter().flat_map(Scope::from_root).peekable();
        if spans.peek().is_some() {
            // It continues the object.
            line.pop();
            line.extend_from_slice(br#","spans":["#);
            while let Some(span) = spans.next() {
                let extensions = span.extensions();
                let fields = extensions.get::<FormattedFields<JsonFields>>().map_or("{}", |fields| fields.as_str());
                let open = fields.strip_suffix('}').unwrap_or("{");
                line.extend_from_slice(open.as_bytes());
                line.extend_from_slice(if open == "{" { br#""name":"# } else { br#","name":"# });
                serde_json::to_writer(&mut line, span.name()).map_err(|_| fmt::Error)?;
                line.extend_from_slice(if spans.peek().is_some() { b"}," } else { b"}]}" });
            }
        }
        line.push(b'\n');
        writer.write_str(str::from_utf8(&line).map_err(|_| fmt::Error)?)
    }
}

/// The event as an object.
fn write_event(line: &mut Vec<u8>, event: &Event<'_>) -> fmt::Result {
    // What libraries log by `log` has its own level and target in fields.
    let normalized = event.normalized_metadata();
    let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
    let mut timestamp = String::new();
    SystemTime.format_time(&mut Writer::new(&mut timestamp))?;
    let written: serde_json::Result<()> = (|| {
        let mut serializer = serde_json::Serializer::new(line);
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("timestamp", &timestamp)?;
        object.serialize_entry("level", &metadata.level().as_serde())?;
        let mut fields = SerdeMapVisitor::new(object);
        event.record(&mut fields);
        let mut object = fields.take_serializer()?;
        object.serialize_entry("target", metadata.target())?;
        object.end()
    })();
    written.map_err(|_| fmt::Error)
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use serde_json::Value;
    use tracing::{Span, error, info, info_span, warn};
    use tracing_subscriber::{Layer, Registry, fmt, layer::SubscriberExt};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The lines of what `logs` logs.
    fn lines(layer: impl Fn(Written) -> Box<dyn Layer<Registry> + Send + Sync>, logs: fn()) -> Vec<String> {
        let written = Written::default();
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer(written.clone())), logs);
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    fn of_every_kind() {
        info!("no span");
        info!(target: "access", status = 200, route = None::<&str>, duration_ms = 0.125, "answered");
        warn!(error = %"a \"quoted\"\nline \u{1f980}", cause = ?Some("\u{0}"), many = u64::MAX, few = i64::MIN, yes = true);
        let outer = info_span!("outer \"span\"").entered();
        error!("a span without fields");
        let inner = info_span!("inner", method = %"GET", request_id = "a\"b", route = tracing::field::Empty).entered();
        info!("a span within a span");
        Span::current().record("route", "/{id}");
        info!("a field that came later");
        info!(parent: &*outer, "the outer span alone");
        drop(inner);
        info!(parent: None, "no span although one is entered");
    }

    /// The line without its time.
    fn timeless(line: &str) -> &str {
        line.strip_prefix(r#"{"timestamp":""#).unwrap().split_once('"').unwrap().1
    }

    #[test]
    fn lines_are_those_of_the_library() {
        let ours = lines(
            |to| {
                let layer = fmt::layer().fmt_fields(JsonFields::new()).event_format(JsonLines);
                layer.with_writer(move || to.clone()).boxed()
            },
            of_every_kind,
        );
        let theirs = lines(
            |to| {
                let layer = fmt::layer().json().flatten_event(true).with_current_span(false);
                layer.with_writer(move || to.clone()).boxed()
            },
            of_every_kind,
        );
        assert_eq!(ours.len(), 8);
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert!(serde_json::from_str::<Value>(ours).unwrap().is_object());
            // The library names the entered spans, whatever the parent of the event.
            if !ours.contains("although") && !ours.contains("alone") {
                assert_eq!(timeless(ours), timeless(theirs));
            }
        }
        assert!(ours[6].ends_with(r#""spans":[{"name":"outer \"span\""}]}"#), "{}", ours[6]);
        assert!(!ours[7].contains("spans"), "{}", ours[7]);
    }
}
