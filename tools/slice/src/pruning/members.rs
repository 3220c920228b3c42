//! Takes members out of pretty JSON whose names mention a part.

/// The text without them.
pub(crate) fn pruned(text: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    let mut kept: Vec<String> = Vec::new();
    let mut gone: Option<String> = None;
    for line in text.lines() {
        let indent: String = line.chars().take_while(|character| *character == ' ').collect();
        if let Some(end) = &gone {
            if indent == *end {
                gone = None;
            }
            continue;
        }
        let is_gone = name(line).is_some_and(is_in);
        if is_gone && line.ends_with(['{', '[']) {
            gone = Some(indent);
        } else if !is_gone {
            // What is the last of its parent now has no comma behind it.
            if line.trim_start().starts_with(['}', ']'])
                && let Some(last) = kept.last_mut().filter(|last| last.ends_with(','))
            {
                last.pop();
            }
            kept.push(line.to_owned());
        }
    }
    kept.join("\n") + "\n"
}

/// The name of the member that begins in a line.
fn name(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix('"')?.split_once("\": ").map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_goes_with_all_that_it_has() {
        let text = "{\n  \"a\": {\n    \"pen\": \"a quill\",\n    \"quill\": \"b\"\n  },\n  \"quills\": [\n    \"c\"\n  ],\n  \"d\": [\n    1\n  ]\n}\n";
        let expected = "{\n  \"a\": {\n    \"pen\": \"a quill\"\n  },\n  \"d\": [\n    1\n  ]\n}\n";
        assert_eq!(pruned(text, &|name| name.contains("quill")), expected);
    }
}
