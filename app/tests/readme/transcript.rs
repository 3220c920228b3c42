use std::collections::HashMap;

use regex::{Captures, Regex};

/// The line of an expected output that stands for any number of lines.
const LEFT_OUT: &str = "...";

/// A command of a transcript with its output.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) command: String,
    pub(crate) output: Vec<String>,
    /// The number of the command's line in its document.
    pub(crate) line: usize,
}

/// The steps of a console's transcript, whose first line has the number `first`. A command begins with `$ ` and
/// continues in the next line if it ends with a backslash.
pub(crate) fn steps(transcript: &[String], first: usize) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (line, number) in transcript.iter().zip(first..) {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => {
                steps.push(Step { command: command.to_owned(), output: Vec::new(), line: number });
            }
            (None, Some(step)) if step.output.is_empty() && step.command.ends_with('\\') => {
                step.command = format!("{}\n{line}", step.command);
            }
            (None, Some(step)) => step.output.push(line.clone()),
            (None, None) => panic!("line {number} is the output of no command"),
        }
    }
    steps
}

/// Replaces what differs from run to run: times, tokens, and ids. An id becomes the number of its first occurrence, so
/// that repeated ids must repeat in both runs.
pub(crate) struct Normalizer {
    time: Regex,
    token: Regex,
    page_token: Regex,
    id: Regex,
    ids: HashMap<String, usize>,
}

impl Normalizer {
    pub(crate) fn new() -> Self {
        let regex = |pattern| Regex::new(pattern).unwrap();
        Self {
            time: regex(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
            token: regex(r"\beyJ[\w-]+\.[\w-]+\.[\w-]+"),
            page_token: regex(r#""nextToken":"[\w-]+""#),
            id: regex(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b"),
            ids: HashMap::new(),
        }
    }

    pub(crate) fn normalize(&mut self, lines: &[String]) -> Vec<String> {
        lines.iter().map(|line| self.normalize_line(line)).collect()
    }

    /// A command in which each id of this side is replaced by the corresponding one of `other`.
    pub(crate) fn translate(&self, command: &str, other: &Self) -> String {
        let replaced = self.id.replace_all(command, |id: &Captures<'_>| {
            let number =
                self.ids.get(&id[0]).unwrap_or_else(|| panic!("{} was never printed before: {command}", &id[0]));
            let own = other.ids.iter().find(|(_, own)| *own == number).map(|(own, _)| own.clone());
            own.unwrap_or_else(|| id[0].to_owned())
        });
        replaced.into_owned()
    }

    fn normalize_line(&mut self, line: &str) -> String {
        let line = self.time.replace_all(line, |time: &Captures<'_>| {
            // Times keep their shape without their digits: they are written with a fixed number of them.
            time[0].chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>()
        });
        let line = self.token.replace_all(&line, "<token>");
        let line = self.page_token.replace_all(&line, r#""nextToken":"<page token>""#);
        let ids = &mut self.ids;
        let line = self.id.replace_all(&line, |id: &Captures<'_>| {
            let next = ids.len() + 1;
            format!("<id {}>", ids.entry(id[0].to_owned()).or_insert(next))
        });
        line.into_owned()
    }
}

/// Whether `actual` matches the expected output, where a line `...` matches any lines.
pub(crate) fn fits(expected: &[String], actual: &[String]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((line, rest)) if line == LEFT_OUT => (0..=actual.len()).any(|skipped| fits(rest, &actual[skipped..])),
        Some((line, rest)) => actual.split_first().is_some_and(|(own, others)| own == line && fits(rest, others)),
    }
}

/// Cases in which the comparison must fail.
pub(crate) mod checks {
    use super::{Normalizer, Step, fits, steps};

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    fn same(expected: &str, actual: &str) -> bool {
        fits(&Normalizer::new().normalize(&lines(expected)), &Normalizer::new().normalize(&lines(actual)))
    }

    pub(crate) fn commands_and_outputs_are_distinguished() {
        let step =
            |command: &str, output: &str, line| Step { command: command.to_owned(), output: lines(output), line };
        assert_eq!(
            steps(&lines("$ one \\\n    more\nout\nput\n$ two\n$ three\nlast \\"), 10),
            [step("one \\\n    more", "out\nput", 10), step("two", "", 14), step("three", "last \\", 15)]
        );
    }

    pub(crate) fn times_tokens_and_ids_may_differ() {
        assert!(same(
            "01a1fcfd-52d7-72b6-994a-496544630f1d 2026-11-21T07:23:42.679Z eyJh.eyJz.dO-m",
            "01a1fcff-0000-7000-8000-000000000000 2027-01-01T00:00:00.000Z eyJx.eyJy.z_zz",
        ));
        assert!(same(r#"{"nextToken":"ab-c"}"#, r#"{"nextToken":"d_ef"}"#));
        assert!(same("a\n...\nz", "a\nb\nc\nz"));
        assert!(same("...\nz\n...", "z"));
    }

    pub(crate) fn an_id_in_a_command_is_the_one_that_was_met() {
        let (one, other) = ("01a1fcfd-52d7-72b6-994a-496544630f1d", "01a1fcff-0000-7000-8000-000000000000");
        let (mut printed, mut seen) = (Normalizer::new(), Normalizer::new());
        printed.normalize(&lines(&format!("{one} {other}")));
        seen.normalize(&lines(&format!("{other} {one}")));
        assert_eq!(printed.translate(&format!("curl /products/{other}"), &seen), format!("curl /products/{one}"));
    }

    pub(crate) fn whatever_else_differs_is_noticed() {
        let (one, other) = ("01a1fcfd-52d7-72b6-994a-496544630f1d", "01a1fcff-0000-7000-8000-000000000000");
        for (expected, actual) in [
            (r#"{"role":"user"}"#, r#"{"role":"admin"}"#),
            ("2026-11-21T07:23:42.679Z", "2026-11-21T07:23:42.67Z"),
            (one, "01a1fcfd-52d7-42b6-994a-496544630f1d"),
            (&format!("{one}\n{one}"), &format!("{one}\n{other}")),
            (&format!("{one}\n{other}"), &format!("{one}\n{one}")),
            (r#"{"nextToken":"abc"}"#, r#"{"nextToken":null}"#),
            ("a\nb", "a"),
            ("a", "a\nb"),
            ("a\n...\nz", "a\nb"),
            ("", "a"),
        ] {
            assert!(!same(expected, actual), "{expected} passes for {actual}");
        }
    }
}
