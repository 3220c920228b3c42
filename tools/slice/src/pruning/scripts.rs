//! Takes out of tests in JavaScript, TypeScript and Python what mentions a part: names that are imported, and whole statements of the
//! outermost level, such as a test, a function or a step.

/// The text without them.
pub(crate) fn pruned(text: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    statements(text).into_iter().filter_map(|statement| rest(&statement, is_in)).collect()
}

/// What is left of a statement.
fn rest(statement: &str, is_in: &dyn Fn(&str) -> bool) -> Option<String> {
    let code: String = statement.split_inclusive('\n').filter(|line| !is_comment(line)).collect();
    if !is_in(&code) {
        return Some(statement.to_owned());
    }
    let (before, names, behind) = imported(statement)?;
    let left: Vec<_> = names.split(',').map(str::trim).filter(|name| !name.is_empty() && !is_in(name)).collect();
    (!left.is_empty() && !is_in(before) && !is_in(behind)).then(|| format!("{before} {} {behind}", left.join(", ")))
}

/// An import of names in braces: what stands before them, they, and what stands behind.
fn imported(statement: &str) -> Option<(&str, &str, &str)> {
    if !statement.starts_with("import ") {
        return None;
    }
    let (open, close) = (statement.find('{')? + 1, statement.find('}')?);
    Some((statement.get(..open)?, statement.get(open..close)?, statement.get(close..)?))
}

/// The statements of the outermost level, each with the comment above it and the empty lines below.
fn statements(text: &str) -> Vec<String> {
    let mut statements: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(|first: char| !first.is_whitespace() && !"})]".contains(first));
        match statements.last_mut() {
            Some(last) if !begins || is_open => last.push_str(line),
            _ => statements.push(line.to_owned()),
        }
        // What a comment is above belongs to it.
        if begins || line.trim().is_empty() {
            is_open = begins && is_comment(line);
        }
    }
    statements
}

fn is_comment(line: &str) -> bool {
    ["//", "/*", " *", "#"].iter().any(|sign| line.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_quills(text: &str) -> String {
        pruned(text, &|text| text.to_lowercase().contains("quill"))
    }

    #[test]
    fn a_statement_goes_with_its_comment_and_the_others_stay() {
        let text = "// A quill.\nimport { a } from './a.js';\n\n/** Writes. */\nconst w = async () => {\n  quill();\n};\n\ntest('b', () => {\n  b();\n});\n";
        let expected = "// A quill.\nimport { a } from './a.js';\n\ntest('b', () => {\n  b();\n});\n";
        assert_eq!(without_quills(text), expected);
        let text = "with step(\"a\"):\n    a()\n\nwith step(\"b\"):\n    b()\n\n    quill()\n\nc()\n";
        assert_eq!(without_quills(text), "with step(\"a\"):\n    a()\n\nc()\n");
    }

    #[test]
    fn of_an_import_names_go() {
        assert_eq!(without_quills("import { a, type Quill, b } from \"c\";\n"), "import { a, b } from \"c\";\n");
        assert_eq!(without_quills("import { Quill } from \"c\";\nimport d from \"quill\";\ne();\n"), "e();\n");
        assert_eq!(without_quills("from c.quill import d\nfrom c import d\n"), "from c import d\n");
    }
}
