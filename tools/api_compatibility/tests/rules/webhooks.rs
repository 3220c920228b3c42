use api_compatibility::Rule;
use serde_json::json;

use crate::{
    calls::{Plant, try_out},
    document::{at, document, remove},
    places,
};

const WRITTEN: &str = "POST webhook noteWritten";

pub(crate) const PLANTS: &[Plant] = &[
    Plant {
        rule: Rule::WebhookRemoved,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post",
        change: |new| drop(remove(new, "/webhooks/noteWritten")),
        undone: &[],
    },
    Plant {
        rule: Rule::WebhookBodyBecameOptional,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post/requestBody/required",
        change: |new| drop(remove(new, "/webhooks/noteWritten/post/requestBody/required")),
        undone: &[],
    },
    Plant {
        rule: Rule::WebhookMediaTypeAdded,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post/requestBody/content/text~1plain",
        change: |new| at(new, "/webhooks/noteWritten/post/requestBody/content")["text/plain"] = json!({}),
        undone: &[],
    },
    Plant {
        rule: Rule::WebhookHeaderRemoved,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post/parameters/0",
        change: |new| drop(remove(new, "/webhooks/noteWritten/post/parameters")),
        undone: &[],
    },
    Plant {
        rule: Rule::WebhookHeaderBecameOptional,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post/parameters/0/required",
        change: |new| drop(remove(new, "/webhooks/noteWritten/post/parameters/0/required")),
        undone: &[],
    },
    Plant {
        rule: Rule::WebhookAcknowledgementRemoved,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post/responses/200",
        change: |new| drop(remove(new, "/webhooks/noteWritten/post/responses/200")),
        undone: &[],
    },
    Plant {
        rule: Rule::EventTypeRemoved,
        operation: WRITTEN,
        pointer: "/webhooks/noteWritten/post/requestBody/content/application~1json/schema/properties/type/enum/1",
        change: |new| {
            let schema = "/webhooks/noteWritten/post/requestBody/content/application~1json/schema";
            drop(remove(new, &format!("{schema}/properties/type/enum/1")));
        },
        undone: &[],
    },
];

#[test]
fn each_break_of_a_webhook_is_found_and_undoing_it_is_none() {
    PLANTS.iter().for_each(try_out);
}

#[test]
fn what_a_webhook_sends_is_a_response_although_it_is_a_request_body() {
    let (old, mut new) = (document(), document());
    let schema = "/webhooks/noteWritten/post/requestBody/content/application~1json/schema";
    drop(remove(&mut new, &format!("{schema}/properties/at/format")));
    *at(&mut new, &format!("{schema}/required")) = json!(["at"]);
    assert_eq!(
        places(&old, &new),
        [
            format!("response-format-widened · {WRITTEN} · {schema}/properties/at/format"),
            format!("response-property-became-optional · {WRITTEN} · {schema}/properties/type"),
        ]
    );
    assert_eq!(places(&new, &old), Vec::<String>::new());
}

#[test]
fn an_event_type_is_a_webhook_or_a_value_or_a_variant() {
    let schema = "/webhooks/noteWritten/post/requestBody/content/application~1json/schema";
    let event =
        |kind: &str| json!({"type": "object", "properties": {"type": {"const": kind}, "at": {"type": "string"}}});
    let (mut old, mut new) = (document(), document());
    *at(&mut old, schema) = json!({"oneOf": [event("NoteWritten"), event("NoteErased")], "x-open-set": true});
    *at(&mut new, schema) = json!({"oneOf": [event("NoteShared"), event("NoteWritten")], "x-open-set": true});
    assert_eq!(
        places(&old, &new),
        [format!("event-type-removed · {WRITTEN} · {schema}/oneOf/1/properties/type/const")],
        "the new type is none that was promised not to come"
    );
}
