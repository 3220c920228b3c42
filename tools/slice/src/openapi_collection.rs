//! The OpenAPI document without a collection: its operations, and what only they had.

use serde_json::Value;

use crate::{
    openapi::{OpenApi, without_member, without_tag},
    refusal::Refusal,
    route::RoutePath,
};

/// A document that is taken apart, as a value and as text.
struct Editing {
    value: Value,
    text: String,
}

impl Editing {
    /// Removes a member of an object, and the object with its last one.
    fn remove(&mut self, way: &[&str]) -> Option<()> {
        let (last, parents) = way.split_last()?;
        let parent = parents.iter().try_fold(&mut self.value, |value, key| value.get_mut(key))?.as_object_mut()?;
        parent.remove(*last)?;
        if parent.is_empty() {
            return self.remove_empty(parents);
        }
        self.text = without_member(&self.text, way)?;
        Some(())
    }

    fn remove_empty(&mut self, way: &[&str]) -> Option<()> {
        let (last, parents) = way.split_last()?;
        self.text = without_member(&self.text, way)?;
        parents.iter().try_fold(&mut self.value, |value, key| value.get_mut(key))?.as_object_mut()?.remove(*last)?;
        Some(())
    }

    /// Removes a word from every list of words.
    fn remove_word(&mut self, word: &str) {
        remove_word(&mut self.value, word);
        let literal = Value::from(word).to_string();
        let lines: Vec<&str> = self.text.split_inclusive('\n').collect();
        let mut kept: Vec<String> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let trimmed = line.trim();
            if trimmed.strip_suffix(',').unwrap_or(trimmed) != literal {
                kept.push((*line).to_owned());
                continue;
            }
            let is_last = lines.get(at + 1).is_some_and(|next| next.trim().starts_with(']'));
            if let Some(before) = kept.last_mut().filter(|_| is_last) {
                *before = before.trim_end().trim_end_matches(',').to_owned() + "\n";
            }
        }
        self.text = kept.concat();
    }

    /// Whether this part of the components is there, and nothing refers to it.
    fn is_left_over(&self, kind: &str, name: &str) -> bool {
        let is_there = self.value.pointer(&format!("/components/{kind}/{name}")).is_some();
        is_there && !self.text.contains(&format!("\"#/components/{kind}/{name}\""))
    }
}

fn remove_word(value: &mut Value, word: &str) {
    match value {
        Value::Array(values) => {
            values.retain(|value| value.as_str() != Some(word));
            for value in values {
                remove_word(value, word);
            }
        }
        Value::Object(members) => members.values_mut().for_each(|value| remove_word(value, word)),
        _ => {}
    }
}

/// The text without the paths of a collection, without these schemas and codes where nothing else refers to them, and
/// without the collection's group.
///
/// # Errors
/// [`Refusal::Unreadable`] where the document is not laid out as it is made.
pub(crate) fn without(
    document: &OpenApi<'_>,
    collection: &RoutePath,
    schemas: &[String],
    codes: &[String],
) -> Result<String, Refusal> {
    let mut editing = Editing { value: document.value().clone(), text: document.text().to_owned() };
    let odd = || document.is_odd();
    let paths = document.value().get("paths").and_then(Value::as_object).into_iter().flatten();
    for (path, _) in paths.filter(|(path, _)| collection.is_beside(path)) {
        editing.remove(&["paths", path]).ok_or_else(odd)?;
    }
    // One may refer to another, so the other goes after it.
    while let Some(schema) = schemas.iter().find(|schema| editing.is_left_over("schemas", schema)) {
        editing.remove(&["components", "schemas", schema]).ok_or_else(odd)?;
    }
    while let Some(code) = codes.iter().find(|code| editing.is_left_over("examples", code)) {
        editing.remove(&["components", "examples", code]).ok_or_else(odd)?;
        editing.remove_word(code);
    }
    let group = collection.group();
    if let Some(tags) = editing.value.get_mut("tags").and_then(Value::as_array_mut) {
        let number = tags.len();
        tags.retain(|tag| tag.get("name").and_then(Value::as_str) != Some(&group));
        if tags.len() < number {
            editing.text = without_tag(&editing.text, &group).ok_or_else(odd)?;
        }
    }
    // Lines were taken out: whether they were the right ones is seen by reading what is left.
    if serde_json::from_str::<Value>(&editing.text).ok().as_ref() == Some(&editing.value) {
        Ok(editing.text)
    } else {
        Err(odd())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r##"{
  "paths": {
    "/api/v1/orders": {
      "get": {
        "responses": {
          "$ref": "#/components/examples/forbidden"
        }
      }
    },
    "/api/v1/suppliers": {
      "get": {
        "tags": [
          "Suppliers"
        ],
        "schema": {
          "$ref": "#/components/schemas/MoneyInput"
        }
      }
    },
    "/api/v1/suppliers/{id}": {
      "get": {
        "responses": {
          "$ref": "#/components/examples/supplier-not-found"
        }
      }
    }
  },
  "components": {
    "schemas": {
      "MoneyInput": {
        "$ref": "#/components/schemas/Supplier"
      },
      "Problem": {
        "enum": [
          "forbidden",
          "supplier-not-found"
        ]
      },
      "Supplier": {
        "type": "string"
      }
    },
    "examples": {
      "forbidden": {},
      "supplier-not-found": {
        "value": 1
      }
    }
  },
  "tags": [
    {
      "name": "Orders"
    },
    {
      "name": "Suppliers",
      "description": "A"
    }
  ]
}
"##;

    #[test]
    fn a_collection_leaves_the_document_with_what_is_its_own() {
        let path = RoutePath::parse("/api/v1/suppliers").unwrap();
        let document = OpenApi::parse("docs/openapi.json", DOCUMENT).unwrap();
        let schemas = ["Supplier", "MoneyInput", "Absent"].map(str::to_owned);
        let codes = ["supplier-not-found", "forbidden"].map(str::to_owned);
        let rest = without(&document, &path, &schemas, &codes).unwrap();
        assert!(!rest.contains("upplier") && !rest.contains("MoneyInput"), "{rest}");
        assert!(rest.contains("        \"enum\": [\n          \"forbidden\"\n        ]"), "{rest}");
        assert!(rest.contains("      \"forbidden\": {}\n    }"), "{rest}");
        let again = OpenApi::parse("docs/openapi.json", &rest).unwrap();
        assert_eq!(without(&again, &path, &schemas, &codes).unwrap(), rest);
    }

    #[test]
    fn a_document_that_is_laid_out_otherwise_is_refused() {
        let text = DOCUMENT.replace('\n', " ");
        let path = RoutePath::parse("/api/v1/suppliers").unwrap();
        let refusal = without(&OpenApi::parse("docs/openapi.json", &text).unwrap(), &path, &[], &[]).unwrap_err();
        assert!(refusal.to_string().contains("not laid out as `make openapi` writes it"), "{refusal}");
    }
}
