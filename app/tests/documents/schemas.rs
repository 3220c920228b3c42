//! The committed OpenAPI document accepts the same values as the server, where a schema has a pattern or a list: so a
//! client that validates by the document meets no surprise.

use std::fs;

use domain::{Currency, ProductDescription, ProductName};
use regex::Regex;
use serde_json::Value;

use crate::markdown::repository;

fn document() -> Value {
    serde_json::from_str(&fs::read_to_string(repository().join("docs/openapi.json")).unwrap()).unwrap()
}

fn pattern(document: &Value, schema: &str, field: &str) -> Regex {
    let pattern = &document["components"]["schemas"][schema]["properties"][field]["pattern"];
    Regex::new(pattern.as_str().unwrap_or_else(|| panic!("{schema}.{field} has no pattern"))).unwrap()
}

#[test]
fn names_and_descriptions_of_products_fit_where_the_server_takes_them() {
    let document = document();
    let (longest, longer) = ("ä".repeat(200), "ä".repeat(201));
    let mut texts = vec![String::new(), " \n\t".to_owned(), longest.clone(), format!("\r {longest}\u{3000}"), longer];
    // Each character that could be white space or a control character: alone, at an end, and inside.
    let characters = ('\0'..='\u{3100}').chain(['\u{feff}', '\u{fffd}', '🫖']);
    texts.extend(characters.flat_map(|c| [format!("{c}"), format!("{c}a"), format!("a{c}"), format!("a{c}b")]));
    for schema in ["CreateProductRequest", "UpdateProductRequest"] {
        let (name, description) = (pattern(&document, schema, "name"), pattern(&document, schema, "description"));
        for text in &texts {
            assert_eq!(name.is_match(text), ProductName::parse(text).is_ok(), "{schema}: {text:?}");
            assert_eq!(description.is_match(text), ProductDescription::parse(text).is_ok(), "{schema}: {text:?}");
        }
    }
}

#[test]
fn currencies_are_listed_where_the_server_reads_them() {
    let document = document();
    let listed = document["components"]["schemas"]["Price"]["properties"]["currency"]["enum"].as_array().unwrap();
    assert!(listed.len() > 150, "{}", listed.len());
    for code in listed {
        assert!(code.as_str().unwrap().parse::<Currency>().is_ok(), "{code}");
    }
    for code in ["EUR", "JPY", "KWD"] {
        assert!(listed.contains(&code.into()), "{code}");
    }
}

#[test]
fn headers_are_never_null_and_tags_are_what_etag_is() {
    let document = document();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    let parameters = operations.flat_map(|operation| operation["parameters"].as_array().into_iter().flatten());
    let mut guarded = 0;
    for header in parameters.filter(|parameter| parameter["in"] == "header") {
        let schema = &header["schema"];
        assert_eq!(schema["type"], "string", "{header}");
        assert_eq!(header["required"], false, "{header}");
        if header["name"] != "If-Match" {
            continue;
        }
        guarded += 1;
        let tags = Regex::new(schema["pattern"].as_str().unwrap()).unwrap();
        for text in ["*", "\"1\"", "W/\"1\"", "\"1\", \"2\"", "\"1\",W/\"2\"", "\"\""] {
            assert!(tags.is_match(text), "{text}");
        }
        for text in ["", "1", "w/\"1\"", "\"1", "\"1\" \"2\"", "\"1\",", "*, \"1\"", "\"a b\""] {
            assert!(!tags.is_match(text), "{text}");
        }
    }
    assert!(guarded > 0);
}
