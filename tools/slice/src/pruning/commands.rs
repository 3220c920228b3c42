//! Takes out of commands, wherever a text has them, what mentions a part and can go without the rest.

/// What other options than the only one of its kind may go with their values.
const OF_SEVERAL: &str = "--test ";

/// What is gone.
pub(crate) struct Gone<'a> {
    /// Scripts that run the command behind them, which runs without them.
    pub(crate) wrappers: &'a [String],
    /// Features of cargo.
    pub(crate) features: &'a [String],
    pub(crate) is_in: &'a dyn Fn(&str) -> bool,
}

/// The text without the wrappers, and without features and tests that are gone in the options of cargo.
pub(crate) fn pruned(text: &str, gone: &Gone<'_>) -> String {
    let mut text = text.to_owned();
    for wrapper in gone.wrappers {
        text = without_wrapper(&text, wrapper);
    }
    let lines =
        text.split_inclusive('\n').map(|line| without_tests(&without_features(line, gone.features), gone.is_in));
    lines.collect()
}

fn without_wrapper(text: &str, wrapper: &str) -> String {
    let (mut result, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once(wrapper) {
        result.push_str(before);
        let command = behind.strip_prefix(" \\\n").unwrap_or(behind).trim_start_matches([' ', '\t']);
        let word = command.split([' ', '\n', '`', '|', '"']).next().unwrap_or_default();
        let is_command = command.len() < behind.len()
            && (["bash", "cargo", "make"].contains(&word) || (word.contains('/') && !word.starts_with('/')));
        if is_command {
            rest = command;
        } else {
            result.push_str(wrapper);
            rest = behind;
        }
    }
    result + rest
}

/// Features stand in a row with commas between them, or behind their option.
fn without_features(line: &str, features: &[String]) -> String {
    let is_gone = |name: &str| features.iter().any(|feature| feature == name);
    let is_part = |character: char| character.is_ascii_alphanumeric() || "_-,".contains(character);
    let (mut result, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(begin) = rest.find(is_part) {
        let (before, behind) = rest.split_at(begin);
        result.push_str(before);
        let end = behind.find(|character| !is_part(character)).unwrap_or(behind.len());
        let (word, behind) = behind.split_at(end);
        rest = behind;
        let names: Vec<_> = word.split(',').collect();
        let is_row = names.len() > 1 && names.iter().all(|name| !name.is_empty());
        let is_option = result.ends_with("--features ");
        if !(is_row || is_option) || !names.iter().any(|name| is_gone(name)) {
            result.push_str(word);
            continue;
        }
        let kept: Vec<_> = names.into_iter().filter(|name| !is_gone(name)).collect();
        if kept.is_empty() && is_option {
            let shorter = result.trim_end_matches("--features ").trim_end_matches(' ').len();
            result.truncate(shorter);
        }
        result.push_str(&kept.join(","));
    }
    result + rest
}

/// The line without tests that are gone, if others are run.
fn without_tests(line: &str, is_in: &dyn Fn(&str) -> bool) -> String {
    let parts: Vec<_> = line.split(OF_SEVERAL).collect();
    let is_gone = |part: &str| is_in(part.split([' ', '`', '\n', '"', ')']).next().unwrap_or_default());
    let Some((first, tests)) = parts.split_first() else { return line.to_owned() };
    if tests.iter().all(|part| is_gone(part)) {
        return line.to_owned();
    }
    let mut result = (*first).to_owned();
    for test in tests {
        if is_gone(test) {
            let name = test.split([' ', '`', '\n', '"', ')']).next().unwrap_or_default();
            let behind = test.get(name.len()..).unwrap_or_default();
            result.truncate(result.trim_end_matches(' ').len());
            result.push_str(behind);
        } else {
            result.extend([OF_SEVERAL, test]);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_without(text: &str, expected: &str) {
        let names = |name: &str| vec![name.to_owned()];
        let is_in = |text: &str| text.contains("quill");
        let gone = Gone { wrappers: &names("bin/with-quill.sh"), features: &names("quill"), is_in: &is_in };
        assert_eq!(pruned(text, &gone), expected);
    }

    #[test]
    fn a_wrapper_goes_and_its_command_stays() {
        assert_without(
            "\tA=1 bin/with-quill.sh bin/write.sh \\\n\t\tcargo test\n",
            "\tA=1 bin/write.sh \\\n\t\tcargo test\n",
        );
        assert_without("bin/with-quill.sh \\\n    cargo test\n", "cargo test\n");
        for text in ["Run bin/with-quill.sh and write.\n", "`bin/with-quill.sh`\n", "bin/with-quill.sh\n"] {
            assert_without(text, text);
        }
    }

    #[test]
    fn a_feature_goes_out_of_rows_and_options() {
        assert_without("ARG FEATURES=pen,quill,ink\n", "ARG FEATURES=pen,ink\n");
        assert_without("`cargo run --features quill` writes\n", "`cargo run` writes\n");
        assert_without("cargo build --features quill,pen --bin a\n", "cargo build --features pen --bin a\n");
        for text in ["a quill, a pen\n", "--features pen\n", "quills,pens\n"] {
            assert_without(text, text);
        }
    }

    #[test]
    fn a_test_goes_where_others_are_run() {
        assert_without("cargo test --test pen --test quill -- a\n", "cargo test --test pen -- a\n");
        assert_without("`cargo test --test pen --test quill`\n", "`cargo test --test pen`\n");
        assert_without("cargo test --test quill\n", "cargo test --test quill\n");
    }
}
