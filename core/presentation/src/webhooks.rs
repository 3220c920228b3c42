use application::EventSchemas;
use serde_json::from_value;
use utoipa::openapi::{
    Content, HttpMethod, ObjectBuilder, OpenApi, PathItem, PathsBuilder, Ref, RefOr, Required, ResponseBuilder, Type,
    extensions::Extensions,
    path::{Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    schema::{KnownFormat, OneOf, OneOfBuilder, Schema, SchemaFormat},
};

use crate::open_sets::{OPEN_SET, SCHEMAS};

/// The name of the webhook, and of the schema of its body.
const WEBHOOK: &str = "event";
const BODY: &str = "WebhookEvent";

/// Adds the calls that the server makes to receivers of events, with the schema of each event. Schemas that the API has
/// too, such as that of a role, are the API's.
pub(crate) fn add_webhooks(document: &mut OpenApi) {
    let EventSchemas { messages, definitions } = EventSchemas::new("/components/schemas");
    let messages: Vec<_> =
        messages.into_iter().map(|(kind, schema)| (format!("{}Event", kind.as_str()), schema)).collect();
    let body = body(messages.iter().map(|(name, _)| name.as_str()));
    let components = document.components.get_or_insert_default();
    components.schemas.insert(BODY.to_owned(), RefOr::T(Schema::OneOf(body)));
    for (name, schema) in messages.into_iter().chain(definitions) {
        // What is no schema to `utoipa` would be missing from the document, which a test compares with the code.
        if let Ok(schema) = from_value::<RefOr<Schema>>(schema) {
            components.schemas.entry(name).or_insert(schema);
        }
    }
    let item = PathItem::new(HttpMethod::Post, operation());
    document.webhooks = Some(PathsBuilder::new().path(WEBHOOK, item).build());
}

/// Any of the events with these names, and of those to come.
fn body<'a>(names: impl Iterator<Item = &'a str>) -> OneOf {
    let body = names.fold(OneOfBuilder::new(), |body, name| body.item(reference(name)));
    body.description(Some(
        "An event. Later releases may add types of events, and fields to those that are here: receivers ignore what they \
         don't know.",
    ))
    .extensions(Some(Extensions::from_iter([(OPEN_SET, true)])))
    .build()
}

fn reference(name: &str) -> Ref {
    Ref::new(format!("{SCHEMAS}{name}"))
}

fn operation() -> Operation {
    let content = Content::new(Some(reference(BODY)));
    let body = RequestBodyBuilder::new()
        .description(Some("What is signed is the body as it is sent, byte for byte."))
        .content("application/json", content)
        .required(Some(Required::True))
        .build();
    let operation = OperationBuilder::new()
        .operation_id(Some("receiveEvent"))
        .summary(Some("Receive an event"))
        .description(Some(
            "The server sends each event to `events.webhook_url`, at least once, and those of one subject in their order. \
             Receivers verify the signature, as the specification of Standard Webhooks says.",
        ))
        .request_body(Some(body))
        .response("2XX", response("The receiver has the event, which is not sent again."))
        .response("default", response("The event is sent again, later."));
    headers().into_iter().fold(operation, OperationBuilder::parameter).build()
}

fn response(description: &str) -> utoipa::openapi::Response {
    ResponseBuilder::new().description(description).build()
}

fn headers() -> [Parameter; 4] {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let uuid = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    let seconds =
        ObjectBuilder::new().schema_type(Type::Integer).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)));
    [
        header("webhook-id", Required::True, "The id of the event: a repeated delivery has the same.", uuid),
        header("webhook-timestamp", Required::True, "The time of this delivery, in seconds since 1970.", seconds),
        header(
            "webhook-signature",
            Required::True,
            "For each secret, `v1,` and the base64 of the HMAC-SHA-256 over `{webhook-id}.{webhook-timestamp}.{body}`, \
             separated by spaces.",
            text(),
        ),
        header(
            "traceparent",
            Required::False,
            "The trace of this delivery, where it is traced (W3C Trace Context).",
            text(),
        ),
    ]
}

fn header(name: &str, required: Required, description: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(description))
        .schema(Some(schema.build()))
        .build()
}

#[cfg(test)]
mod tests {
    use application::EventKind;
    use serde_json::{Value, json};
    use utoipa::openapi::OpenApiBuilder;

    use super::*;

    fn document() -> Value {
        let mut document = OpenApiBuilder::new().build();
        add_webhooks(&mut document);
        json!(document)
    }

    #[test]
    fn each_kind_of_event_is_a_variant_of_the_body_as_it_is_declared() {
        let document = document();
        let schemas = &document["components"]["schemas"];
        let variants = schemas[BODY]["oneOf"].as_array().unwrap();
        assert_eq!(variants.len(), EventKind::ALL.iter().filter(|kind| kind.is_delivered()).count());
        let declared = EventSchemas::new("/components/schemas");
        for ((kind, schema), variant) in declared.messages.iter().zip(variants) {
            let name = format!("{}Event", kind.as_str());
            assert_eq!(*variant, json!({"$ref": format!("{SCHEMAS}{name}")}));
            assert_eq!(schemas[&name], *schema, "{name}");
        }
        for (name, schema) in declared.definitions {
            assert_eq!(schemas[&name], schema, "{name}");
        }
    }

    #[test]
    fn a_schema_of_the_api_stays() {
        let mut document: OpenApi = from_value(json!({
            "openapi": "3.1.0",
            "info": {"title": "", "version": ""},
            "paths": {},
            "components": {"schemas": {"Role": {"type": "string", "title": "of the API"}}},
        }))
        .unwrap();
        add_webhooks(&mut document);
        assert_eq!(json!(document)["components"]["schemas"]["Role"]["title"], "of the API");
    }
}
