use std::collections::BTreeMap;

use actix_web::HttpRequest;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{Format, STAGE};

/// The event that a gateway builds from a request.
pub(super) fn of(format: Format, request: &HttpRequest, body: &[u8]) -> Value {
    let mut event = match format {
        Format::V1 => v1(request),
        Format::V2 => v2(request),
        Format::LoadBalancer => load_balancer(request),
    };
    // Gateways pass on JSON as text, whatever it holds; they don't know other types.
    let is_text = request.headers().get("content-type").is_some_and(|value| value == "application/json");
    match (String::from_utf8(body.to_vec()), is_text) {
        (Ok(text), _) if text.is_empty() => {}
        (Ok(text), true) => event["body"] = text.into(),
        _ => {
            event["body"] = STANDARD.encode(body).into();
            event["isBase64Encoded"] = true.into();
        }
    }
    event
}

fn v1(request: &HttpRequest) -> Value {
    let path = request.uri().path();
    let headers = headers(request);
    let last: BTreeMap<_, _> = headers.iter().map(|(name, values)| (name, values.last())).collect();
    let mut parameters = BTreeMap::<_, Vec<_>>::new();
    for (name, value) in form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()) {
        parameters.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let last_parameters: BTreeMap<_, _> = parameters.iter().map(|(name, values)| (name, values.last())).collect();
    let or_null = |is_empty, value| if is_empty { Value::Null } else { value };
    json!({
        "version": "1.0",
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": request.method().as_str(),
        "headers": last,
        "multiValueHeaders": headers,
        "queryStringParameters": or_null(parameters.is_empty(), json!(last_parameters)),
        "multiValueQueryStringParameters": or_null(parameters.is_empty(), json!(parameters)),
        "pathParameters": {"proxy": path.trim_start_matches('/')},
        "stageVariables": null,
        "requestContext": {
            "stage": STAGE,
            "path": format!("/{STAGE}{path}"),
            "httpMethod": request.method().as_str(),
            "identity": {"sourceIp": source(request), "userArn": "arn:aws:iam::000000000000:user/tests"},
        },
        "body": null,
        "isBase64Encoded": false,
    })
}

fn v2(request: &HttpRequest) -> Value {
    let path = format!("/{STAGE}{}", request.uri().path());
    let mut headers = headers(request);
    let cookies: Vec<_> = headers.remove("cookie").into_iter().flatten().collect();
    let cookies: Vec<_> = cookies.iter().flat_map(|line| line.split(';')).map(str::trim).collect();
    let headers: BTreeMap<_, _> = headers.iter().map(|(name, values)| (name, values.join(","))).collect();
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": request.uri().query().unwrap_or_default(),
        "cookies": if cookies.is_empty() { Value::Null } else { json!(cookies) },
        "headers": headers,
        "requestContext": {
            "stage": STAGE,
            "http": {"method": request.method().as_str(), "path": path, "protocol": "HTTP/1.1", "sourceIp": source(request)},
            "authorizer": {"iam": {"userArn": "arn:aws:iam::000000000000:user/tests"}},
        },
        "isBase64Encoded": false,
    })
}

/// Parameters are passed on as the client sent them.
fn load_balancer(request: &HttpRequest) -> Value {
    let mut headers = headers(request);
    let hops = headers.remove("x-forwarded-for").into_iter().flatten().chain([source(request)]);
    headers.insert("x-forwarded-for".to_owned(), vec![hops.collect::<Vec<_>>().join(", ")]);
    let mut parameters = BTreeMap::<_, Vec<_>>::new();
    for pair in request.uri().query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        parameters.entry(name).or_default().push(value);
    }
    json!({
        "requestContext": {"elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:local:000000000000:targetgroup/tranche/0"}},
        "httpMethod": request.method().as_str(),
        "path": request.uri().path(),
        "multiValueQueryStringParameters": parameters,
        "multiValueHeaders": headers,
        "body": "",
        "isBase64Encoded": false,
    })
}

/// Every value of each header, with those that a gateway adds. A byte beyond ASCII reads as a character.
fn headers(request: &HttpRequest) -> BTreeMap<String, Vec<String>> {
    let mut headers = BTreeMap::<String, Vec<String>>::new();
    for (name, value) in request.headers() {
        let value = value.as_bytes().iter().map(|byte| char::from(*byte)).collect();
        headers.entry(name.as_str().to_owned()).or_default().push(value);
    }
    headers.entry("x-forwarded-proto".to_owned()).or_insert_with(|| vec!["http".to_owned()]);
    headers
}

fn source(request: &HttpRequest) -> String {
    request.peer_addr().unwrap().ip().to_string()
}
