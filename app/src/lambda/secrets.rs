use std::{
    ffi::OsString,
    fs::File,
    io::{self, Write},
    os::fd::AsRawFd,
    time::Duration,
};

use application::ErrorChain;
use aws_config::{BehaviorVersion, Region, SdkConfig, timeout::TimeoutConfig};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use rustix::fs::{MemfdFlags, memfd_create};
use thiserror::Error;

use crate::configuration::trim;

/// The suffix of a variable that names a secret of AWS, instead of `_FILE`.
const SUFFIX: &str = "_ARN";
const FILE_SUFFIX: &str = "_FILE";
/// The timeout for fetching one secret.
const TIMEOUT: Duration = Duration::from_secs(4);

/// Why a secret can't be fetched. The error has its name alone, never its value.
#[derive(Debug, Error)]
#[error("{variable}: {reason}")]
pub(super) struct NoSecret {
    variable: String,
    reason: String,
}

/// Files in the memory of this process, one for each secret.
pub(super) struct SecretFiles(#[expect(dead_code, reason = "a file lasts as long as it is open")] Vec<File>);

/// Fetches each secret that a variable such as `TRANCHE_SECURITY__JWT_SECRET_ARN` names into a file, and sets
/// `TRANCHE_SECURITY__JWT_SECRET_FILE` to its path: once in the life of an environment.
pub(super) async fn fetch(environment: &mut [(OsString, OsString)]) -> Result<SecretFiles, NoSecret> {
    let mut files = Vec::new();
    for (name, value) in environment {
        let Some(variable) = name.to_str().filter(|name| is_named_by_arn(name)) else { continue };
        let failed = |reason: String| NoSecret { variable: variable.to_owned(), reason };
        let arn = value.to_str().map(trim).and_then(Arn::parse).ok_or_else(|| {
            failed("must be the ARN of a secret of Secrets Manager or of a parameter of Systems Manager".to_owned())
        })?;
        let secret = arn.fetch().await.map_err(failed)?;
        let file = in_memory(&secret).map_err(|error| failed(error.to_string()))?;
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        *name = variable.trim_end_matches(SUFFIX).to_owned().into();
        name.push(FILE_SUFFIX);
        *value = path.into();
        files.push(file);
    }
    Ok(SecretFiles(files))
}

fn is_named_by_arn(variable: &str) -> bool {
    variable.starts_with("TRANCHE_") && variable.ends_with(SUFFIX)
}

/// A file in memory alone.
fn in_memory(content: &str) -> io::Result<File> {
    let mut file = File::from(memfd_create("secret", MemfdFlags::CLOEXEC)?);
    file.write_all(content.as_bytes())?;
    Ok(file)
}

/// The ARN of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Arn<'a> {
    text: &'a str,
    region: &'a str,
    service: Service,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Service {
    SecretsManager,
    SystemsManager,
}

impl<'a> Arn<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let ("arn", _partition, service, region) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?) else {
            return None;
        };
        let (_account, resource) = (parts.next()?, parts.next()?);
        let service = match service {
            "secretsmanager" if resource.starts_with("secret:") => Service::SecretsManager,
            "ssm" if resource.starts_with("parameter/") => Service::SystemsManager,
            _ => return None,
        };
        Some(Self { text, region, service })
    }

    async fn fetch(self) -> Result<String, String> {
        let config = configuration(self.region).await;
        match self.service {
            Service::SecretsManager => {
                let client = aws_sdk_secretsmanager::Client::new(&config);
                let found = client.get_secret_value().secret_id(self.text).send().await;
                found.map_err(|error| ErrorChain(&error).to_string())?.secret_string
            }
            Service::SystemsManager => {
                let client = aws_sdk_ssm::Client::new(&config);
                let found = client.get_parameter().name(self.text).with_decryption(true).send().await;
                found.map_err(|error| ErrorChain(&error).to_string())?.parameter.and_then(|parameter| parameter.value)
            }
        }
        .ok_or_else(|| "it holds no text".to_owned())
    }
}

async fn configuration(region: &str) -> SdkConfig {
    let client = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    aws_config::defaults(BehaviorVersion::v2026_01_12())
        .http_client(client)
        .region(Region::new(region.to_owned()))
        .timeout_config(TimeoutConfig::builder().operation_timeout(TIMEOUT).build())
        .load()
        .await
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn secrets_and_parameters_are_distinguished_by_their_arn() {
        let read = |text| Arn::parse(text).map(|arn| (arn.service, arn.region));
        assert_eq!(
            read("arn:aws:secretsmanager:eu-central-1:123456789012:secret:tranche/jwt-AbCdEf"),
            Some((Service::SecretsManager, "eu-central-1"))
        );
        assert_eq!(
            read("arn:aws-us-gov:ssm:us-gov-east-1:123456789012:parameter/tranche/jwt"),
            Some((Service::SystemsManager, "us-gov-east-1"))
        );
        for text in ["", "tranche/jwt", "arn:aws:s3:::bucket", "arn:aws:ssm:x:1:document/y", "arn:aws:secretsmanager:x"]
        {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_secret_in_memory_is_read_by_its_path() {
        let file = in_memory("canary").unwrap();
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        assert_eq!(fs::read_to_string(&path).unwrap(), "canary");
        assert_eq!(fs::read_to_string(&path).unwrap(), "canary");
    }
}
