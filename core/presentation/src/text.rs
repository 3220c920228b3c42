use std::{fmt::Write, ops::RangeInclusive};

use utoipa::openapi::{Object, ObjectBuilder, Type, schema::SchemaType};

/// What OpenAPI says of a text that is sent and counted without the white space at its ends, as a regular expression.
#[must_use]
pub struct TextSchema {
    object: ObjectBuilder,
    description: String,
}

/// A text of so many characters, not counting white space at its ends, and without control characters but newline and tab.
pub fn trimmed_text(description: &str, characters: &RangeInclusive<usize>) -> TextSchema {
    let (fewest, most) = (characters.start(), characters.end());
    let mut rules = description.to_owned();
    let _ = write!(
        rules,
        " It has {fewest} to {most} characters, not counting white space at its ends, and no control characters but newline and tab."
    );
    let object =
        ObjectBuilder::new().schema_type(Type::String).min_length(Some(*fewest)).pattern(Some(pattern(characters)));
    TextSchema { object, description: rules }
}

impl TextSchema {
    /// May be null as well.
    pub fn nullable(self) -> Self {
        let object = self.object.schema_type(SchemaType::from_iter([Type::String, Type::Null]));
        Self { object, ..self }
    }

    /// The schema, with this example.
    #[must_use]
    pub fn example(self, example: &str) -> Object {
        self.object.description(Some(self.description)).examples([example]).build()
    }
}

fn pattern(characters: &RangeInclusive<usize>) -> String {
    let white_space = r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let end = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let inside = r"[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]";
    // The two ends stand for two of the characters; where one is enough, it may stand alone.
    let between = format!("{inside}{{{},{}}}{end}", characters.start().saturating_sub(2), characters.end() - 2);
    match characters.start() {
        0 => format!("^{white_space}*({end}({between})?)?{white_space}*$"),
        1 => format!("^{white_space}*{end}({between})?{white_space}*$"),
        _ => format!("^{white_space}*{end}{between}{white_space}*$"),
    }
}
