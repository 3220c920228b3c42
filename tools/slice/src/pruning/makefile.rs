//! Takes the targets of a Makefile out that mention a part.

use std::collections::BTreeSet;

/// The Makefile without rules whose name or recipe mentions the part, and without their names in lists.
pub(crate) fn pruned(text: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut kept, mut gone) = (Vec::new(), BTreeSet::new());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let end = at + 1 + rest.iter().take_while(|line| line.starts_with('\t')).count();
        let rule = lines.get(at..end).unwrap_or_default();
        at = end;
        match target(line).filter(|target| is_in(target) || rule.iter().skip(1).any(|line| is_in(line))) {
            // The empty line behind it goes too.
            Some(target) => {
                gone.insert(target);
                at += usize::from(lines.get(at).is_some_and(|line| line.is_empty()));
            }
            None => kept.extend(rule.iter().copied()),
        }
    }
    let in_lists = kept.into_iter().map(|line| {
        let is_list = line.starts_with(".PHONY:")
            || line.split_once(":=").is_some_and(|(name, _)| name.trim_end().ends_with("STEPS"));
        if !is_list || gone.is_empty() {
            return line.to_owned();
        }
        line.split(' ').filter(|word| !gone.contains(word)).collect::<Vec<_>>().join(" ")
    });
    in_lists.map(|line| line + "\n").collect()
}

/// The target of a line that begins a rule.
fn target(line: &str) -> Option<&str> {
    let (target, rest) = line.split_once(':')?;
    let is_name =
        !target.is_empty() && target.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    (is_name && !rest.starts_with('=')).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_goes_with_its_name_in_lists() {
        let text = ".PHONY: all pens quills\nSTEPS := all quills\n\nall: ## All\n\tall\n\nquills: all ## Write\n\tquill a\n\nsharpen:\n\tknife quill\n\npens:\n\tpen\n";
        let expected = ".PHONY: all pens\nSTEPS := all\n\nall: ## All\n\tall\n\npens:\n\tpen\n";
        assert_eq!(pruned(text, &|text| text.contains("quill")), expected);
    }
}
