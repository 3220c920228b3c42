//! What webhooks deliver is what the OpenAPI document says: every kind of event, from the use case that records it.

use std::collections::BTreeSet;

use application::EventKind;
use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use crate::{
    cases::{Case, case},
    event_lists::stored,
    support::{Client, PASSWORD, ROOT, Started, eventually, sign_up_and_log_in, start},
    webhook_receiver::{Delivery, PATH, Receiver, SECRET},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(each_kind_of_event_is_delivered_as_the_document_describes_it)]
}

fn each_kind_of_event_is_delivered_as_the_document_describes_it() {
    let receiver = Receiver::start();
    let url = format!("http://127.0.0.1:{}{PATH}", receiver.port());
    let settings = [("TRANCHE_EVENTS__WEBHOOK_URL", url.as_str()), ("TRANCHE_EVENTS__WEBHOOK_SECRET", SECRET)];
    let started = start("sqlite://data/tranche.db", &settings);
    let kinds: [fn(&Started); 3] = [record_events_of_users, record_events_of_products, record_events_of_orders];
    for record in kinds {
        record(&started);
    }

    // Another cost makes the next log-in hash the password anew.
    let Started { server, workplace } = started;
    assert_eq!(server.stop().code(), Some(0));
    let workplace = workplace.with("TRANCHE_SECURITY__BCRYPT_COST", "5");
    let server = workplace.start();
    server.anonymous().log_in(ROOT, PASSWORD).assert_status(200);
    let document = server.anonymous().get("/openapi.json").body;
    let recorded: usize = stored(&workplace).values().map(Vec::len).sum();
    let deliveries = eventually("every event came", || Some(receiver.deliveries()).filter(|all| all.len() >= recorded));

    let delivered: BTreeSet<_> = deliveries.iter().map(Delivery::kind).collect();
    let kinds = EventKind::ALL.iter().filter(|kind| kind.is_delivered());
    assert_eq!(delivered, kinds.map(|kind| kind.as_str()).collect(), "every kind is delivered");
    assert_eq!(described(&document), delivered, "every kind is described, and no other");
    for delivery in &deliveries {
        assert_eq!(faults(&document, &delivery.event), Vec::<String>::new(), "{}", delivery.text);
    }
    assert_each_change_is_noticed(&document, &deliveries[0].event);
}

/// The types of events that the document has.
fn described(document: &Value) -> BTreeSet<&str> {
    let variants = document["components"]["schemas"]["WebhookEvent"]["oneOf"].as_array().unwrap().iter();
    let schemas = variants.map(|variant| document.pointer(&variant["$ref"].as_str().unwrap()[1..]).unwrap());
    schemas.map(|schema| schema["properties"]["type"]["enum"][0].as_str().unwrap()).collect()
}

/// What is wrong with an event by its schema. Receivers ignore fields that they don't know; here they are faults.
fn faults(document: &Value, event: &Value) -> Vec<String> {
    const PLACE: &str = "https://tranche.test/openapi.json";
    let name = format!("{}Event", event["type"].as_str().unwrap_or_default());
    if document["components"]["schemas"][&name].is_null() {
        return vec![format!("there is no schema {name}")];
    }
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource(PLACE, json!({"components": closed(&document["components"])})).unwrap();
    let mut schemas = Schemas::new();
    let mut check = |name: &str| {
        let schema = compiler.compile(&format!("{PLACE}#/components/schemas/{name}"), &mut schemas).unwrap();
        schemas.validate(event, schema).err().map(|error| error.to_string())
    };
    [check(&name), check("WebhookEvent")].into_iter().flatten().collect()
}

/// The schemas without room for fields that they don't name.
fn closed(node: &Value) -> Value {
    match node {
        Value::Array(items) => items.iter().map(closed).collect(),
        Value::Object(members) => {
            let mut members: serde_json::Map<_, _> =
                members.iter().map(|(key, value)| (key.clone(), closed(value))).collect();
            if members.get("type").is_some_and(|kind| kind == "object") {
                members.entry("additionalProperties").or_insert(false.into());
            }
            members.into()
        }
        scalar => scalar.clone(),
    }
}

/// An event that is another than the schema says has faults, so that having none means something.
fn assert_each_change_is_noticed(document: &Value, event: &Value) {
    for (pointer, value) in [
        ("/id", json!("7")),
        ("/at", json!("yesterday")),
        ("/subject/kind", json!("event")),
        ("/actorId", json!(7)),
        ("/data", json!({"more": 1})),
        ("/more", json!(1)),
        ("/type", json!("UserForgotten")),
    ] {
        let mut changed = event.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap()[name] = value;
        assert!(!faults(document, &changed).is_empty(), "{pointer}");
    }
    for name in event.as_object().unwrap().keys() {
        let mut changed = event.clone();
        changed.as_object_mut().unwrap().remove(name);
        assert!(!faults(document, &changed).is_empty(), "without {name}");
    }
}

fn record_events_of_users(started: &Started) {
    let admin = started.super_admin();
    let user = sign_up_and_log_in(&started.anonymous(), "ada.lovelace");
    let change = json!({"currentPassword": PASSWORD, "newPassword": "analytical engine"});
    let changed = user.call("PUT", "/api/v1/auth/password").json(&change).send();
    changed.assert_status(204);
    let user = user.with_cookie(changed.cookie());
    let session = user.me().body["session"]["id"].as_str().unwrap().to_owned();
    user.call("DELETE", &format!("/api/v1/auth/sessions/{session}")).send().assert_status(204);

    let created = json!({"username": "grace.hopper", "password": PASSWORD, "role": "user"});
    let id = admin.post("/api/v1/users", &created).assert_status(201).body["id"].as_str().unwrap().to_owned();
    let log_in = started.anonymous().log_in("grace.hopper", PASSWORD);
    let other = started.anonymous().with_cookie(log_in.cookie());
    let change = |action: &str| {
        let named = json!({"username": "grace.hopper"});
        admin.call("PATCH", &format!("/api/v1/users/{action}")).json(&named).send().assert_status(200);
    };
    change("grant");
    // The next use of a session reissues it under the new role.
    let reissued = other.me();
    other.with_cookie(reissued.cookie()).log_out().assert_status(204);
    ["revoke", "inactivate", "reactivate"].into_iter().for_each(change);
    let set = json!({"password": "a new password"});
    admin.call("PUT", &format!("/api/v1/users/{id}/password")).json(&set).send().assert_status(204);
}

/// Creates a product, and returns its id.
fn create(admin: &Client, product: &Value) -> String {
    admin.post("/api/v1/products", product).assert_status(201).body["id"].as_str().unwrap().to_owned()
}

fn record_events_of_products(started: &Started) {
    let admin = &started.super_admin();
    let id = create(admin, &json!({"name": "Teapot"}));
    let price = json!({"amount": 1_250, "currency": "EUR"});
    for edit in [
        json!({"name": "Kettle"}),
        json!({"description": "It whistles.", "price": price, "stock": 0}),
        json!({"description": null, "price": null, "stock": null}),
    ] {
        admin.call("PUT", &format!("/api/v1/products/{id}")).json(&edit).send().assert_status(200);
    }
    admin.call("DELETE", &format!("/api/v1/products/{id}")).send().assert_status(204);
}

fn record_events_of_orders(started: &Started) {
    let admin = started.super_admin();
    let user = started.user("alan.turing");
    let price = json!({"amount": 1_250, "currency": "EUR"});
    let tracked = create(&admin, &json!({"name": "Teapot", "description": "", "price": price, "stock": 12}));
    let untracked = create(&admin, &json!({"name": "Recipe", "price": price}));
    let order = || {
        let items = json!([{"productId": tracked, "quantity": 2}, {"productId": untracked, "quantity": 1}]);
        let placed = user.post("/api/v1/orders", &json!({"items": items}));
        format!("/api/v1/orders/{}", placed.assert_status(201).body["id"].as_str().unwrap())
    };
    let delivered = order();
    for status in ["processing", "shipped", "delivered"] {
        admin.call("PATCH", &delivered).json(&json!({"status": status})).send().assert_status(200);
    }
    user.call("DELETE", &order()).send().assert_status(200);
}
