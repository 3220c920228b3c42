//! No call reaches the function without IAM.

use serde_json::{Value, json};

use crate::template::Template;

/// Every type of resource that the template may have. Another type could be reachable without IAM, such as a function's
/// own URL or a load balancer, or grant rights, as a role does: review it before you add it.
const KNOWN: [&str; 15] = [
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::ApiMapping",
    "AWS::ApiGatewayV2::DomainName",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CloudWatch::Alarm",
    "AWS::DynamoDB::Table",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
];
const SECRET: &str = "AWS::SecretsManager::Secret";

/// Properties that define an API's routes outside of the template's route resources: a target, a route or a document
/// would make routes without a signature.
const OF_AN_API: [&str; 5] = ["Description", "DisableExecuteApiEndpoint", "Name", "ProtocolType", "Tags"];

fn violations(template: &Template) -> Vec<String> {
    let mut found = Vec::new();
    for section in template.sections().filter(|section| ["Transform", "Mappings", "Hooks"].contains(section)) {
        found.push(format!("{section}: its result is not checked"));
    }
    for resource in template.resources() {
        let name = resource.name;
        match resource.kind {
            "AWS::ApiGatewayV2::Route" if resource.properties["AuthorizationType"] != json!("AWS_IAM") => {
                found.push(format!("{name}: a route without AWS_IAM"));
            }
            "AWS::ApiGatewayV2::Api" => {
                let others = keys(resource.properties).filter(|property| !OF_AN_API.contains(property));
                found.extend(others.map(|property| format!("{name}: {property} of an API")));
            }
            "AWS::Lambda::Permission" if !is_of_this_stack(resource.properties) => {
                found.push(format!("{name}: another principal may call the function"));
            }
            kind if kind != SECRET && !KNOWN.contains(&kind) => found.push(format!("{name}: {kind} is not known")),
            _ => {}
        }
    }
    found
}

fn keys(object: &Value) -> impl Iterator<Item = &str> {
    object.as_object().unwrap().keys().map(String::as_str)
}

/// Whether the API of the template, or its schedule, may call, and nothing else.
fn is_of_this_stack(permission: &Value) -> bool {
    let api = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/$default";
    let expected = match permission["Principal"].as_str() {
        Some("apigateway.amazonaws.com") => json!({"Fn::Sub": api}),
        Some("events.amazonaws.com") => json!({"Fn::GetAtt": "Background.Arn"}),
        _ => return false,
    };
    permission["SourceArn"] == expected && permission["Action"] == json!("lambda:InvokeFunction")
}

#[test]
fn every_call_is_signed() {
    assert_eq!(violations(&Template::real()), [""; 0]);
    assert_eq!(Template::real().resources_of("AWS::ApiGatewayV2::Route").count(), 1);
}

#[test]
fn a_route_that_asks_for_no_signature_is_seen() {
    for other in
        ["AuthorizationType: NONE", "AuthorizationType: JWT", "AuthorizationType: !Ref Tracing", "OperationName: x"]
    {
        let template = Template::with([("AuthorizationType: AWS_IAM", other)]);
        assert_eq!(violations(&template), ["Route: a route without AWS_IAM"], "{other}");
    }
    let another = "Another: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /livez } }";
    assert_eq!(violations(&Template::with_resource(another)), ["Another: a route without AWS_IAM"]);
}

#[test]
fn a_way_around_the_routes_is_seen() {
    for (resource, violation) in [
        ("Url: { Type: AWS::Lambda::Url }", "Url: AWS::Lambda::Url is not known"),
        ("Old: { Type: AWS::ApiGateway::RestApi }", "Old: AWS::ApiGateway::RestApi is not known"),
        (
            "Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: q, Target: !GetAtt Function.Arn } }",
            "Quick: Target of an API",
        ),
        (
            "Open: { Type: AWS::Lambda::Permission, Properties: { Action: lambda:InvokeFunction, Principal: '*' } }",
            "Open: another principal may call the function",
        ),
    ] {
        assert_eq!(violations(&Template::with_resource(resource)), [violation]);
    }
    let of_the_api = Template::with([("SourceArn: !GetAtt Background.Arn", "SourceArn: !GetAtt Api.Arn")]);
    assert_eq!(violations(&of_the_api), ["BackgroundCallsFunction: another principal may call the function"]);
    let transformed = Template::with([("\nResources:\n", "\nTransform: AWS::Serverless-2016-10-31\nResources:\n")]);
    assert_eq!(violations(&transformed), ["Transform: its result is not checked"]);
}
