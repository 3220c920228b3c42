use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Result;

/// Writes results to standard output, and into a document if one is named.
pub(crate) struct Report {
    document: Option<PathBuf>,
}

/// A table in Markdown.
pub(crate) struct Table {
    lines: Vec<String>,
}

impl Report {
    pub(crate) const fn new(document: Option<PathBuf>) -> Self {
        Self { document }
    }

    /// Writes the table of this name. In the document it stands between `<!-- NAME -->` and `<!-- end of NAME -->`.
    pub(crate) fn write(&self, name: &str, table: &Table) -> Result<()> {
        let text = format!("{}\n\n{}", conditions(), table.lines.join("\n"));
        println!("{name}\n\n{text}\n");
        match &self.document {
            Some(document) => write_between(document, name, &text),
            None => Ok(()),
        }
    }
}

impl Table {
    pub(crate) fn new(columns: &[&str]) -> Self {
        let rule: String = columns.iter().map(|_| "---|").collect();
        Self { lines: vec![format!("| {} |", columns.join(" | ")), format!("|{rule}")] }
    }

    pub(crate) fn row(&mut self, cells: &[String]) {
        eprintln!("{}", cells.join("  "));
        self.lines.push(format!("| {} |", cells.join(" | ")));
    }
}

fn write_between(document: &Path, name: &str, text: &str) -> Result<()> {
    let (start, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let before = fs::read_to_string(document)?;
    let missing = || format!("{} has no section for {name}: {start}{end}", document.display());
    let (head, rest) = before.split_once(&start).ok_or_else(missing)?;
    let (_, tail) = rest.split_once(&end).ok_or_else(missing)?;
    fs::write(document, format!("{head}{start}{text}\n{end}{tail}"))?;
    Ok(())
}

/// Time, machine and load: results mean nothing without these.
fn conditions() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let output_of = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
    };
    let date = output_of("date", &["--utc", "+%-d %B %Y, %H:%M UTC"]).unwrap_or_default();
    let system = output_of("uname", &["-sm"]).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or_else(|_| "unknown".to_owned(), |cores| cores.to_string());
    format!("{date}; {cores} cores, {system}; load average of the last minute at the end: {load}.")
}
