//! Reads a secret from the service that keeps it. An SDK for this one call takes minutes to compile, so the call is made of what
//! is there anyway: credentials and signature of the SDK, and the HTTP client that exports spans.

use std::time::{Duration, SystemTime};

use application::ErrorChain;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::ProvideCredentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4::SigningParams,
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use serde::Deserialize;
use serde_json::json;
use tokio::{task::spawn_blocking, time};
use ureq::http::Request;

use super::{
    arn::{Arn, Service},
    endpoint::{Wanted, endpoint},
};
use crate::https;

/// The timeout for fetching one secret, all tries together.
const TIMEOUT: Duration = Duration::from_secs(4);
/// How often a call is tried whose failure may pass.
const TRIES: u32 = 3;
/// The pause after the first failure; it doubles.
const PAUSE: Duration = Duration::from_millis(100);
/// A parameter has 8 KiB at most, a secret 64 KiB; JSON writes a byte in six at most.
const LONGEST_ANSWER: u64 = 512 * 1024;

/// Why a try failed.
struct Failure {
    reason: String,
    /// Whether the next try may succeed.
    may_pass: bool,
}

/// The text of the secret.
pub(super) async fn fetch(arn: Arn<'_>) -> Result<String, String> {
    let tries = async {
        let config = configuration(arn.region).await;
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match call(arn, &config).await {
                Err(failure) if failure.may_pass => time::sleep(pause).await,
                outcome => return outcome,
            }
            pause *= 2;
        }
        call(arn, &config).await
    };
    let outcome = time::timeout(TIMEOUT, tries).await;
    outcome.map_err(|_| format!("no answer within {} s", TIMEOUT.as_secs()))?.map_err(|failure| failure.reason)
}

async fn configuration(region: &str) -> SdkConfig {
    // For credentials that do not lie in the environment.
    let client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let region = Region::new(region.to_owned());
    aws_config::defaults(BehaviorVersion::v2026_01_12()).http_client(client).region(region).load().await
}

async fn call(arn: Arn<'_>, config: &SdkConfig) -> Result<String, Failure> {
    let request = signed(arn, config).await.map_err(|reason| Failure { reason, may_pass: false })?;
    let answer = spawn_blocking(move || send(request)).await.map_err(|error| passing(error.to_string()))?;
    let (status, body) = answer.map_err(|error| passing(ErrorChain(&error).to_string()))?;
    read(arn.service, status, &body)
}

/// The request with its signature: Signature Version 4 of AWS.
async fn signed(arn: Arn<'_>, config: &SdkConfig) -> Result<Request<Vec<u8>>, String> {
    let provider = config.credentials_provider().ok_or("there are no credentials of AWS")?;
    let credentials = provider.provide_credentials().await.map_err(|error| ErrorChain(&error).to_string())?;
    let wanted =
        Wanted { fips: config.use_fips().unwrap_or_default(), dual_stack: config.use_dual_stack().unwrap_or_default() };
    let url = match config.endpoint_url() {
        Some(url) => url.to_owned(),
        None => endpoint(arn, wanted).ok_or_else(|| format!("`{}` is not a known partition of AWS", arn.partition))?,
    };
    let (target, body) = match arn.service {
        Service::SecretsManager => ("secretsmanager.GetSecretValue", json!({ "SecretId": arn.text })),
        Service::SystemsManager => ("AmazonSSM.GetParameter", json!({ "Name": arn.text, "WithDecryption": true })),
    };
    let body = body.to_string().into_bytes();
    let headers = [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", target)];
    #[expect(clippy::disallowed_methods, reason = "AWS compares the time of a signature with its own")]
    let now = SystemTime::now();
    let identity = credentials.into();
    let parameters = SigningParams::builder()
        .identity(&identity)
        .region(arn.region)
        .name(arn.service.as_str())
        .time(now)
        .settings(SigningSettings::default())
        .build()
        .map_err(|error| ErrorChain(&error).to_string())?
        .into();
    let signable = SignableRequest::new("POST", url.as_str(), headers.into_iter(), SignableBody::Bytes(&body));
    let signature = signable.and_then(|signable| sign(signable, &parameters));
    let (instructions, _) = signature.map_err(|error| ErrorChain(&error).to_string())?.into_parts();
    let request = Request::post(url.as_str());
    let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
    let mut request = request.body(body).map_err(|error| error.to_string())?;
    instructions.apply_to_request_http1x(&mut request);
    Ok(request)
}

fn send(request: Request<Vec<u8>>) -> Result<(u16, Vec<u8>), ureq::Error> {
    let mut response = https::agent(TIMEOUT).run(request)?;
    let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec()?;
    Ok((response.status().as_u16(), body))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    secret_string: Option<String>,
    parameter: Option<Parameter>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameter {
    value: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Refused {
    #[serde(rename = "__type")]
    kind: String,
    #[serde(alias = "Message")]
    message: String,
}

fn read(service: Service, status: u16, body: &[u8]) -> Result<String, Failure> {
    if status != 200 {
        return Err(refused(status, &serde_json::from_slice(body).unwrap_or_default()));
    }
    let lasting = |reason: String| Failure { reason, may_pass: false };
    // The error of the parser may repeat a part of the secret.
    let answer: Answer =
        serde_json::from_slice(body).map_err(|_| lasting("its answer is not understood".to_owned()))?;
    match service {
        Service::SecretsManager => answer.secret_string,
        Service::SystemsManager => answer.parameter.and_then(|parameter| parameter.value),
    }
    .ok_or_else(|| lasting("it holds no text".to_owned()))
}

fn refused(status: u16, Refused { kind, message }: &Refused) -> Failure {
    // A kind may stand behind the name of its model: `com.amazonaws.ssm#ParameterNotFound`.
    let kind = kind.rsplit('#').next().unwrap_or_default();
    let may_pass = status >= 500 || status == 429 || ["ThrottlingException", "Throttling"].contains(&kind);
    Failure { reason: format!("{status} {kind}: {message}"), may_pass }
}

const fn passing(reason: String) -> Failure {
    Failure { reason, may_pass: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(service: Service, status: u16, body: &str) -> Result<String, (String, bool)> {
        read(service, status, body.as_bytes()).map_err(|failure| (failure.reason, failure.may_pass))
    }

    #[test]
    fn a_secret_is_read_from_the_answer_of_its_service() {
        let secret = r#"{"ARN": "a", "SecretString": "canary", "VersionStages": ["AWSCURRENT"]}"#;
        assert_eq!(outcome(Service::SecretsManager, 200, secret), Ok("canary".to_owned()));
        let parameter = r#"{"Parameter": {"Name": "a", "Value": "canary", "Version": 1}}"#;
        assert_eq!(outcome(Service::SystemsManager, 200, parameter), Ok("canary".to_owned()));
    }

    #[test]
    fn an_answer_without_text_is_refused_without_being_repeated() {
        let binary = r#"{"SecretBinary": "Y2FuYXJ5"}"#;
        assert_eq!(outcome(Service::SecretsManager, 200, binary), Err(("it holds no text".to_owned(), false)));
        let broken = r#"{"SecretString": "canary""#;
        let expected = Err(("its answer is not understood".to_owned(), false));
        assert_eq!(outcome(Service::SecretsManager, 200, broken), expected);
    }

    #[test]
    fn only_a_failure_that_may_pass_is_tried_again() {
        for (status, body, reason, may_pass) in [
            (400, r#"{"__type": "ParameterNotFound", "message": "No."}"#, "400 ParameterNotFound: No.", false),
            (400, r#"{"__type": "x#ThrottlingException", "Message": "Slow."}"#, "400 ThrottlingException: Slow.", true),
            (429, "", "429 : ", true),
            (500, "<html>", "500 : ", true),
        ] {
            assert_eq!(outcome(Service::SystemsManager, status, body), Err((reason.to_owned(), may_pass)));
        }
    }
}
