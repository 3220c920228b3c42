/// The ARN of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arn<'a> {
    pub(super) text: &'a str,
    pub(super) partition: &'a str,
    pub(super) service: Service,
    pub(super) region: &'a str,
}

/// A service of AWS that keeps secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    SecretsManager,
    SystemsManager,
}

impl<'a> Arn<'a> {
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let ("arn", partition, service, region) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?) else {
            return None;
        };
        let (_account, resource) = (parts.next()?, parts.next()?);
        let service = match service {
            "secretsmanager" if resource.starts_with("secret:") => Service::SecretsManager,
            "ssm" if resource.starts_with("parameter/") => Service::SystemsManager,
            _ => return None,
        };
        Some(Self { text, partition, service, region })
    }
}

impl Service {
    /// The name in ARNs, host names and signatures.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::SecretsManager => "secretsmanager",
            Self::SystemsManager => "ssm",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_parameters_are_distinguished_by_their_arn() {
        let read = |text| Arn::parse(text).map(|arn| (arn.service, arn.partition, arn.region));
        assert_eq!(
            read("arn:aws:secretsmanager:eu-central-1:123456789012:secret:tranche/jwt-AbCdEf"),
            Some((Service::SecretsManager, "aws", "eu-central-1"))
        );
        assert_eq!(
            read("arn:aws-us-gov:ssm:us-gov-east-1:123456789012:parameter/tranche/jwt"),
            Some((Service::SystemsManager, "aws-us-gov", "us-gov-east-1"))
        );
        for text in ["", "tranche/jwt", "arn:aws:s3:::bucket", "arn:aws:ssm:x:1:document/y", "arn:aws:secretsmanager:x"]
        {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
