use std::collections::BTreeMap;

use serde::Deserialize;

/// What the function is invoked with. Of each event, only what is used is read: an event that has more, or a header that is
/// none, is no reason to fail.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Event {
    /// A request to an HTTP API, in its own format.
    V2(V2),
    /// A request to a REST API, or to an HTTP API that speaks the older format.
    V1(V1),
    /// What the schedule sends.
    Background(ScheduledWork),
}

/// Version 2.0 of the format of API Gateway.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V2 {
    pub(super) raw_path: String,
    #[serde(default)]
    pub(super) raw_query_string: String,
    /// The cookies of all `Cookie` headers, which are not among the headers.
    #[serde(default)]
    pub(super) cookies: Option<Vec<String>>,
    /// A header that came more than once has its values joined by commas.
    #[serde(default)]
    pub(super) headers: BTreeMap<String, String>,
    pub(super) request_context: V2Context,
    #[serde(default)]
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) is_base64_encoded: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct V2Context {
    #[serde(default)]
    pub(super) stage: String,
    pub(super) http: V2Http,
    #[serde(default)]
    pub(super) authorizer: Option<Authorizer>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V2Http {
    pub(super) method: String,
    #[serde(default)]
    pub(super) source_ip: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Authorizer {
    #[serde(default)]
    pub(super) iam: Option<Iam>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Iam {
    #[serde(default)]
    pub(super) user_arn: Option<String>,
}

/// Version 1.0 of the format of API Gateway.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V1 {
    pub(super) path: String,
    pub(super) http_method: String,
    /// The last value of each header.
    #[serde(default)]
    pub(super) headers: Option<BTreeMap<String, String>>,
    /// Every value of each header.
    #[serde(default)]
    pub(super) multi_value_headers: Option<BTreeMap<String, Vec<String>>>,
    /// Every value of each parameter, its percent-encoding undone.
    #[serde(default)]
    pub(super) multi_value_query_string_parameters: Option<BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    pub(super) query_string_parameters: Option<BTreeMap<String, String>>,
    pub(super) request_context: V1Context,
    #[serde(default)]
    pub(super) body: Option<String>,
    #[serde(default)]
    pub(super) is_base64_encoded: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct V1Context {
    #[serde(default)]
    pub(super) stage: Option<String>,
    /// The path as the client sent it, with the stage.
    #[serde(default)]
    pub(super) path: Option<String>,
    #[serde(default)]
    pub(super) identity: V1Identity,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V1Identity {
    #[serde(default)]
    pub(super) source_ip: Option<String>,
    #[serde(default)]
    pub(super) user_arn: Option<String>,
}

/// `{"tranche": "background"}`.
#[derive(Debug, Deserialize)]
pub(super) struct ScheduledWork {
    #[serde(rename = "tranche")]
    _work: BackgroundWork,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BackgroundWork {
    Background,
}
