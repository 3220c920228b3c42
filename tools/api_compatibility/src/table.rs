use std::fmt::Write;

use strum::IntoEnumIterator;

use crate::{direction::Direction, rule::Rule};

const INTRODUCTION: &str = "\
# Compatibility rules

*For developers of this API, and of clients that want to know what stays.*

<!-- Made by `tools/api_compatibility` from its rules: change `src/rule.rs`, not this. -->

`make api-compatibility` compares [openapi.json](../openapi.json) with the document of the last release by these rules. [Change the API
without breaking clients](../how-to/change-the-api.md) says what to do about a break.
";

/// The titles of the tables, each with the direction of its rules.
const TABLES: [(&str, Option<Direction>); 3] = [
    ("The call as such", None),
    ("What clients send, and what receivers of webhooks answer", Some(Direction::Request)),
    ("What the server sends, in responses and webhooks", Some(Direction::Response)),
];

/// The page `docs/reference/compatibility.md`.
#[must_use]
pub fn rules_table() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (title, direction) in TABLES {
        let rows = Rule::iter().filter(|rule| rule.direction() == direction);
        let rows: String = rows.fold(String::new(), |mut rows, rule| {
            // Writing to a text can't fail.
            _ = writeln!(rows, "| `{rule}` | {} |", rule.reason());
            rows
        });
        _ = write!(page, "\n## {title}\n\n| rule | why it breaks them |\n|---|---|\n{rows}");
    }
    page
}
