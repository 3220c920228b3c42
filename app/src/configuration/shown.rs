use std::fmt::Write;

use toml::Value;

/// The settings in force, each with where it came from, in the order of the reference. Secrets are masked.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown(Vec<Line>);

#[derive(Clone, Debug)]
struct Line {
    name: String,
    /// `None` if it has no value.
    value: Option<Value>,
    /// `None` for the default.
    origin: Option<String>,
}

impl Shown {
    /// Shows this under the key, in place of any earlier text.
    pub(super) fn set(&mut self, name: &str, value: Option<Value>, origin: Option<String>) {
        let line = Line { name: name.to_owned(), value, origin };
        match self.0.iter_mut().find(|line| line.name == name) {
            Some(shown) => *shown = line,
            None => self.0.push(line),
        }
    }

    /// Where the key's value came from, if it is not the default.
    pub(super) fn origin(&self, name: &str) -> Option<String> {
        self.0.iter().find(|line| line.name == name)?.origin.clone()
    }

    /// The keys, in their order.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|line| line.name.as_str())
    }

    /// All settings as TOML.
    pub(super) fn render(&self) -> String {
        let mut text = String::new();
        let mut current_section = "";
        for line in &self.0 {
            let (section, name) = line.name.split_once('.').unwrap_or(("", &line.name));
            if section != current_section {
                let _ = writeln!(text, "\n[{section}]");
                current_section = section;
            }
            let origin = line.origin.as_deref().unwrap_or("default").escape_debug();
            let _ = match &line.value {
                Some(value) => writeln!(text, "{name} = {value} # {origin}"),
                None => writeln!(text, "# {name} is not set"),
            };
        }
        text
    }
}
