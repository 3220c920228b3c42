use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    node::Node,
    operation::{Key, Operation, Webhook},
};

/// The methods that a path may have.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Members whose content is data, in which `$ref` means nothing.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

/// Members whose own members are named by the author: a property may be called `example`.
const NAMES: [&str; 5] = ["properties", "patternProperties", "dependentSchemas", "$defs", "schemas"];

/// An OpenAPI 3.1 document that can be compared.
#[derive(Debug)]
pub struct Document(Value);

/// Why a document can't be compared. What could only be compared in part is refused, so that no break is missed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It can't be parsed.
    #[error("it is not JSON: {0}; write the OpenAPI document as JSON")]
    NotJson(String),
    /// It is of another version, in which the same words mean other things.
    #[error("`openapi` is {0}; rules are written for 3.1 alone")]
    OtherVersion(String),
    /// A reference leads nowhere, to another document, or back to itself.
    #[error(
        "`$ref` at {pointer} is {reference:?}; a reference must lead to a place in the document, as \"#/components/...\" does"
    )]
    DeadReference {
        /// Where the reference stands.
        pointer: String,
        /// What it says.
        reference: String,
    },
    /// An operation has callbacks, for which there are no rules.
    #[error("{0} are callbacks, for which there are no rules; declare them as `webhooks`, or add rules")]
    Callbacks(String),
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`DocumentError`], whichever applies first.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let root = serde_json::from_str(text).map_err(|error| DocumentError::NotJson(error.to_string()))?;
        Self::new(root)
    }

    /// Takes a document that was read already.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] but [`NotJson`](DocumentError::NotJson).
    pub fn new(root: Value) -> Result<Self, DocumentError> {
        let version = root.get("openapi").and_then(Value::as_str).unwrap_or("missing");
        if !version.starts_with("3.1.") {
            return Err(DocumentError::OtherVersion(version.to_owned()));
        }
        check_references(&Node::root(&root), false)?;
        let document = Self(root);
        let items = ["paths", "webhooks"].into_iter().flat_map(|key| document.items(key));
        for (_, _, operation) in items.flat_map(|(_, item)| methods(&item).collect::<Vec<_>>()) {
            if let Some(callbacks) = operation.child("callbacks") {
                return Err(DocumentError::Callbacks(callbacks.pointer().to_owned()));
            }
        }
        Ok(document)
    }

    /// The operations, by method and path.
    pub(crate) fn operations(&self) -> BTreeMap<Key, Operation<'_>> {
        let root = Node::root(&self.0);
        let operations = self.items("paths").into_iter().flat_map(|(path, item)| {
            let operations = methods(&item).map(|(method, item, node)| Operation::new(method, path, &root, item, node));
            operations.collect::<Vec<_>>()
        });
        operations.map(|operation| (operation.key(), operation)).collect()
    }

    /// The webhooks, by name and method.
    pub(crate) fn webhooks(&self) -> BTreeMap<String, Webhook<'_>> {
        let webhooks = self.items("webhooks").into_iter().flat_map(|(name, item)| {
            methods(&item).map(|(method, item, node)| Webhook::new(method, name, item, node)).collect::<Vec<_>>()
        });
        webhooks.map(|webhook| (webhook.name.clone(), webhook)).collect()
    }

    /// The path items below a member of the root.
    fn items(&self, key: &str) -> Vec<(&str, Node<'_>)> {
        let items = Node::root(&self.0).get(key);
        items.iter().flat_map(Node::entries).map(|(name, item)| (name, item.resolved())).collect()
    }
}

fn methods<'n, 'a>(item: &'n Node<'a>) -> impl Iterator<Item = (&'static str, Node<'a>, Node<'a>)> + use<'n, 'a> {
    METHODS.iter().filter_map(|method| Some((*method, item.clone(), item.get(method)?)))
}

/// Fails at the first reference that leads nowhere. The members of `node` are keywords unless their names are the author's.
fn check_references(node: &Node<'_>, has_names: bool) -> Result<(), DocumentError> {
    if !has_names && let Some(reference) = node.text("$ref") {
        let mut target = node.clone();
        // A chain that is longer than this is a circle.
        for _ in 0..64 {
            if target.text("$ref").is_none() {
                break;
            }
            target = target.reference().ok_or_else(|| dead(node, reference))?;
        }
        if target.text("$ref").is_some() {
            return Err(dead(node, reference));
        }
    }
    for (key, child) in node.entries() {
        if has_names || !DATA.contains(&key) {
            check_references(&child, !has_names && NAMES.contains(&key))?;
        }
    }
    node.elements().try_for_each(|element| check_references(&element, false))
}

fn dead(node: &Node<'_>, reference: &str) -> DocumentError {
    DocumentError::DeadReference { pointer: node.pointer().to_owned(), reference: reference.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Document, DocumentError};

    fn refusal(document: serde_json::Value) -> DocumentError {
        Document::new(document).unwrap_err()
    }

    #[test]
    fn another_version_is_refused() {
        assert_eq!(refusal(json!({"openapi": "3.0.3"})), DocumentError::OtherVersion("3.0.3".to_owned()));
        assert_eq!(refusal(json!({"swagger": "2.0"})), DocumentError::OtherVersion("missing".to_owned()));
        assert!(matches!(Document::parse("openapi: 3.1.0"), Err(DocumentError::NotJson(_))));
    }

    #[test]
    fn a_reference_that_leads_nowhere_or_in_a_circle_or_away_is_refused() {
        for reference in ["#/components/schemas/B", "#/components/schemas/A", "other.json#/A", "#anchor"] {
            let document = json!({"openapi": "3.1.0", "components": {"schemas": {"A": {"$ref": reference}}}});
            let (pointer, reference) = ("/components/schemas/A".to_owned(), reference.to_owned());
            assert_eq!(refusal(document), DocumentError::DeadReference { pointer, reference });
        }
    }

    #[test]
    fn what_looks_like_a_reference_in_data_is_none() {
        let schema = json!({"example": {"$ref": "nowhere"}, "properties": {"$ref": {"type": "string"}}});
        assert!(Document::new(json!({"openapi": "3.1.0", "components": {"schemas": {"A": schema}}})).is_ok());
        let named = json!({"properties": {"example": {"$ref": "#/nowhere"}}});
        let pointer = "/components/schemas/A/properties/example".to_owned();
        assert_eq!(
            refusal(json!({"openapi": "3.1.0", "components": {"schemas": {"A": named}}})),
            DocumentError::DeadReference { pointer, reference: "#/nowhere".to_owned() }
        );
    }

    #[test]
    fn callbacks_are_refused_rather_than_passed_over() {
        let operation = json!({"callbacks": {"done": {}}, "responses": {}});
        let document = json!({"openapi": "3.1.0", "paths": {"/jobs": {"post": operation}}});
        assert_eq!(refusal(document), DocumentError::Callbacks("/paths/~1jobs/post/callbacks".to_owned()));
    }
}
