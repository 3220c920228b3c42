use super::arn::{Arn, Service};

/// Partitions of AWS, and what the host names of their services end with: reached by IPv4, and by IPv4 and IPv6.
///
/// AWS General Reference, "AWS service endpoints"; the table `partitions.json` of the SDKs.
const PARTITIONS: [(&str, &str, &str); 8] = [
    ("aws", "amazonaws.com", "api.aws"),
    ("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    ("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu"),
    ("aws-iso", "c2s.ic.gov", "api.aws.ic.gov"),
    ("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud"),
    ("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
    ("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
    ("aws-us-gov", "amazonaws.com", "api.aws"),
];

/// What an environment asks of the endpoints of AWS.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    /// Cryptography that is validated by FIPS 140.
    pub(super) fips: bool,
    /// Addresses of IPv4 and of IPv6.
    pub(super) dual_stack: bool,
}

/// The URL of the service that keeps this secret; none in a partition that is not known.
pub(super) fn endpoint(arn: Arn<'_>, wanted: Wanted) -> Option<String> {
    let (_, ipv4, dual_stack) = PARTITIONS.into_iter().find(|(partition, ..)| *partition == arn.partition)?;
    let suffix = if wanted.dual_stack { dual_stack } else { ipv4 };
    // Systems Manager has no host name of its own for it in GovCloud, where each is validated.
    let is_validated_anyway =
        arn.service == Service::SystemsManager && arn.partition == "aws-us-gov" && !wanted.dual_stack;
    let fips = if wanted.fips && !is_validated_anyway { "-fips" } else { "" };
    Some(format!("https://{}{fips}.{}.{suffix}", arn.service.as_str(), arn.region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_partition_has_its_host_names() {
        let plain = Wanted::default();
        let (fips, dual_stack) = (Wanted { fips: true, ..plain }, Wanted { dual_stack: true, ..plain });
        let both = Wanted { fips: true, dual_stack: true };
        for (arn, wanted, expected) in [
            ("arn:aws:ssm:eu-west-1:1:parameter/a", plain, "https://ssm.eu-west-1.amazonaws.com"),
            ("arn:aws:ssm:us-east-1:1:parameter/a", fips, "https://ssm-fips.us-east-1.amazonaws.com"),
            ("arn:aws:ssm:us-east-1:1:parameter/a", both, "https://ssm-fips.us-east-1.api.aws"),
            ("arn:aws-us-gov:ssm:us-gov-west-1:1:parameter/a", fips, "https://ssm.us-gov-west-1.amazonaws.com"),
            ("arn:aws-us-gov:ssm:us-gov-west-1:1:parameter/a", both, "https://ssm-fips.us-gov-west-1.api.aws"),
            (
                "arn:aws-us-gov:secretsmanager:us-gov-west-1:1:secret:a",
                fips,
                "https://secretsmanager-fips.us-gov-west-1.amazonaws.com",
            ),
            (
                "arn:aws-cn:secretsmanager:cn-north-1:1:secret:a",
                dual_stack,
                "https://secretsmanager.cn-north-1.api.amazonwebservices.com.cn",
            ),
        ] {
            assert_eq!(endpoint(Arn::parse(arn).unwrap(), wanted).as_deref(), Some(expected), "{arn}");
        }
        assert_eq!(endpoint(Arn::parse("arn:aws-moon:ssm:x:1:parameter/a").unwrap(), plain), None);
    }
}
