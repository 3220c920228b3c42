//! What each type of field contributes to the files: a template for each type, in sections.

use std::collections::BTreeMap;

use minijinja::{Environment, Value};

use super::field::Kind;
use crate::refusal::Refusal;

/// The sections that files ask for; a type without one contributes nothing there.
const SECTIONS: [&str; 29] = [
    "alter",
    "attributes",
    "body",
    "definition",
    "details_type",
    "draft_type",
    "event_value",
    "from_row",
    "implementation",
    "into_draft",
    "model",
    "optional_attributes",
    "property",
    "query",
    "read",
    "request_doc",
    "request_type",
    "response",
    "rules_test",
    "schema_attribute",
    "schema_columns",
    "schema_function",
    "to_row",
    "unique_bytes",
    "unique_value",
    "validate",
    "wire_definition",
    "word",
    "word_attribute",
];

const fn template_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text(_) => include_str!("../../templates/aggregate/fields/text.jinja"),
        Kind::Integer { .. } => include_str!("../../templates/aggregate/fields/integer.jinja"),
        Kind::Money => include_str!("../../templates/aggregate/fields/money.jinja"),
        Kind::Boolean { .. } => include_str!("../../templates/aggregate/fields/boolean.jinja"),
        Kind::Date => include_str!("../../templates/aggregate/fields/date.jinja"),
        Kind::Enum { .. } => include_str!("../../templates/aggregate/fields/enum.jinja"),
        Kind::Reference(_) => include_str!("../../templates/aggregate/fields/reference.jinja"),
    }
}

/// Every section of a field of this type.
///
/// # Errors
/// [`Refusal::Template`].
pub(crate) fn render(
    kind: &Kind,
    environment: &Environment<'_>,
    context: &BTreeMap<String, Value>,
) -> Result<BTreeMap<String, Value>, Refusal> {
    let mut rendered: BTreeMap<String, Value> =
        SECTIONS.iter().map(|name| ((*name).to_owned(), Value::from(""))).collect();
    for (name, source) in sections(template_of(kind)) {
        let text = environment.render_named_str(name, source, context)?;
        rendered.insert(name.to_owned(), Value::from(text.trim_end()));
    }
    Ok(rendered)
}

/// The names and texts of the sections of a template; each begins with a line `=== name`.
fn sections(template: &str) -> impl Iterator<Item = (&str, &str)> {
    template.split("=== ").skip(1).filter_map(|section| section.split_once('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::field::Field;

    #[test]
    fn each_section_of_a_type_is_one_that_files_ask_for() {
        for field in
            ["ab:text(1..9)", "ab:integer(1..9)", "ab:money", "ab:boolean", "ab:date", "ab:enum(aa,bb)", "ab:ref(cc)"]
        {
            let kind = Field::parse(field).unwrap().kind;
            let names: Vec<_> = sections(template_of(&kind)).map(|(name, _)| name).collect();
            assert!(names.len() > 10, "{field}");
            for name in names {
                assert!(SECTIONS.contains(&name), "{field}: {name}");
            }
        }
    }
}
