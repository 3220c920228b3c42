//! The firewall in front of the API passes requests on as they were signed, and keeps no response.

use serde_json::{Value, json};

use crate::template::Template;

/// The managed policies of `CloudFront`: one that caches nothing, and one that passes everything on.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";

fn distribution() -> Value {
    Template::firewall().sole("AWS::CloudFront::Distribution").properties["DistributionConfig"].clone()
}

#[test]
fn every_request_passes_the_firewall_as_it_was_signed() {
    let distribution = distribution();
    assert_eq!(distribution["WebACLId"], json!({"Fn::GetAtt": "Firewall.Arn"}));
    assert!(distribution["CacheBehaviors"].is_null(), "one rule for all paths");
    let behavior = &distribution["DefaultCacheBehavior"];
    assert_eq!(behavior["OriginRequestPolicyId"], ALL_VIEWER);
    assert_eq!(behavior["AllowedMethods"].as_array().unwrap().len(), 7);
    assert_eq!(behavior["ViewerProtocolPolicy"], "https-only");
}

#[test]
fn no_response_is_cached_or_compressed() {
    let behavior = &distribution()["DefaultCacheBehavior"];
    assert_eq!(behavior["CachePolicyId"], CACHING_DISABLED);
    assert_eq!(behavior["Compress"], false);
}

#[test]
fn bodies_that_the_server_takes_are_not_blocked() {
    let template = Template::firewall();
    let rules = template.sole("AWS::WAFv2::WebACL").properties["Rules"].clone();
    let common = &rules[2]["Statement"]["ManagedRuleGroupStatement"];
    assert_eq!(common["Name"], "AWSManagedRulesCommonRuleSet");
    let overrides = common["RuleActionOverrides"].as_array().unwrap();
    assert!(overrides.contains(&json!({"Name": "SizeRestrictions_BODY", "ActionToUse": {"Count": {}}})));
}
