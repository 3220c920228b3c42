use serde_json::{Value, json};

use crate::{
    document::{at, document, remove, rename},
    places,
};

/// Fails where a change of a document breaks anything.
fn assert_harmless(change: impl FnOnce(&mut Value)) {
    let (old, mut new) = (document(), document());
    change(&mut new);
    assert_eq!(places(&old, &new), Vec::<String>::new());
}

/// Fails where two ways to write a schema differ in either direction.
fn assert_same(one: &Value, other: &Value) {
    let with_schema = |schema: &Value| {
        let mut document = document();
        for component in ["Draft", "Note"] {
            at(&mut document, "/components/schemas")[component] = schema.clone();
        }
        document
    };
    assert_eq!(places(&with_schema(one), &with_schema(other)), Vec::<String>::new());
    assert_eq!(places(&with_schema(other), &with_schema(one)), Vec::<String>::new());
}

#[test]
fn a_document_is_compatible_with_itself() {
    assert_harmless(|_| {});
}

#[test]
fn texts_examples_and_tags_are_no_promise() {
    assert_harmless(|new| {
        at(new, "/info")["version"] = json!("2.0.0");
        at(new, "/paths/~1notes/get")["description"] = json!("All notes.");
        at(new, "/paths/~1notes/get")["tags"] = json!(["Notes"]);
        at(new, "/components/schemas/Note/properties/title")["example"] = json!("Shopping");
        at(new, "/components/schemas/Draft/properties/title")["title"] = json!("Title");
        at(new, "/components/securitySchemes/session")["description"] = json!("Another text.");
    });
}

#[test]
fn what_clients_need_not_send_or_read_may_be_added() {
    assert_harmless(|new| {
        at(new, "/paths")["/tags"] = json!({"get": {"operationId": "listTags", "responses": {"200": {}}}});
        at(new, "/webhooks")["tagAdded"] = json!({"post": {"responses": {"200": {}}}});
        at(new, "/components/schemas/Draft/properties")["colour"] = json!({"type": "string"});
        at(new, "/components/schemas/Note/properties")["colour"] = json!({"type": "string"});
        let parameter = json!({"name": "colour", "in": "query", "schema": {"type": "string"}});
        at(new, "/paths/~1notes/get/parameters").as_array_mut().unwrap().insert(0, parameter);
        let response = at(new, "/paths/~1notes/get/responses/200");
        response["headers"]["Link"] = json!({"schema": {"type": "string"}});
        response["content"]["text/html"] = json!({});
        at(new, "/paths/~1notes/get/responses")["304"] = json!({"description": "It is as it was."});
        at(new, "/paths/~1notes/get/responses")["429"] = json!({"description": "Too many."});
        let problem = "/paths/~1notes/get/responses/404/content/application~1problem+json/examples";
        at(new, problem)["gone"] = json!({"value": {"code": "gone"}});
        at(new, "/webhooks/noteWritten/post/responses")["202"] = json!({"description": "Later."});
        at(new, "/paths/~1notes/get/security").as_array_mut().unwrap().push(json!({}));
    });
}

#[test]
fn null_makes_no_difference_where_a_value_is_written_as_text() {
    let schemas = ["/paths/~1notes/parameters/0", "/paths/~1notes/get/responses/200/headers/ETag"];
    let schemas = schemas.into_iter().chain(["/webhooks/noteWritten/post/parameters/0"]);
    let (old, mut new) = (document(), document());
    for schema in schemas {
        *at(&mut new, &format!("{schema}/schema/type")) = json!(["string", "null"]);
    }
    assert_eq!(places(&old, &new), Vec::<String>::new());
    assert_eq!(places(&new, &old), Vec::<String>::new());
}

#[test]
fn null_is_a_difference_in_a_parameter_that_is_written_as_json() {
    let with_type = |kind: Value| {
        let mut document = document();
        let parameter = at(&mut document, "/paths/~1notes/get/parameters/0");
        *parameter =
            json!({"name": "size", "in": "query", "content": {"application/json": {"schema": {"type": kind}}}});
        document
    };
    let schema = "/paths/~1notes/get/parameters/0/content/application~1json/schema";
    assert_eq!(
        places(&with_type(json!(["string", "null"])), &with_type(json!("string"))),
        [format!("request-null-refused · GET /notes · {schema}/type")]
    );
}

#[test]
fn a_list_of_values_within_a_limit_keeps_it() {
    let with_schema = |component: &str, schema: &Value| {
        let mut document = document();
        at(&mut document, &format!("/components/schemas/{component}/properties"))["size"] = schema.clone();
        document
    };
    let (text, number) = (
        json!({"type": "string", "minLength": 1, "maxLength": 2}),
        json!({"type": "integer", "minimum": 1, "exclusiveMaximum": 7, "multipleOf": 2}),
    );
    for (limited, listed, beyond) in [
        (&text, json!({"enum": ["s", "xl"]}), None),
        (&text, json!({"enum": ["s", "xxl"]}), Some("maxLength")),
        (&text, json!({"enum": ["", "xl"]}), Some("minLength")),
        (&text, json!({"enum": ["s"], "x-open-set": true}), Some("minLength")),
        (&number, json!({"enum": [2, 6]}), None),
        (&number, json!({"enum": [2, 8]}), Some("exclusiveMaximum")),
        (&number, json!({"enum": [2, 3]}), Some("multipleOf")),
    ] {
        let pointer = |component: &str, keyword| format!("/components/schemas/{component}/properties/size/{keyword}");
        let found = places(&with_schema("Note", limited), &with_schema("Note", &listed));
        let place =
            beyond.map(|keyword| format!("response-limit-loosened · GET /notes · {}", pointer("Note", keyword)));
        assert!(place.as_ref().map_or_else(|| found.is_empty(), |place| found.contains(place)), "{listed}: {found:?}");
        if listed["x-open-set"].is_null() {
            let found = places(&with_schema("Draft", &listed), &with_schema("Draft", limited));
            let place =
                beyond.map(|keyword| format!("request-limit-tightened · POST /notes · {}", pointer("Draft", keyword)));
            assert_eq!(found, place.into_iter().collect::<Vec<_>>(), "{listed}");
        }
    }
}

#[test]
fn an_open_set_may_grow_in_a_response_and_no_other_may() {
    let with_kinds = |kinds: Value| {
        let mut document = document();
        for component in ["Draft", "Note"] {
            let kind = at(&mut document, &format!("/components/schemas/{component}/properties/kind"));
            *kind = json!({"type": "string", "x-open-set": true, "enum": kinds});
        }
        document
    };
    let (few, more) = (with_kinds(json!(["draft", "final"])), with_kinds(json!(["draft", "final", "erased"])));
    assert_eq!(places(&few, &more), Vec::<String>::new());
    // What clients send is a closed set all the same.
    assert_eq!(
        places(&more, &few),
        ["request-enum-narrowed · POST /notes · /components/schemas/Draft/properties/kind/enum/2"]
    );
}

#[test]
fn the_order_of_variants_values_and_parameters_means_nothing() {
    assert_harmless(|new| {
        for component in ["Draft", "Note"] {
            let schema = at(new, &format!("/components/schemas/{component}"));
            for list in ["/properties/content/oneOf", "/properties/kind/enum", "/properties/count/type", "/required"] {
                at(schema, list).as_array_mut().unwrap().reverse();
            }
        }
    });
}

#[test]
fn it_makes_no_difference_where_a_schema_is_written() {
    let title =
        json!({"type": "object", "required": ["title"], "properties": {"title": {"type": "string", "maxLength": 9}}});
    let kind = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
    let both = json!({
        "type": "object",
        "required": ["title"],
        "properties": {"title": {"type": "string", "maxLength": 9}, "kind": {"type": "string"}},
    });
    assert_same(&json!({"allOf": [title, kind]}), &both);
    assert_harmless(|new| {
        rename(new, "/components/schemas/Note", "Entry");
        *at(new, "/paths/~1notes/get/responses/200/content/application~1json/schema") =
            json!({"$ref": "#/components/schemas/Entry", "description": "A note."});
        let parameter = remove(new, "/paths/~1notes/get/parameters/0");
        at(new, "/components")["parameters"] = json!({"Size": parameter});
        *at(new, "/paths/~1notes/get/parameters") = json!([{"$ref": "#/components/parameters/Size"}]);
    });
}

#[test]
fn two_ways_to_write_the_same_schema_are_the_same() {
    for (one, other) in [
        (json!({"type": ["string", "null"]}), json!({"oneOf": [{"type": "string"}, {"type": "null"}]})),
        (json!({"type": ["string", "null"]}), json!({"anyOf": [{"type": "null"}, {"type": "string"}]})),
        (json!({"enum": ["a", "b"]}), json!({"oneOf": [{"const": "b", "title": "B"}, {"const": "a"}]})),
        (json!({"type": "string", "const": "a"}), json!({"enum": ["a"]})),
        (json!({"type": "integer", "minimum": 1}), json!({"type": "integer", "exclusiveMinimum": 0})),
        (json!({"type": "string", "minLength": 0}), json!({"type": "string"})),
        (json!({"type": "object"}), json!({"type": "object", "additionalProperties": true})),
        (json!({}), json!(true)),
        (json!({"type": "string", "format": "password"}), json!({"type": "string"})),
        (json!({"type": "array"}), json!({"type": "array", "items": {}, "uniqueItems": false})),
    ] {
        assert_same(&one, &other);
    }
}

#[test]
fn variants_are_matched_by_what_they_are() {
    let (card, bank) = ("#/components/schemas/Card", "#/components/schemas/Bank");
    let with_variants = |variants: Value| {
        let mut document = document();
        let number =
            |name: &str| json!({"type": "object", "required": [name], "properties": {name: {"type": "string"}}});
        at(&mut document, "/components/schemas")["Card"] = number("pan");
        at(&mut document, "/components/schemas")["Bank"] = number("iban");
        at(&mut document, "/components/schemas")["Account"] = number("iban");
        at(&mut document, "/components/schemas/Draft/properties")["payment"] = variants;
        document
    };
    let old = with_variants(json!({"oneOf": [{"$ref": card}, {"$ref": bank}]}));
    // One turned into a list, the other renamed, and a third between them.
    let new =
        with_variants(json!({"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Account"}, {"$ref": card}]}));
    assert_eq!(places(&old, &new), Vec::<String>::new());
    // One variant alone is the same as the schema itself.
    assert_eq!(places(&with_variants(json!({"$ref": card})), &old), Vec::<String>::new());
    assert_eq!(
        places(&old, &with_variants(json!({"$ref": card}))),
        ["request-variant-removed · POST /notes · /components/schemas/Draft/properties/payment/oneOf/1"]
    );
}

#[test]
fn a_variant_that_is_matched_is_compared_within() {
    let (old, mut new) = (document(), document());
    let variants = "/components/schemas/Draft/properties/content/oneOf";
    at(&mut new, variants).as_array_mut().unwrap().reverse();
    at(&mut new, &format!("{variants}/0/properties"))["length"] = json!({"type": "integer"});
    *at(&mut new, &format!("{variants}/0/required")) = json!(["form", "length"]);
    assert_eq!(
        places(&old, &new),
        [format!("request-property-became-required · POST /notes · {variants}/0/properties/length")]
    );
}

#[test]
fn schemas_that_contain_themselves_are_compared() {
    let thread = |most: u32| {
        json!({
            "type": "object",
            "properties": {
                "text": {"type": "string", "maxLength": most},
                "answers": {"type": "array", "items": {"$ref": "#/components/schemas/Draft"}},
                "above": {"oneOf": [{"$ref": "#/components/schemas/Draft"}, {"type": "null"}]},
                "any": {"anyOf": [{"$ref": "#/components/schemas/Draft/properties/any"}, {"type": "string"}, {"type": "array"}]},
            },
        })
    };
    let (mut old, mut new) = (document(), document());
    at(&mut old, "/components/schemas")["Draft"] = thread(9);
    at(&mut new, "/components/schemas")["Draft"] = thread(8);
    assert_eq!(
        places(&old, &new),
        ["request-limit-tightened · POST /notes · /components/schemas/Draft/properties/text/maxLength"]
    );
}

#[test]
fn credentials_may_be_called_something_else() {
    assert_harmless(|new| {
        rename(new, "/components/securitySchemes/session", "cookie");
        *at(new, "/paths/~1notes/get/security/0") = json!({"cookie": []});
    });
}
