//! Breaks and harmless changes planted in the released document of this API. What is planted is found by its operation, since
//! the names of components are no promise.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    breaks,
    document::{at, remove, rename},
    places,
};

const PRODUCT: &str = "/paths/~1api~1v1~1products~1{id}/get/responses/200/content/application~1json/schema";
const NEW_PRODUCT: &str = "/paths/~1api~1v1~1products/post/requestBody/content/application~1json/schema";
const NEW_USER: &str = "/paths/~1api~1v1~1users/post/requestBody/content/application~1json/schema";
const NEW_ORDER: &str = "/paths/~1api~1v1~1orders/post/requestBody/content/application~1json/schema";
const ORDER: &str = "/paths/~1api~1v1~1orders~1{id}/get/responses/200/content/application~1json/schema";
const USER: &str = "/paths/~1api~1v1~1users~1{id}/get/responses/200/content/application~1json/schema";

fn document() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.released.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Where the schema at a pointer is written.
pub(crate) fn target(document: &Value, pointer: &str) -> String {
    let schema = document.pointer(pointer).unwrap_or_else(|| panic!("nothing is at {pointer}"));
    schema["$ref"]
        .as_str()
        .map_or_else(|| pointer.to_owned(), |reference| target(document, reference.strip_prefix('#').unwrap()))
}

/// Fails unless the change breaks the operation there by this rule, and all that it breaks is by this rule.
fn assert_breaks(rule: &str, operation: &str, change: impl FnOnce(&mut Value) -> String) {
    let (old, mut new) = (document(), document());
    let pointer = change(&mut new);
    let found = places(&old, &new);
    assert!(found.contains(&format!("{rule} · {operation} · {pointer}")), "{rule}: {found:#?}");
    assert!(found.iter().all(|place| place.starts_with(&format!("{rule} "))), "{rule}: {found:#?}");
}

#[test]
fn breaks_of_calls_on_users_are_found() {
    assert_breaks("request-enum-narrowed", "POST /api/v1/users", |new| {
        let role = format!("{}/properties/role", target(new, NEW_USER));
        let role = target(new, &role);
        drop(remove(new, &format!("{role}/enum/1")));
        format!("{role}/enum/1")
    });
    assert_breaks("required-parameter-added", "GET /api/v1/users", |new| {
        let parameters = at(new, "/paths/~1api~1v1~1users/get/parameters").as_array_mut().unwrap();
        parameters.push(json!({"name": "tenant", "in": "query", "required": true, "schema": {"type": "string"}}));
        format!("/paths/~1api~1v1~1users/get/parameters/{}", parameters.len() - 1)
    });
    assert_breaks("response-null-added", "GET /api/v1/users/{id}", |new| {
        let username = format!("{}/properties/username", target(new, USER));
        at(new, &username)["type"] = json!(["string", "null"]);
        format!("{username}/type")
    });

    let (old, mut new) = (document(), document());
    rename(&mut new, "/paths/~1api~1v1~1auth~1me/get/responses/200", "206");
    let responses = "/paths/~1api~1v1~1auth~1me/get/responses";
    assert_eq!(
        places(&old, &new),
        [
            format!("success-status-removed · GET /api/v1/auth/me · {responses}/200"),
            format!("success-status-added · GET /api/v1/auth/me · {responses}/206"),
        ]
    );
}

#[test]
fn breaks_of_calls_on_products_are_found() {
    assert_breaks("response-property-removed", "GET /api/v1/products/{id}", |new| {
        let product = target(new, PRODUCT);
        drop(remove(new, &format!("{product}/properties/stock")));
        at(new, &format!("{product}/required")).as_array_mut().unwrap().retain(|name| name != "stock");
        format!("{product}/properties/stock")
    });
    assert_breaks("request-property-became-required", "POST /api/v1/products", |new| {
        let product = target(new, NEW_PRODUCT);
        at(new, &format!("{product}/properties"))["sku"] = json!({"type": "string"});
        at(new, &format!("{product}/required")).as_array_mut().unwrap().push(json!("sku"));
        format!("{product}/properties/sku")
    });
    assert_breaks("authentication-required", "GET /api/v1/products", |new| {
        at(new, "/paths/~1api~1v1~1products/get")["security"] = json!([{"session": []}]);
        "/paths/~1api~1v1~1products/get/security".to_owned()
    });
}

#[test]
fn breaks_of_calls_on_orders_are_found() {
    assert_breaks("operation-removed", "GET /api/v1/orders/{id}/events", |new| {
        drop(remove(new, "/paths/~1api~1v1~1orders~1{id}~1events"));
        "/paths/~1api~1v1~1orders~1{id}~1events/get".to_owned()
    });
    assert_breaks("response-type-widened", "GET /api/v1/orders/{id}", |new| {
        let total = format!("{}/properties/total", target(new, ORDER));
        let amount = format!("{}/properties/amount", target(new, &total));
        *at(new, &amount) = json!({"type": "string"});
        format!("{amount}/type")
    });
    assert_breaks("request-limit-tightened", "POST /api/v1/orders", |new| {
        let items = format!("{}/properties/items", target(new, NEW_ORDER));
        at(new, &items)["maxItems"] = json!(1);
        format!("{items}/maxItems")
    });

    let (mut old, mut new) = (document(), document());
    let status = format!("{}/properties/status", target(&old, ORDER));
    let status = target(&old, &status);
    for document in [&mut old, &mut new] {
        at(document, &status).as_object_mut().unwrap().remove("x-open-set");
    }
    let values = at(&mut new, &format!("{status}/enum")).as_array_mut().unwrap();
    values.push(json!("returned"));
    let place = format!("response-enum-widened · GET /api/v1/orders/{{id}} · {status}/enum/{}", values.len() - 1);
    let found = places(&old, &new);
    assert!(found.contains(&place), "{found:#?}");
}

#[test]
fn harmless_changes_of_calls_on_products_pass() {
    let (old, mut new) = (document(), document());
    let product = target(&old, PRODUCT);
    at(&mut new, &format!("{product}/properties"))["note"] = json!({"type": "string"});
    assert_eq!(breaks(&old, &new), []);

    let (old, mut new) = (document(), document());
    let product = target(&old, NEW_PRODUCT);
    at(&mut new, &format!("{product}/properties"))["note"] = json!({"type": "string"});
    assert_eq!(breaks(&old, &new), []);
}

#[test]
fn harmless_changes_of_calls_on_users_pass() {
    let (old, mut new) = (document(), document());
    for pointer in [USER, NEW_USER] {
        let user = target(&old, pointer);
        at(&mut new, &format!("{user}/properties"))["note"] = json!({"type": "string"});
        assert_eq!(breaks(&old, &new), []);
    }
    at(&mut new, "/info")["version"] = json!("0.2.0");
    at(&mut new, "/paths/~1api~1v1~1users/get")["description"] = json!("Another text.");
    assert_eq!(breaks(&old, &new), []);
}
