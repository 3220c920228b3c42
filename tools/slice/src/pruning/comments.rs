//! Takes the sentences out of comments that mention a part.

use super::prose;

/// How a comment begins, the longer signs first.
const SIGNS: [&str; 4] = ["//!", "///", "//", "#"];

/// The text of a file of code without the sentences of its comments that mention the part. Where documentation has no other, it stays.
pub(crate) fn pruned(text: &str, signs: &[&str], is_in: &dyn Fn(&str) -> bool) -> String {
    let mut result = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((indent, sign)) = comment(line, signs) else {
            result.extend([line, "\n"]);
            continue;
        };
        let mut block = vec![line];
        while let Some(next) = lines.next_if(|next| comment(next, signs) == Some((indent, sign))) {
            block.push(next);
        }
        result.push_str(&of_block(&block, indent, sign, is_in));
    }
    if text.ends_with('\n') { result } else { result.trim_end_matches('\n').to_owned() }
}

/// The indentation and the sign of a line that is a comment.
fn comment<'a>(line: &'a str, signs: &[&str]) -> Option<(&'a str, &'static str)> {
    let text = line.trim_start();
    let sign = SIGNS.into_iter().filter(|sign| signs.contains(sign)).find(|sign| text.starts_with(sign))?;
    let rest = text.strip_prefix(sign)?;
    let indent = line.get(..line.len() - text.len())?;
    (rest.is_empty() || rest.starts_with(' ')).then_some((indent, sign))
}

fn of_block(block: &[&str], indent: &str, sign: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    let whole = || block.join("\n") + "\n";
    let content = block.iter().map(|line| {
        let line = line.trim_start().strip_prefix(sign).unwrap_or_default();
        line.strip_prefix(' ').unwrap_or(line)
    });
    let text = content.collect::<Vec<_>>().join("\n") + "\n";
    if !is_in(&text) {
        return whole();
    }
    let is_documentation = sign.len() == 3;
    let rest = prose::pruned(&text, is_in);
    if rest.trim().is_empty() {
        return if is_documentation { whole() } else { String::new() };
    }
    let line =
        |line: &str| if line.is_empty() { format!("{indent}{sign}\n") } else { format!("{indent}{sign} {line}\n") };
    rest.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_go_and_documentation_that_would_be_empty_stays() {
        let is_in = |text: &str| text.contains("quill");
        let text =
            "//! One. A quill.\n\n/// A quill.\nfn f() {\n    // A quill\n    // writes.\n    g(); // quill\n}\n";
        assert_eq!(
            pruned(text, &["//!", "///", "//"], &is_in),
            "//! One.\n\n/// A quill.\nfn f() {\n    g(); // quill\n}\n"
        );
        assert_eq!(pruned("#!/bin/sh\n# One. A quill.\nquill\n", &["#"], &is_in), "#!/bin/sh\n# One.\nquill\n");
    }
}
