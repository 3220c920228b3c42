//! The formats of requests.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Version 2.0 of the format of API Gateway.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct V2 {
    /// Method and pattern of the matched route, or `$default`.
    pub(super) route_key: String,
    /// With the name of the stage, unless that is `$default`.
    pub(super) raw_path: String,
    pub(super) raw_query_string: String,
    /// The cookies of all `Cookie` headers, which are not among the headers.
    pub(super) cookies: Vec<String>,
    /// A header that came more than once has its values joined by commas.
    pub(super) headers: BTreeMap<String, String>,
    /// The values of the parameters in the route's pattern.
    pub(super) path_parameters: BTreeMap<String, String>,
    pub(super) request_context: V2Context,
    pub(super) body: Option<String>,
    pub(super) is_base64_encoded: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct V2Context {
    pub(super) stage: String,
    pub(super) http: V2Http,
    pub(super) authorizer: Authorizer,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct V2Http {
    pub(super) method: String,
    pub(super) source_ip: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Authorizer {
    pub(super) iam: Iam,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Iam {
    pub(super) user_arn: Option<String>,
}

/// Version 1.0 of the format of API Gateway, of which the format of load balancers is a part.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct V1 {
    /// Only an HTTP API sends it.
    pub(super) version: Option<String>,
    /// The pattern of the matched resource.
    pub(super) resource: String,
    pub(super) path: String,
    pub(super) http_method: String,
    /// The last value of each header.
    pub(super) headers: BTreeMap<String, String>,
    /// Every value of each header.
    pub(super) multi_value_headers: BTreeMap<String, Vec<String>>,
    /// The last value of each parameter: decoded, but as the client sent it where a load balancer passes it on.
    pub(super) query_string_parameters: BTreeMap<String, String>,
    /// Every value of each parameter, in the same form.
    pub(super) multi_value_query_string_parameters: BTreeMap<String, Vec<String>>,
    /// The values of the parameters in the resource's pattern.
    pub(super) path_parameters: BTreeMap<String, String>,
    pub(super) request_context: V1Context,
    pub(super) body: Option<String>,
    pub(super) is_base64_encoded: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct V1Context {
    pub(super) stage: String,
    /// The path as the client sent it, with the stage.
    pub(super) path: String,
    pub(super) identity: V1Identity,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct V1Identity {
    pub(super) source_ip: Option<String>,
    pub(super) user_arn: Option<String>,
}
