use serde_json::{Value, json};

/// A small document with all that the rules look at.
pub(crate) fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": "1.0.0"},
        "servers": [{"url": "https://notes.test"}, {"url": "https://notes.example"}],
        "paths": {
            "/notes": {
                "parameters": [{"name": "tag", "in": "query", "schema": {"type": "string"}}],
                "get": list_notes(),
                "post": create_note(),
            },
            "/notes/{id}": {
                "delete": {
                    "operationId": "deleteNote",
                    "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                    "responses": {"204": {"description": "It is gone."}},
                },
            },
        },
        "webhooks": {"noteWritten": {"post": note_written()}},
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "session", "description": "A cookie."},
                "token": {"type": "http", "scheme": "bearer"},
            },
            "schemas": {"Draft": note(), "Note": note()},
        },
    })
}

/// What `POST /notes` takes and `GET /notes` returns, so that the same change can be made in both directions.
fn note() -> Value {
    let variant = |form: &str| json!({"type": "object", "required": ["form"], "properties": {"form": {"const": form}}});
    json!({
        "type": "object",
        "required": ["title", "kind"],
        "properties": {
            "title": {"type": "string", "minLength": 1, "maxLength": 100},
            "kind": {"type": "string", "enum": ["draft", "final"]},
            "weight": {"type": "number", "minimum": 0, "maximum": 10, "multipleOf": 1, "default": 1},
            "count": {"type": ["integer", "null"], "format": "int64"},
            "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 10},
            "settings": {"type": "object", "properties": {"colour": {"type": "string"}}},
            "limits": {"type": "object", "additionalProperties": false, "properties": {"days": {"type": "integer"}}},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "content": {
                "oneOf": [variant("text"), variant("image"), variant("sound")],
                "discriminator": {"propertyName": "form"},
            },
        },
    })
}

fn list_notes() -> Value {
    let problem = |code: &str| json!({"value": {"code": code, "status": 404}});
    json!({
        "operationId": "listNotes",
        "security": [{"session": []}, {"token": ["read"]}],
        "parameters": [{"name": "size", "in": "query", "schema": {"type": "array", "items": {"type": "integer"}}}],
        "responses": {
            "200": {
                "description": "The notes.",
                "headers": {"ETag": {"required": true, "schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}, "text/csv": {}},
            },
            "404": {
                "description": "There is no such tag.",
                "content": {"application/problem+json": {
                    "schema": {"type": "object"},
                    "examples": {"tag-not-found": problem("tag-not-found"), "not-found": problem("not-found")},
                }},
            },
        },
    })
}

fn create_note() -> Value {
    json!({
        "operationId": "createNote",
        "security": [],
        "requestBody": {
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Draft"}}, "text/plain": {}},
        },
        "responses": {"201": {"description": "It is there."}},
    })
}

fn note_written() -> Value {
    json!({
        "parameters": [{"name": "webhook-id", "in": "header", "required": true, "schema": {"type": "string"}}],
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": {
                "type": "object",
                "required": ["type", "at"],
                "properties": {
                    "type": {"type": "string", "x-open-set": true, "enum": ["NoteWritten", "NoteErased"]},
                    "at": {"type": "string", "format": "date-time"},
                },
            }}},
        },
        "responses": {"200": {"description": "Taken."}, "204": {"description": "Taken."}},
    })
}

/// The value at a pointer, to change it.
pub(crate) fn at<'d>(document: &'d mut Value, pointer: &str) -> &'d mut Value {
    document.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing is at {pointer}"))
}

/// Removes what is at a pointer.
pub(crate) fn remove(document: &mut Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let removed = match at(document, parent) {
        Value::Array(elements) => Some(elements.remove(key.parse().unwrap())),
        other => other.as_object_mut().unwrap().remove(&key.replace("~1", "/")),
    };
    removed.unwrap_or_else(|| panic!("nothing is at {pointer}"))
}

/// Moves what is at a pointer to another.
pub(crate) fn rename(document: &mut Value, pointer: &str, key: &str) {
    let value = remove(document, pointer);
    at(document, pointer.rsplit_once('/').unwrap().0)[key] = value;
}
