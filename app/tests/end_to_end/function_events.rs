//! Events in the form of their sources. Those in `recorded_events` follow the shapes that AWS documents, with names of
//! this product in them; none was captured from AWS.

use serde_json::{Map, Value, json};

use crate::{
    cases::{Case, case},
    function::{get, start},
    support::{PASSWORD, Server, Workplace, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_field_that_is_null_or_absent_fails_no_invocation),
        case(a_stage_or_a_base_path_is_no_part_of_a_path),
        case(a_body_is_compressed_where_the_gateway_decodes_it),
        case(a_load_balancer_is_answered_in_its_own_form),
        case(a_load_balancer_that_hands_over_one_value_of_each_header_gets_one),
        case(the_address_behind_a_load_balancer_is_the_one_that_it_added),
    ]
}

const RECORDED: [(&str, &str); 6] = [
    ("REST API", include_str!("recorded_events/rest_api.json")),
    ("HTTP API, format 1.0", include_str!("recorded_events/http_api_1.json")),
    ("HTTP API, format 2.0", include_str!("recorded_events/http_api_2.json")),
    ("function URL", include_str!("recorded_events/function_url.json")),
    ("load balancer", include_str!("recorded_events/load_balancer.json")),
    ("load balancer, all values", include_str!("recorded_events/load_balancer_all_values.json")),
];

fn recorded(name: &str) -> Value {
    let (_, text) = RECORDED.iter().find(|(other, _)| *other == name).unwrap();
    serde_json::from_str(text).unwrap()
}

/// Every field and element in an event, as JSON Pointers without escapes.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(elements) => elements.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, part) in parts {
        let pointer = format!("{at}/{name}");
        pointers(part, &pointer, found);
        found.push(pointer);
    }
}

/// The event with null in this field, and the one without it.
fn without(event: &Value, pointer: &str) -> [Value; 2] {
    let (mut nulled, mut removed) = (event.clone(), event.clone());
    *nulled.pointer_mut(pointer).unwrap() = Value::Null;
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match removed.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.remove(name).unwrap()),
        Value::Array(elements) => drop(elements.remove(name.parse().unwrap())),
        other => panic!("{other}"),
    }
    [nulled, removed]
}

#[track_caller]
fn invoke(function: &Server, event: Value) -> Value {
    let text = event.to_string();
    function.gateway().invoke(event).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
fn status(function: &Server, event: Value) -> u64 {
    invoke(function, event)["statusCode"].as_u64().unwrap()
}

fn a_field_that_is_null_or_absent_fails_no_invocation() {
    let function = start(&Workplace::new("memory:"));
    for (name, _) in RECORDED {
        let event = recorded(name);
        let answer = invoke(&function, event.clone());
        assert_eq!(answer["statusCode"], 200, "{name}: {answer}");
        assert!(answer["body"].as_str().unwrap().contains("\"products\":[]"), "{name}: {answer}");
        let mut found = Vec::new();
        pointers(&event, "", &mut found);
        assert!(found.len() > 10, "{name}: {found:?}");
        for pointer in found {
            let allowed: &[u64] = match pointer.as_str() {
                // Fields without which there is no request.
                "/path" | "/rawPath" | "/httpMethod" | "/requestContext/http" | "/requestContext/http/method" => &[400],
                // Only these fields hold the base path, unless a route does.
                "/requestContext/stage" => &[200, 404],
                "/requestContext" => &[200, 400, 404],
                _ => &[200],
            };
            for changed in without(&event, &pointer) {
                let answer = invoke(&function, changed);
                let status = answer["statusCode"].as_u64().unwrap();
                assert!(allowed.contains(&status), "{name}, {pointer}: {answer}");
            }
        }
    }
    // The reported failure: all of these fields at once.
    let nulls = json!({
        "rawPath": "/livez", "rawQueryString": null, "headers": null, "cookies": null, "isBase64Encoded": null, "body": null,
        "requestContext": {"stage": null, "authorizer": null, "http": {"method": "GET", "sourceIp": null}},
    });
    assert_eq!(status(&function, nulls), 200);
    let nulls = json!({
        "path": "/livez", "httpMethod": "GET", "headers": null, "multiValueHeaders": {"accept": null, "host": [null]},
        "isBase64Encoded": null, "requestContext": {"identity": null, "stage": null, "path": null},
    });
    assert_eq!(status(&function, nulls), 200);
}

fn a_stage_or_a_base_path_is_no_part_of_a_path() {
    let function = start(&Workplace::new("memory:"));
    // A stage, the path in the event, and the response's status, for the HTTP API's one route for all paths.
    for (stage, path, expected) in [
        ("live", "/live/api/v1/products", 200),
        ("live", "/api/v1/products", 200),
        ("api", "/api/v1/products", 200),
        ("api", "/api/api/v1/products", 200),
        ("api", "/api/livez", 200),
        ("$default", "/api/v1/products", 200),
        ("$default", "/live/api/v1/products", 404),
    ] {
        let mut event = recorded("HTTP API, format 2.0");
        event["rawPath"] = path.into();
        event["rawQueryString"] = "".into();
        event["requestContext"]["http"]["path"] = path.into();
        event["requestContext"]["stage"] = stage.into();
        assert_eq!(status(&function, event), expected, "{stage} {path}");
    }
    // A route with a pattern says where the API begins, whatever precedes it.
    for (path, expected) in
        [("/live/livez", 200), ("/shop/livez", 200), ("/livez", 200), ("/shop/v2/livez", 200), ("/livez/livez", 200)]
    {
        let mut event = recorded("HTTP API, format 2.0");
        event["routeKey"] = "ANY /{proxy+}".into();
        event["pathParameters"] = json!({"proxy": "livez"});
        event["rawPath"] = path.into();
        event["rawQueryString"] = "".into();
        assert_eq!(status(&function, event), expected, "{path}");
    }
    // Stage, path, path in the context, and the value of `/{proxy+}`: a REST API at its own address, at a domain, and
    // at a domain with a base path.
    for (stage, path, whole, proxy) in [
        ("live", "/api/v1/products", "/live/api/v1/products", "api/v1/products"),
        ("api", "/api/v1/products", "/api/api/v1/products", "api/v1/products"),
        ("api", "/api/v1/products", "/api/v1/products", "api/v1/products"),
        ("live", "/shop/api/v1/products", "/shop/api/v1/products", "api/v1/products"),
        ("live", "/api/api/v1/products", "/api/api/v1/products", "api/v1/products"),
        ("live", "/shop/live/api/v1/products", "/shop/live/api/v1/products", "api/v1/products"),
        ("live", "/shop/api/v1/products/", "/shop/api/v1/products/", "api/v1/products"),
    ] {
        let mut event = recorded("REST API");
        event["path"] = path.into();
        event["pathParameters"]["proxy"] = proxy.into();
        event["requestContext"]["path"] = whole.into();
        event["requestContext"]["stage"] = stage.into();
        assert_eq!(status(&function, event), 200, "{stage} {path}");
    }
    let mut root = recorded("REST API");
    root["resource"] = "/".into();
    root["path"] = "/shop".into();
    root["pathParameters"] = Value::Null;
    root["multiValueQueryStringParameters"] = Value::Null;
    root["queryStringParameters"] = Value::Null;
    assert_eq!(status(&function, root), 307);
}

fn a_body_is_compressed_where_the_gateway_decodes_it() {
    let function = start(&Workplace::new("memory:"));
    for (name, is_compressed) in [
        ("REST API", false),
        ("HTTP API, format 1.0", true),
        ("HTTP API, format 2.0", true),
        ("function URL", true),
        ("load balancer", true),
    ] {
        let mut event = recorded(name);
        let path = if name.starts_with("HTTP API") { "/live/openapi.json" } else { "/openapi.json" };
        for field in ["path", "rawPath"] {
            if event.get(field).is_some() {
                event[field] = path.into();
            }
        }
        if event.get("pathParameters").is_some_and(Value::is_object) {
            event["pathParameters"]["proxy"] = "openapi.json".into();
        }
        for field in ["queryStringParameters", "multiValueQueryStringParameters", "rawQueryString"] {
            event.as_object_mut().unwrap().remove(field);
        }
        event["headers"]["Accept-Encoding"] = "gzip, br".into();
        let answer = invoke(&function, event);
        let body = answer["body"].as_str().unwrap();
        assert_eq!((&answer["statusCode"], &answer["isBase64Encoded"]), (&json!(200), &json!(is_compressed)), "{name}");
        assert_eq!(body.starts_with("H4sI"), is_compressed, "{name}: {}", &body[..50]);
        assert_eq!(answer.to_string().contains("\"content-encoding\""), is_compressed, "{name}");
    }
}

/// A log-in through a load balancer, and the header that it must come with, as a list.
fn log_in(event: &str) -> Value {
    let mut event = recorded(event);
    event["httpMethod"] = "POST".into();
    event["path"] = "/api/v1/auth/login".into();
    for name in ["queryStringParameters", "multiValueQueryStringParameters"] {
        if event.get(name).is_some() {
            event[name] = json!({});
        }
    }
    if event.get("headers").is_some() {
        event["headers"]["content-type"] = "application/json".into();
    } else {
        event["multiValueHeaders"]["content-type"] = json!(["application/json"]);
    }
    event["body"] = json!({"username": "ada.lovelace", "password": PASSWORD}).to_string().into();
    event
}

#[track_caller]
fn headers<'a>(answer: &'a Value, name: &str, other: &str) -> &'a Map<String, Value> {
    assert!(answer.get(other).is_none() && answer.get("cookies").is_none(), "{answer}");
    answer[name].as_object().unwrap()
}

fn a_load_balancer_is_answered_in_its_own_form() {
    let function = start(&Workplace::new("memory:"));
    sign_up_and_log_in(&function.anonymous(), "ada.lovelace");
    let answer = invoke(&function, log_in("load balancer, all values"));
    assert_eq!((&answer["statusCode"], &answer["statusDescription"]), (&json!(200), &json!("200 OK")), "{answer}");
    let headers = headers(&answer, "multiValueHeaders", "headers");
    assert_eq!(headers["content-type"], json!(["application/json"]));
    assert_eq!(headers["set-cookie"].as_array().unwrap().len(), 1, "{answer}");

    let mut twice = recorded("load balancer, all values");
    twice["multiValueQueryStringParameters"] = json!({"pageSize": ["5", "5"]});
    assert_eq!(status(&function, twice), 400);
    // A load balancer passes parameters on as the client sent them.
    let mut encoded = recorded("load balancer, all values");
    encoded["multiValueQueryStringParameters"] = json!({"page%53ize": ["%35"]});
    assert_eq!(status(&function, encoded), 200);
}

fn a_load_balancer_that_hands_over_one_value_of_each_header_gets_one() {
    let function = start(&Workplace::new("memory:"));
    sign_up_and_log_in(&function.anonymous(), "ada.lovelace");
    let answer = invoke(&function, log_in("load balancer"));
    assert_eq!((&answer["statusCode"], &answer["statusDescription"]), (&json!(200), &json!("200 OK")), "{answer}");
    let single = headers(&answer, "headers", "multiValueHeaders");
    assert!(single.values().all(Value::is_string), "{answer}");
    let cookie = single["set-cookie"].as_str().unwrap().split(';').next().unwrap();

    let mut me = recorded("load balancer");
    me["path"] = "/api/v1/auth/me".into();
    me["queryStringParameters"] = json!({});
    me["headers"]["cookie"] = format!("theme=dark; {cookie}").into();
    let answer = invoke(&function, me);
    assert!(answer["body"].as_str().unwrap().contains("\"ada.lovelace\""), "{answer}");

    let mut encoded = recorded("load balancer");
    encoded["queryStringParameters"] = json!({"page%53ize": "%35"});
    assert_eq!(status(&function, encoded), 200);
    let mut refused = recorded("load balancer");
    refused["httpMethod"] = "PUT".into();
    let answer = invoke(&function, refused);
    assert_eq!(answer["statusDescription"], "405 Method Not Allowed", "{answer}");
    assert_eq!(headers(&answer, "headers", "multiValueHeaders")["allow"], "GET, HEAD, POST");
    let mut unreadable = recorded("load balancer");
    unreadable["headers"]["x y"] = "z".into();
    let answer = invoke(&function, unreadable);
    assert_eq!(answer["statusDescription"], "400 Bad Request", "{answer}");
    headers(&answer, "headers", "multiValueHeaders");
}

fn the_address_behind_a_load_balancer_is_the_one_that_it_added() {
    for (trusted, expected) in [("", "203.0.113.9"), ("203.0.113.0/24", "198.51.100.7")] {
        let workplace = Workplace::new("memory:").with("TRANCHE_SERVER__TRUSTED_PROXIES", trusted);
        let function = start(&workplace);
        let mut event = recorded("load balancer");
        event["headers"]["x-forwarded-for"] = "192.0.2.1, 198.51.100.7, 203.0.113.9:4711".into();
        assert_eq!(status(&function, event), 200);
        assert_eq!(status(&function, get("/livez")), 200);
        let lines: Vec<Value> = workplace.log().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let addresses: Vec<_> =
            lines.iter().filter(|line| line["target"] == "access").map(|line| line["address"].clone()).collect();
        assert_eq!(addresses, [expected, "192.0.2.7"]);
    }
}
