//! `docs/reference/webhooks.md` describes the bodies of webhooks as `docs/openapi.json` has them.

use std::fmt::Write;

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use crate::{generated::assert_committed, markdown::Document};

const INTRODUCTION: &str = "\
# Webhook bodies

*For developers who receive webhooks: each type of event, with its fields and an example.*

<!-- Made by app/tests/documents/webhooks.rs from docs/openapi.json: change `EventKind` and `event_payload` of core/application, run
`make openapi`, not this. -->

Each event is one `POST` with one of these bodies as JSON. [Events and their delivery](events.md) says when they come, and [Receive
webhooks](../how-to/receive-webhooks.md) how to verify them. The JSON Schemas (2020-12) are in [openapi.json](../openapi.json): the
webhook `event`, and a schema for each type, such as `UserSignedUpEvent`. Events that the server delivers are tested against them.

- The types are [an open set](../api-conventions.md#open-and-closed-sets): a later release may add some. Acknowledge events of a type that
  you don't know, and ignore them.
- Objects are open: a later release may add fields. Ignore those that you don't know. A field that is not marked as optional is always
  sent, perhaps as null.
- `data` never has a secret.
";

/// A schema of the document, with what it refers to.
#[derive(Clone, Copy)]
struct Schema<'a> {
    document: &'a Value,
    node: &'a Value,
}

/// A field of an object.
struct Field<'a> {
    name: &'a str,
    schema: Schema<'a>,
    is_required: bool,
}

impl<'a> Schema<'a> {
    fn named(document: &'a Value, name: &str) -> Self {
        Self { document, node: &document["components"]["schemas"][name] }
    }

    fn at(self, node: &'a Value) -> Self {
        Self { node, ..self }
    }

    /// The schema that this one is or refers to.
    fn resolved(self) -> Self {
        let reference = self.node["$ref"].as_str();
        reference.map_or(self, |reference| self.at(self.document.pointer(&reference[1..]).unwrap()))
    }

    /// What it is where it is not null, and whether it may be null.
    fn value(self) -> (Self, bool) {
        let schema = self.resolved();
        let null = json!({"type": "null"});
        let Some(variants) = schema.node["anyOf"].as_array() else {
            let is_nullable = schema.node["type"].as_array().is_some_and(|types| types.contains(&"null".into()));
            return (schema, is_nullable);
        };
        let [variant] = variants.iter().filter(|variant| **variant != null).collect::<Vec<_>>()[..] else {
            panic!("one of several forms: {}", schema.node)
        };
        (schema.at(variant).resolved(), variants.contains(&null))
    }

    fn has_type(self, name: &str) -> bool {
        let types = &self.node["type"];
        types == name || types.as_array().is_some_and(|types| types.contains(&name.into()))
    }

    fn variants(self) -> impl Iterator<Item = Self> {
        self.node["oneOf"].as_array().unwrap().iter().map(move |variant| self.at(variant).resolved())
    }

    /// The fields in the order of their declaration, those that are always sent first.
    fn fields(self) -> Vec<Field<'a>> {
        let properties = self.node["properties"].as_object().into_iter().flatten();
        let required: Vec<&str> =
            self.node["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap()).collect();
        let position = |name: &str| required.iter().position(|other| *other == name);
        let mut fields: Vec<_> = properties
            .map(|(name, node)| Field { name, schema: self.at(node), is_required: required.contains(&name.as_str()) })
            .collect();
        fields.sort_by_key(|field| position(field.name).unwrap_or(usize::MAX));
        fields
    }

    fn field(self, name: &str) -> Self {
        self.at(&self.node["properties"][name]).resolved()
    }

    fn description(self) -> &'a str {
        let own = self.node["description"].as_str();
        own.or_else(|| self.resolved().node["description"].as_str()).unwrap_or_default()
    }

    /// What kind of value it is, in words.
    fn form(self) -> String {
        let (value, is_nullable) = self.value();
        let form = match (value.node["enum"].as_array(), value.node["format"].as_str()) {
            (Some(values), _) => {
                values.iter().map(|value| format!("`{}`", value.as_str().unwrap())).collect::<Vec<_>>().join(", ")
            }
            (None, Some("uuid")) => "id".to_owned(),
            (None, Some("date-time")) => "time".to_owned(),
            _ => {
                let names = [
                    ("array", "list"),
                    ("boolean", "true or false"),
                    ("integer", "number"),
                    ("object", "object"),
                    ("string", "text"),
                ];
                let name = names.iter().find(|(name, _)| value.has_type(name));
                name.unwrap_or_else(|| panic!("{}", value.node)).1.to_owned()
            }
        };
        if is_nullable { format!("{form}, or null") } else { form }
    }

    /// The rows of a table of its fields, and of theirs.
    fn write_rows(self, prefix: &str, text: &mut String) {
        for Field { name, schema, is_required } in self.fields() {
            let optional = if is_required { "" } else { "; optional" };
            let meaning = schema.description();
            writeln!(text, "| `{prefix}{name}` | {}{optional} | {meaning} |", schema.form()).unwrap();
            let (value, _) = schema.value();
            let items = value.at(&value.node["items"]).resolved();
            value.write_rows(&format!("{prefix}{name}."), text);
            items.write_rows(&format!("{prefix}{name}[]."), text);
        }
    }

    /// An example, made of those of its parts.
    fn example(self, indent: &str) -> String {
        let (value, _) = self.value();
        let own =
            [&self.node["examples"][0], &self.node["example"], &value.node["examples"][0], &value.node["example"]];
        let listed = &value.node["enum"][0];
        let deeper = format!("{indent}  ");
        match own.into_iter().chain([listed]).find(|example| !example.is_null()) {
            Some(example) => example.to_string(),
            None if value.has_type("array") => {
                let item = value.at(&value.node["items"]).example(&deeper);
                format!("[\n{deeper}{item}\n{indent}]")
            }
            None if value.fields().is_empty() => "{}".to_owned(),
            None => {
                let fields = value.fields().into_iter();
                let fields: Vec<_> = fields
                    .map(|field| format!("{deeper}\"{}\": {}", field.name, field.schema.example(&deeper)))
                    .collect();
                format!("{{\n{}\n{indent}}}", fields.join(",\n"))
            }
        }
    }
}

fn document() -> Value {
    serde_json::from_str(&Document::read("docs/openapi.json").text).unwrap()
}

/// The type of an event, as its schema names it.
fn kind(event: Schema<'_>) -> &str {
    event.field("type").node["enum"][0].as_str().unwrap()
}

fn subject(event: Schema<'_>) -> &str {
    event.field("subject").field("kind").node["enum"][0].as_str().unwrap()
}

fn page(document: &Value) -> String {
    let events: Vec<_> = Schema::named(document, "WebhookEvent").variants().collect();
    let mut text = INTRODUCTION.to_owned();
    text += "\n## Types\n\n| type | subject | when |\n|---|---|---|\n";
    for event in &events {
        let kind = kind(*event);
        let anchor = kind.to_lowercase();
        writeln!(text, "| [`{kind}`](#{anchor}) | {} | {} |", subject(*event), event.description()).unwrap();
    }
    text += "\n## What every event has\n\n| field | form | meaning |\n|---|---|---|\n";
    for Field { name, schema, .. } in events[0].fields() {
        // What differs by type is said there.
        let form = if name == "type" { "text".to_owned() } else { schema.form() };
        let meaning = if name == "data" { "The details, by type." } else { schema.description() };
        writeln!(text, "| `{name}` | {form} | {meaning} |").unwrap();
    }
    text += "\n`subject` has `kind`, one of those above, and `id`.\n";
    for event in events {
        let data = event.field("data");
        write!(text, "\n## {}\n\n{} ", kind(event), event.description()).unwrap();
        if data.node["additionalProperties"] == true {
            text += "The fields of `data` are not described.\n";
        } else if data.fields().is_empty() {
            text += "`data` is empty.\n";
        } else {
            let (first, rest) = data.description().split_at(1);
            let content = first.to_lowercase() + rest;
            write!(text, "`data` has {content}\n\n| field | form | meaning |\n|---|---|---|\n").unwrap();
            data.write_rows("", &mut text);
        }
        write!(text, "\n```json\n{}\n```\n", event.example("")).unwrap();
    }
    text
}

#[test]
fn the_committed_page_is_that_of_the_document() {
    assert_committed("docs/reference/webhooks.md", &page(&document()));
}

#[test]
fn each_example_is_an_event_of_its_type() {
    let document = document();
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.enable_format_assertions();
    compiler.add_resource("https://tranche.test/openapi.json", document.clone()).unwrap();
    let body = "https://tranche.test/openapi.json#/components/schemas/WebhookEvent";
    let body = compiler.compile(body, &mut schemas).unwrap();
    for event in Schema::named(&document, "WebhookEvent").variants() {
        let example: Value = serde_json::from_str(&event.example("")).unwrap();
        assert_eq!(example["type"], kind(event));
        schemas.validate(&example, body).unwrap_or_else(|error| panic!("{example}: {error:#}"));
    }
}

#[test]
fn what_the_api_and_events_both_have_is_the_same() {
    let document = document();
    let declared = application::EventSchemas::new("/components/schemas").definitions;
    let shared: Vec<_> = ["Money", "OrderStatus", "Role"].into_iter().map(|name| (name, &declared[name])).collect();
    for (name, own) in shared {
        let of_the_api = Schema::named(&document, name);
        assert_eq!(of_the_api.node["enum"], own["enum"], "{name}");
        assert_eq!(of_the_api.node["required"], own["required"], "{name}");
        for field in of_the_api.fields() {
            let pattern = &own["properties"][field.name]["pattern"];
            assert_eq!(field.schema.node["pattern"], *pattern, "{name}.{}", field.name);
        }
    }
}
