use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use strum::EnumMessage;

use crate::{
    EventData, EventKind, SubjectKind,
    event_message::{EventMessage, SubjectOfMessage},
};

/// The JSON Schemas (2020-12) of events as receivers get them.
#[derive(Clone, Debug)]
pub struct EventSchemas {
    /// The message of each kind of event that is delivered.
    pub messages: Vec<(EventKind, Value)>,
    /// What these refer to, by name.
    pub definitions: Map<String, Value>,
}

/// What events of a kind are about, and the form of their payload.
#[derive(Clone, Copy, Debug)]
pub struct EventShape {
    subject: SubjectKind,
    payload: fn(&mut SchemaGenerator) -> Schema,
}

impl EventSchemas {
    /// The schemas, which refer to definitions below this path of the document that has both.
    #[must_use]
    pub fn new(definitions_path: impl Into<Cow<'static, str>>) -> Self {
        let mut settings = SchemaSettings::draft2020_12().for_serialize();
        settings.definitions_path = definitions_path.into();
        let mut generator = settings.into_generator();
        let kinds = EventKind::ALL.iter().copied().filter(|kind| kind.is_delivered());
        let messages = kinds.map(|kind| (kind, kind.message(&mut generator).into())).collect();
        Self { messages, definitions: generator.take_definitions(true) }
    }
}

impl EventShape {
    /// Events about subjects of this kind, whose payload is an object that is not described.
    #[must_use]
    pub fn open(subject: SubjectKind) -> Self {
        shape::<EventData>(subject)
    }
}

/// Events about subjects of this kind, with the payload `P`.
pub(crate) fn shape<P: JsonSchema>(subject: SubjectKind) -> EventShape {
    EventShape { subject, payload: P::json_schema }
}

impl EventKind {
    /// What such an event says, in a sentence: that of its doc, or else of its name.
    #[must_use]
    pub fn meaning(self) -> String {
        self.get_documentation().map_or_else(|| sentence(self.as_str()), ToOwned::to_owned)
    }

    /// The schema of a message with such an event.
    fn message(self, generator: &mut SchemaGenerator) -> Schema {
        let shape = self.shape();
        let mut message = EventMessage::json_schema(generator);
        message.insert("description".to_owned(), self.meaning().into());
        set_constant(&mut message, "type", self.as_str());
        set_property(&mut message, "data", (shape.payload)(generator).into());
        set_property(&mut message, "subject", shape.subject.reference(generator).into());
        message
    }
}

impl SubjectKind {
    /// A reference to the definition of subjects of this kind.
    fn reference(self, generator: &mut SchemaGenerator) -> Schema {
        let mut subject = SubjectOfMessage::json_schema(generator);
        set_constant(&mut subject, "kind", self.into());
        let name = format!("{self:?}Subject");
        let path = &generator.settings().definitions_path;
        let reference = json!({"$ref": format!("#{path}/{name}")});
        generator.definitions_mut().insert(name, subject.into());
        Schema::try_from(reference).unwrap_or_default()
    }
}

/// `A product was created.` for `ProductCreated`.
fn sentence(name: &str) -> String {
    let participle = name.rfind(char::is_uppercase).unwrap_or_default();
    let (subject, participle) = name.split_at(participle);
    let words = subject.chars().flat_map(|letter| letter.is_uppercase().then_some(' ').into_iter().chain([letter]));
    let subject = words.collect::<String>().trim_start().to_lowercase();
    let article = if subject.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
    format!("{article} {subject} was {}.", participle.to_lowercase())
}

/// Restricts a property to one value.
fn set_constant(schema: &mut Schema, property: &str, value: &str) {
    if let Some(Value::Object(property)) = properties(schema).and_then(|properties| properties.get_mut(property)) {
        property.insert("enum".to_owned(), json!([value]));
    }
}

fn set_property(schema: &mut Schema, property: &str, value: Value) {
    if let Some(properties) = properties(schema) {
        properties.insert(property.to_owned(), value);
    }
}

fn properties(schema: &mut Schema) -> Option<&mut Map<String, Value>> {
    schema.get_mut("properties")?.as_object_mut()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_sentence_and_a_schema_of_its_own() {
        for (kind, schema) in EventSchemas::new("/$defs").messages {
            assert_eq!(schema["description"], kind.meaning());
            assert!(kind.meaning().ends_with('.') && !kind.meaning().contains('\n'), "{}", kind.meaning());
            assert_eq!(schema["properties"]["type"]["enum"], json!([kind.as_str()]));
            assert_eq!(schema["properties"]["data"]["type"], "object", "{}", kind.as_str());
        }
    }

    #[test]
    fn a_kind_without_a_sentence_has_that_of_its_name() {
        assert_eq!(sentence("OpenTicketArchived"), "An open ticket was archived.");
    }

    #[test]
    fn a_product_is_said_to_be_created() {
        assert_eq!(EventKind::ProductCreated.meaning(), "A product was created.");
    }

    #[test]
    fn what_is_referred_to_is_defined() {
        let EventSchemas { messages, definitions } = EventSchemas::new("/$defs");
        let text = json!(messages.into_iter().map(|(_, schema)| schema).collect::<Vec<_>>()).to_string();
        let referred: Vec<_> = text.split("\"#/$defs/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(referred.contains(&"UserSubject") && referred.contains(&"Role"), "{referred:?}");
        for name in referred {
            assert!(definitions.contains_key(name), "{name}");
        }
        assert_eq!(definitions["UserSubject"]["properties"]["kind"]["enum"], json!(["user"]));
    }

    #[test]
    fn a_payload_that_is_not_described_is_any_object() {
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        let payload = Value::from((EventShape::open(SubjectKind::User).payload)(&mut generator));
        assert_eq!(payload, json!({"type": "object", "additionalProperties": true}));
    }

    #[test]
    fn fields_that_are_always_sent_are_required_and_others_are_not() {
        let EventSchemas { messages, .. } = EventSchemas::new("/$defs");
        let data = |kind| {
            let found = messages.iter().find(|(other, _)| *other == kind);
            found.unwrap().1["properties"]["data"].clone()
        };
        assert_eq!(data(EventKind::ProductCreated)["required"], json!(["name", "description", "price", "stock"]));
        assert_eq!(data(EventKind::ProductUpdated)["required"], Value::Null);
        assert_eq!(data(EventKind::ProductUpdated)["properties"]["stock"]["type"], json!(["integer", "null"]));
    }
}
