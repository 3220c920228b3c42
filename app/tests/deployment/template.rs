use serde_json::Value;

use crate::yaml::documents;

/// The template as AWS reads it: `!Sub x` is `{"Fn::Sub": "x"}`.
#[derive(Clone, Debug)]
pub(crate) struct Template(Value);

/// One resource of a template.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resource<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) whole: &'a Value,
    pub(crate) properties: &'a Value,
}

const TEXT: &str = include_str!("../../../deploy/aws/template.yaml");
const FIREWALL: &str = include_str!("../../../deploy/aws/firewall.yaml");

impl Template {
    /// The deployed template.
    pub(crate) fn real() -> Self {
        Self::parse(TEXT)
    }

    /// The template of the firewall in front of it.
    pub(crate) fn firewall() -> Self {
        Self::parse(FIREWALL)
    }

    /// The deployed template with one or more lines replaced, each of which it has once.
    #[track_caller]
    pub(crate) fn with<const N: usize>(changes: [(&str, &str); N]) -> Self {
        let text = changes.into_iter().fold(TEXT.to_owned(), |text, (old, new)| {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            text.replace(old, new)
        });
        Self::parse(&text)
    }

    /// The deployed template with one resource added.
    pub(crate) fn with_resource(text: &str) -> Self {
        let lines: Vec<_> = text.lines().map(|line| format!("  {line}\n")).collect();
        Self::with([("\nResources:\n", &format!("\nResources:\n{}\n", lines.concat()))])
    }

    fn parse(text: &str) -> Self {
        let [whole] = documents(text).try_into().unwrap();
        Self(whole)
    }

    /// The sections.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &str> {
        self.0.as_object().unwrap().keys().map(String::as_str)
    }

    /// The pattern of a parameter, if it has one.
    pub(crate) fn pattern_of(&self, parameter: &str) -> Option<&str> {
        self.0["Parameters"][parameter]["AllowedPattern"].as_str()
    }

    /// Every resource.
    pub(crate) fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        self.0["Resources"].as_object().unwrap().iter().map(|(name, whole)| Resource {
            name,
            kind: whole["Type"].as_str().unwrap(),
            whole,
            properties: &whole["Properties"],
        })
    }

    /// The resources of one type.
    pub(crate) fn resources_of(&self, kind: &str) -> impl Iterator<Item = Resource<'_>> {
        self.resources().filter(move |resource| resource.kind == kind)
    }

    /// The only resource of its type.
    pub(crate) fn sole(&self, kind: &str) -> Resource<'_> {
        let all: Vec<_> = self.resources_of(kind).collect();
        assert_eq!(all.len(), 1, "{kind}");
        all[0]
    }
}

#[test]
fn tags_are_read_as_functions() {
    let template = Template::parse("Resources: { A: { Type: T, Properties: { B: !If [C, !GetAtt D.Arn, !Ref E] } } }");
    let expected = serde_json::json!({"B": {"Fn::If": ["C", {"Fn::GetAtt": "D.Arn"}, {"Ref": "E"}]}});
    assert_eq!(template.sole("T").properties, &expected);
}
