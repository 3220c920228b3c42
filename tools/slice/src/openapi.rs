//! The OpenAPI document as it is committed: what is in it, and what is left of it without an operation.

use serde_json::Value;

use crate::{operation::Operation, refusal::Refusal, route::RoutePath};

/// The OpenAPI document as it is committed: pretty JSON.
pub(crate) struct OpenApi<'a> {
    file: &'static str,
    text: &'a str,
    value: Value,
}

impl<'a> OpenApi<'a> {
    /// Reads the document.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] where it is no JSON.
    pub(crate) fn parse(file: &'static str, text: &'a str) -> Result<Self, Refusal> {
        let value = serde_json::from_str(text)
            .map_err(|error| Refusal::Unreadable { file: file.to_owned(), reason: error.to_string() })?;
        Ok(Self { file, text, value })
    }

    pub(crate) const fn value(&self) -> &Value {
        &self.value
    }

    pub(crate) const fn text(&self) -> &str {
        self.text
    }

    pub(crate) fn has_schema(&self, name: &str) -> bool {
        self.value.pointer(&format!("/components/schemas/{name}")).is_some()
    }

    /// Whether a problem has this code.
    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.value.pointer(&format!("/components/examples/{code}")).is_some()
    }

    /// A path in the same collection.
    pub(crate) fn path_beside(&self, path: &RoutePath) -> Option<&str> {
        self.operations().map(|(other, ..)| other.as_str()).find(|other| path.is_beside(other))
    }

    fn operations(&self) -> impl Iterator<Item = (&String, &String, &Value)> {
        let paths = self.value.get("paths").and_then(Value::as_object).into_iter().flatten();
        paths.flat_map(|(path, item)| {
            item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
        })
    }

    /// The id of the operation with this method and path.
    pub(crate) fn id_of(&self, operation: &Operation<'_>) -> Option<&str> {
        let is_meant = |path: &str, method: &str| {
            path == operation.path.as_str() && method.eq_ignore_ascii_case(operation.method.as_str())
        };
        let found = self.operations().find(|(path, method, _)| is_meant(path, method));
        found.map(|(_, _, described)| described.get("operationId").and_then(Value::as_str).unwrap_or_default())
    }

    /// The method and path of the operation with this id.
    pub(crate) fn operation_with_id(&self, id: &str) -> Option<String> {
        let has_id = |described: &Value| described.get("operationId").and_then(Value::as_str) == Some(id);
        let found = self.operations().find(|(_, _, described)| has_id(described));
        found.map(|(path, method, _)| format!("{} {path}", method.to_uppercase()))
    }

    /// The text without an operation and without schemas that only it had. The group goes with its last operation.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] where the document is not laid out as it is made.
    pub(crate) fn without(&self, operation: &Operation<'_>, schemas: &[String]) -> Result<String, Refusal> {
        let (path, method) = (operation.path.as_str(), operation.method.as_str().to_lowercase());
        let mut value = self.value.clone();
        let mut text = self.text.to_owned();
        let mut remove = |way: &[&str]| {
            let (last, parents) = way.split_last()?;
            let parent = parents.iter().try_fold(&mut value, |value, key| value.get_mut(key))?.as_object_mut()?;
            parent.remove(*last)?;
            let is_empty = parent.is_empty();
            text = without_member(&text, if is_empty { parents } else { way })?;
            if is_empty {
                let (last, parents) = parents.split_last()?;
                parents.iter().try_fold(&mut value, |value, key| value.get_mut(key))?.as_object_mut()?.remove(*last);
            }
            Some(())
        };
        if self.id_of(operation).is_some() {
            remove(&["paths", path, &method]).ok_or_else(|| self.is_odd())?;
        }
        let known = |schema: &&String| self.value.pointer(&format!("/components/schemas/{schema}")).is_some();
        for schema in schemas.iter().filter(known) {
            remove(&["components", "schemas", schema]).ok_or_else(|| self.is_odd())?;
        }
        let group = operation.path.group();
        let mut paths = value.get("paths").and_then(Value::as_object).into_iter().flatten();
        let is_used = paths.any(|(path, _)| operation.path.is_beside(path));
        if let Some(tags) = value.get_mut("tags").and_then(Value::as_array_mut).filter(|_| !is_used) {
            let number = tags.len();
            tags.retain(|tag| tag.get("name").and_then(Value::as_str) != Some(&group));
            if tags.len() < number {
                text = without_tag(&text, &group).ok_or_else(|| self.is_odd())?;
            }
        }
        // Lines were taken out: whether they were the right ones is seen by reading what is left.
        if serde_json::from_str::<Value>(&text).ok().as_ref() == Some(&value) { Ok(text) } else { Err(self.is_odd()) }
    }

    pub(crate) fn is_odd(&self) -> Refusal {
        let reason = "it is not laid out as `make openapi` writes it".to_owned();
        Refusal::Unreadable { file: self.file.to_owned(), reason }
    }
}

/// Pretty JSON without the member at this way through its objects.
pub(crate) fn without_member(text: &str, way: &[&str]) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut at = 0;
    for (depth, key) in (1..).zip(way) {
        let begins = format!("{}{}: ", "  ".repeat(depth), Value::from(*key));
        let outside = "  ".repeat(depth - 1) + "}";
        let inside = lines.iter().skip(at + 1).take_while(|line| !line.starts_with(&outside));
        at += 1 + inside.into_iter().position(|line| line.starts_with(&begins))?;
    }
    Some(without_block(&lines, at, &"  ".repeat(way.len())))
}

/// Pretty JSON without the tag of this name.
pub(crate) fn without_tag(text: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let tags = lines.iter().position(|line| *line == "  \"tags\": [\n")?;
    let begins = format!("      \"name\": {}", Value::from(name));
    let at = lines.iter().skip(tags).position(|line| line.starts_with(&begins))? + tags;
    Some(without_block(&lines, at.checked_sub(1)?, "    "))
}

/// The lines without the block that begins in line `at` and whose end has the same indentation. What is the last of its parent
/// then has no comma behind it.
fn without_block(lines: &[&str], at: usize, indentation: &str) -> String {
    let is_open = lines.get(at).is_some_and(|line| line.trim_end().ends_with(['{', '[']));
    let ends = |line: &&str| line.strip_prefix(indentation).is_some_and(|rest| rest.starts_with(['}', ']']));
    let inside = lines.iter().skip(at + 1).position(ends).map_or(0, |inside| inside + 1);
    let end = at + 1 + if is_open { inside } else { 0 };
    let was_last = lines.get(end - 1).is_some_and(|line| !line.trim_end().ends_with(','));
    let mut kept: Vec<String> = lines.iter().take(at).map(|line| (*line).to_owned()).collect();
    if let Some(line) = kept.last_mut().filter(|_| was_last) {
        *line = line.trim_end().trim_end_matches(',').to_owned() + "\n";
    }
    kept.extend(lines.iter().skip(end).map(|line| (*line).to_owned()));
    kept.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Method;

    const DOCUMENT: &str = r#"{
  "paths": {
    "/api/v1/auth/me": {
      "get": {
        "tags": [
          "Auth"
        ],
        "operationId": "currentUser"
      }
    },
    "/api/v1/notices": {
      "get": {
        "operationId": "listNotices"
      },
      "post": {
        "operationId": "publishNotice"
      }
    }
  },
  "components": {
    "schemas": {
      "Me": {
        "type": "string"
      },
      "PublishNoticeRequest": {
        "type": "object"
      }
    }
  },
  "tags": [
    {
      "name": "Auth"
    },
    {
      "name": "Notices",
      "description": "A"
    }
  ]
}
"#;

    #[test]
    fn an_operation_leaves_the_document_with_what_is_its_own() {
        let path = RoutePath::parse("/api/v1/notices").unwrap();
        let (post, get) =
            (Operation { method: Method::Post, path: &path }, Operation { method: Method::Get, path: &path });
        let document = OpenApi::parse("docs/openapi.json", DOCUMENT).unwrap();
        assert_eq!((document.id_of(&post), document.id_of(&get)), (Some("publishNotice"), Some("listNotices")));
        assert_eq!(document.operation_with_id("currentUser").as_deref(), Some("GET /api/v1/auth/me"));

        let one = document.without(&post, &["PublishNoticeRequest".to_owned()]).unwrap();
        let expected = DOCUMENT
            .replace(",\n      \"post\": {\n        \"operationId\": \"publishNotice\"\n      }", "")
            .replace(",\n      \"PublishNoticeRequest\": {\n        \"type\": \"object\"\n      }", "");
        assert_eq!(one, expected);
        let none = OpenApi::parse("docs/openapi.json", &one).unwrap().without(&get, &["Absent".to_owned()]).unwrap();
        assert!(!none.contains("otices") && none.contains("    }\n  },\n  \"components\""), "{none}");
        let again = OpenApi::parse("docs/openapi.json", &none).unwrap().without(&get, &[]).unwrap();
        assert_eq!(again, none);
    }

    #[test]
    fn a_document_that_is_laid_out_otherwise_is_refused() {
        let text = DOCUMENT.replace('\n', " ");
        let path = RoutePath::parse("/api/v1/notices").unwrap();
        let operation = Operation { method: Method::Get, path: &path };
        let refusal = OpenApi::parse("docs/openapi.json", &text).unwrap().without(&operation, &[]).unwrap_err();
        assert!(refusal.to_string().contains("not laid out as `make openapi` writes it"), "{refusal}");
        assert!(OpenApi::parse("docs/openapi.json", "{").is_err());
    }
}
