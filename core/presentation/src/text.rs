use std::ops::RangeInclusive;

use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, Type};

/// The OpenAPI schema of a text in a request: its number of characters, not counting white space at its ends, and no
/// control characters but newline and tab. The caller adds description and examples.
#[must_use]
pub fn trimmed_text(characters: &RangeInclusive<usize>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(*characters.start()))
        .pattern(Some(pattern(*characters.start(), *characters.end())))
}

/// The OpenAPI schema of a text that is one of `texts`. The caller adds description and examples.
#[must_use]
pub fn listed_text(texts: impl IntoIterator<Item = impl Into<Value>>) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(texts))
}

/// The rule as a regular expression (ECMA-262). White space at the ends does not count, so `maxLength` can't express
/// it.
fn pattern(fewest: usize, most: usize) -> String {
    let white_space = r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let end = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let inside = r"[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]";
    // The two ends are two of the characters; a single character may stand alone.
    let further = format!("{inside}{{{},{}}}{end}", fewest.saturating_sub(2), most.saturating_sub(2));
    let text = match (fewest, most) {
        (_, 0 | 1) => end.to_owned(),
        (0 | 1, _) => format!("{end}({further})?"),
        _ => format!("{end}{further}"),
    };
    let text = if fewest == 0 { format!("({text})?") } else { text };
    format!("^{white_space}*{text}{white_space}*$")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pattern with a letter for each character class: white space, ends, inside.
    fn shape(fewest: usize, most: usize) -> String {
        let mut classes = 0;
        let mut shape = String::new();
        let mut rest = pattern(fewest, most);
        while let Some(start) = rest.find('[') {
            let end = rest[start..].find(']').unwrap() + start + 1;
            let class = &rest[start..end];
            let letter = match class {
                _ if class.starts_with(r"[\u0009") => 'w',
                _ if class.starts_with(r"[^\u0000-\u0020") => 'e',
                _ => 'i',
            };
            shape.push_str(&rest[..start]);
            shape.push(letter);
            classes += 1;
            rest = rest[end..].to_owned();
        }
        assert!(classes > 2);
        shape + &rest
    }

    #[test]
    fn a_text_has_as_many_characters_as_it_may() {
        for (fewest, most, expected) in [
            (1, 200, "^w*e(i{0,198}e)?w*$"),
            (3, 254, "^w*ei{1,252}ew*$"),
            (2, 2, "^w*ei{0,0}ew*$"),
            (1, 1, "^w*ew*$"),
            (0, 1, "^w*(e)?w*$"),
            (0, 10, "^w*(e(i{0,8}e)?)?w*$"),
        ] {
            assert_eq!(shape(fewest, most), expected);
        }
    }
}
