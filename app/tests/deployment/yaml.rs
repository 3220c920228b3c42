use saphyr::{LoadableYamlNode, ScalarOwned, YamlOwned};
use serde_json::{Map, Value, json};

/// The documents of a YAML file; the tags of `CloudFormation` are its functions.
#[track_caller]
pub(crate) fn documents(text: &str) -> Vec<Value> {
    YamlOwned::load_from_str(text).unwrap().iter().map(to_json).collect()
}

fn to_json(node: &YamlOwned) -> Value {
    match node {
        YamlOwned::Value(scalar) => match scalar {
            ScalarOwned::Null => Value::Null,
            ScalarOwned::Boolean(value) => json!(value),
            ScalarOwned::Integer(value) => json!(value),
            ScalarOwned::FloatingPoint(value) => json!(value.0),
            ScalarOwned::String(value) => json!(value),
        },
        YamlOwned::Sequence(nodes) => nodes.iter().map(to_json).collect(),
        YamlOwned::Mapping(entries) => {
            let entry = |(key, value): (&YamlOwned, &YamlOwned)| (key.as_str().unwrap().to_owned(), to_json(value));
            Value::Object(entries.iter().map(entry).collect::<Map<_, _>>())
        }
        YamlOwned::Tagged(tag, node) => {
            let name = match tag.suffix.as_str() {
                name @ ("Ref" | "Condition") => name.to_owned(),
                name => format!("Fn::{name}"),
            };
            json!({ name: to_json(node) })
        }
        YamlOwned::Representation(..) | YamlOwned::Alias(_) | YamlOwned::BadValue => {
            panic!("there is no such value: {node:?}")
        }
    }
}
