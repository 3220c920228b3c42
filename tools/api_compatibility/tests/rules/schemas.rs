use api_compatibility::Rule;
use serde_json::{Value, json};

use crate::{
    breaks,
    document::{at, document, remove},
    places,
};

/// A change of a schema, and what it breaks where clients send that (`POST /notes`) and where the server does (`GET /notes`).
pub(crate) struct Plant {
    pointer: &'static str,
    change: fn(&mut Value),
    done: [Option<Rule>; 2],
    undone: [Option<Rule>; 2],
}

impl Plant {
    pub(crate) fn rules(&self) -> impl Iterator<Item = Rule> {
        self.done.into_iter().chain(self.undone).flatten()
    }

    /// A change after which fewer values are possible: it breaks a request, and undone a response.
    const fn narrowing(pointer: &'static str, change: fn(&mut Value), request: Rule, response: Rule) -> Self {
        Self { pointer, change, done: [Some(request), None], undone: [None, Some(response)] }
    }

    const fn limit(pointer: &'static str, change: fn(&mut Value)) -> Self {
        Self::narrowing(pointer, change, Rule::RequestLimitTightened, Rule::ResponseLimitLoosened)
    }
}

pub(crate) const PLANTS: &[Plant] = &[
    Plant::narrowing(
        "/properties/weight/type",
        |schema| *at(schema, "/properties/weight/type") = json!("integer"),
        Rule::RequestTypeNarrowed,
        Rule::ResponseTypeWidened,
    ),
    Plant::narrowing(
        "/properties/count/type",
        |schema| *at(schema, "/properties/count/type") = json!("integer"),
        Rule::RequestNullRefused,
        Rule::ResponseNullAdded,
    ),
    Plant::narrowing(
        "/properties/count/format",
        |schema| *at(schema, "/properties/count/format") = json!("int32"),
        Rule::RequestFormatNarrowed,
        Rule::ResponseFormatWidened,
    ),
    Plant::narrowing(
        "/properties/kind/enum/1",
        |schema| drop(remove(schema, "/properties/kind/enum/1")),
        Rule::RequestEnumNarrowed,
        Rule::ResponseEnumWidened,
    ),
    Plant::narrowing(
        "/properties/title/enum",
        |schema| at(schema, "/properties/title")["enum"] = json!(["a title"]),
        Rule::RequestEnumNarrowed,
        Rule::ResponseEnumWidened,
    ),
    Plant::limit("/properties/title/maxLength", |schema| *at(schema, "/properties/title/maxLength") = json!(99)),
    Plant::limit("/properties/title/minLength", |schema| *at(schema, "/properties/title/minLength") = json!(2)),
    Plant::limit("/properties/weight/minimum", |schema| *at(schema, "/properties/weight/minimum") = json!(0.5)),
    Plant::limit("/properties/weight/maximum", |schema| *at(schema, "/properties/weight/maximum") = json!(9)),
    Plant::limit("/properties/weight/exclusiveMaximum", |schema| {
        at(schema, "/properties/weight")["exclusiveMaximum"] = json!(10);
    }),
    Plant::limit("/properties/weight/multipleOf", |schema| *at(schema, "/properties/weight/multipleOf") = json!(2)),
    Plant::limit("/properties/tags/maxItems", |schema| *at(schema, "/properties/tags/maxItems") = json!(9)),
    Plant::limit("/properties/tags/uniqueItems", |schema| at(schema, "/properties/tags")["uniqueItems"] = json!(true)),
    Plant::limit("/minProperties", |schema| schema["minProperties"] = json!(3)),
    Plant::narrowing(
        "/properties/title/pattern",
        |schema| at(schema, "/properties/title")["pattern"] = json!("^[a-z]*$"),
        Rule::RequestPatternChanged,
        Rule::ResponsePatternChanged,
    ),
    Plant::narrowing(
        "/properties/weight",
        |schema| at(schema, "/required").as_array_mut().unwrap().push(json!("weight")),
        Rule::RequestPropertyBecameRequired,
        Rule::ResponsePropertyBecameOptional,
    ),
    Plant::narrowing(
        "/properties/settings/additionalProperties",
        |schema| at(schema, "/properties/settings")["additionalProperties"] = json!(false),
        Rule::RequestAdditionalPropertiesRefused,
        Rule::ResponseClosedObjectExtended,
    ),
    Plant::narrowing(
        "/properties/labels/additionalProperties/maxLength",
        |schema| at(schema, "/properties/labels/additionalProperties")["maxLength"] = json!(9),
        Rule::RequestLimitTightened,
        Rule::ResponseLimitLoosened,
    ),
    Plant::narrowing(
        "/properties/tags/items/maxLength",
        |schema| at(schema, "/properties/tags/items")["maxLength"] = json!(9),
        Rule::RequestLimitTightened,
        Rule::ResponseLimitLoosened,
    ),
    Plant::narrowing(
        "/properties/content/oneOf/1",
        |schema| drop(remove(schema, "/properties/content/oneOf/1")),
        Rule::RequestVariantRemoved,
        Rule::ResponseVariantAdded,
    ),
    Plant::narrowing(
        "/properties/title/not",
        |schema| at(schema, "/properties/title")["not"] = json!({"const": "untitled"}),
        Rule::RequestKeywordChanged,
        Rule::ResponseKeywordChanged,
    ),
    Plant {
        pointer: "/properties/weight",
        change: |schema| drop(remove(schema, "/properties/weight")),
        done: [Some(Rule::RequestPropertyRemoved), Some(Rule::ResponsePropertyRemoved)],
        undone: [None, None],
    },
    Plant {
        pointer: "/properties/limits/properties/weeks",
        change: |schema| at(schema, "/properties/limits/properties")["weeks"] = json!({"type": "integer"}),
        done: [None, Some(Rule::ResponseClosedObjectExtended)],
        undone: [Some(Rule::RequestPropertyRemoved), Some(Rule::ResponsePropertyRemoved)],
    },
    Plant {
        pointer: "/properties/content/discriminator",
        change: |schema| *at(schema, "/properties/content/discriminator/propertyName") = json!("kind"),
        done: [Some(Rule::RequestDiscriminatorChanged), Some(Rule::ResponseDiscriminatorChanged)],
        undone: [Some(Rule::RequestDiscriminatorChanged), Some(Rule::ResponseDiscriminatorChanged)],
    },
    Plant {
        pointer: "/properties/weight/default",
        change: |schema| *at(schema, "/properties/weight/default") = json!(2),
        done: [Some(Rule::RequestDefaultChanged), None],
        undone: [Some(Rule::RequestDefaultChanged), None],
    },
    Plant {
        pointer: "/properties/weight/default",
        change: |schema| drop(remove(schema, "/properties/weight/default")),
        done: [Some(Rule::RequestDefaultChanged), None],
        undone: [None, None],
    },
    Plant {
        pointer: "/properties/kind/x-open-set",
        change: |schema| at(schema, "/properties/kind")["x-open-set"] = json!(true),
        done: [None, Some(Rule::ResponseSetOpened)],
        undone: [None, None],
    },
];

/// The schemas of both directions, with the operation that has each.
const DIRECTIONS: [(&str, &str); 2] =
    [("/components/schemas/Draft", "POST /notes"), ("/components/schemas/Note", "GET /notes")];

#[test]
fn each_break_of_a_schema_is_found_in_its_direction_and_not_in_the_other() {
    for plant in PLANTS {
        for (index, (schema, operation)) in DIRECTIONS.into_iter().enumerate() {
            let (before, mut after) = (document(), document());
            (plant.change)(at(&mut after, schema));
            let expected = |rule: Option<Rule>| -> Vec<_> {
                rule.into_iter().map(|rule| format!("{rule} · {operation} · {schema}{}", plant.pointer)).collect()
            };
            assert_eq!(places(&before, &after), expected(plant.done[index]), "{}", plant.pointer);
            assert_eq!(places(&after, &before), expected(plant.undone[index]), "{}, undone", plant.pointer);
        }
    }
}

#[test]
fn a_pattern_that_becomes_another_breaks_both_directions() {
    let with_pattern = |pattern: &str| {
        let mut document = document();
        for (schema, _) in DIRECTIONS {
            at(&mut document, &format!("{schema}/properties/title"))["pattern"] = json!(pattern);
        }
        document
    };
    assert_eq!(
        places(&with_pattern("^[a-z]*$"), &with_pattern("^[a-z0-9]*$")),
        [
            "response-pattern-changed · GET /notes · /components/schemas/Note/properties/title/pattern",
            "request-pattern-changed · POST /notes · /components/schemas/Draft/properties/title/pattern",
        ]
    );
}

#[test]
fn a_property_that_one_side_alone_sends_counts_in_that_direction_alone() {
    let (old, mut new) = (document(), document());
    for (schema, _) in DIRECTIONS {
        at(&mut new, &format!("{schema}/properties/weight"))["readOnly"] = json!(true);
        at(&mut new, &format!("{schema}/properties/count"))["writeOnly"] = json!(true);
    }
    assert_eq!(
        places(&old, &new),
        [
            "response-property-removed · GET /notes · /components/schemas/Note/properties/count",
            "request-property-removed · POST /notes · /components/schemas/Draft/properties/weight",
        ]
    );
}

#[test]
fn values_without_anything_in_common_are_one_break() {
    let (old, mut new) = (document(), document());
    *at(&mut new, "/components/schemas/Note/properties/title") =
        json!({"type": "integer", "format": "int32", "minimum": 3});
    assert_eq!(
        places(&old, &new),
        ["response-type-widened · GET /notes · /components/schemas/Note/properties/title/type"]
    );
}

#[test]
fn a_property_that_is_required_without_being_described_is_found() {
    let (old, mut new) = (document(), document());
    at(&mut new, "/components/schemas/Draft/required").as_array_mut().unwrap().push(json!("author"));
    assert_eq!(
        places(&old, &new),
        ["request-property-became-required · POST /notes · /components/schemas/Draft/required"]
    );
}

#[test]
fn properties_that_are_required_without_being_described_are_a_break_each() {
    let (old, mut new) = (document(), document());
    let required = at(&mut new, "/components/schemas/Draft/required").as_array_mut().unwrap();
    required.extend([json!("author"), json!("place")]);
    let said: Vec<_> = breaks(&old, &new).into_iter().map(|found| [found.was, found.is]).collect();
    assert_eq!(said, [["author nothing", "author required"], ["place nothing", "place required"]]);
}

#[test]
fn a_change_behind_a_keyword_without_a_rule_is_found() {
    let with_label = |most: u32| {
        let mut document = document();
        at(&mut document, "/components/schemas")["Label"] = json!({"type": "string", "maxLength": most});
        at(&mut document, "/components/schemas/Note")["patternProperties"] =
            json!({"^label-": {"$ref": "#/components/schemas/Label"}});
        document
    };
    assert_eq!(
        places(&with_label(9), &with_label(10)),
        ["response-keyword-changed · GET /notes · /components/schemas/Note/patternProperties"]
    );
}

#[test]
fn a_list_of_variants_that_is_marked_as_open_may_grow_and_to_mark_it_is_a_break() {
    let with_variants = |forms: &[&str], is_open: bool| {
        let mut document = document();
        let content = at(&mut document, "/components/schemas/Note/properties/content");
        let variant = |form| json!({"type": "object", "required": ["form"], "properties": {"form": {"const": form}}});
        *content = json!({"oneOf": forms.iter().map(variant).collect::<Vec<_>>()});
        if is_open {
            content["x-open-set"] = json!(true);
        }
        document
    };
    let (closed, open) = (with_variants(&["text", "image"], false), with_variants(&["text", "image"], true));
    assert_eq!(
        places(&closed, &open),
        ["response-set-opened · GET /notes · /components/schemas/Note/properties/content/x-open-set"]
    );
    assert_eq!(places(&open, &with_variants(&["sound", "text", "image"], true)), Vec::<String>::new());
}
