//! What is there to work with on this repository, and what to do where it is not.

use std::{path::Path, process::Command};

use crate::{refusal::Refusal, repository::Repository};

/// The free disk that a build with all its checks fills, in GiB.
const DISK: u64 = 10;

/// The most characters of an answer that are shown.
const LONGEST: usize = 80;

/// Prints the folder of the programs of PostgreSQL that tests would be run with.
const POSTGRESQL: [&str; 3] = ["bash", "testing/with-postgres.sh", "--programs"];

/// Something that is looked for.
struct Finding {
    what: &'static str,
    /// What was found.
    found: Option<String>,
    /// What can't be done without it.
    needed_for: &'static str,
    /// What to do to have it.
    advice: String,
    is_required: bool,
}

/// Lists what is there.
///
/// # Errors
/// [`Refusal::Unfit`] with the same list where something is missing that everything needs.
pub(crate) fn examine(repository: &Repository) -> Result<String, Refusal> {
    let findings = [
        rust(&repository.rust_version()?),
        program("rustfmt", &["rustfmt", "--version"], "`make lint` and this command", "rustup component add rustfmt"),
        program("clippy", &["cargo", "clippy", "--version"], "`make lint`", "rustup component add clippy"),
        program("a C compiler", &["cc", "--version"], "any build", "Debian: apt-get install gcc libc6-dev"),
        program("make", &["make", "--version"], "`make ci`", "Debian: apt-get install make"),
        program("git", &["git", "--version"], "this command", "Debian: apt-get install git"),
        optional(program("bash", &["bash", "--version"], "the scripts of `make test`", "Debian: apt-get install bash")),
        optional(program("curl", &["curl", "--version"], "the tests of the README", "Debian: apt-get install curl")),
        optional(program(
            "Node",
            &["node", "--version"],
            "`make clients` and `make console-test`",
            "Debian: apt-get install nodejs npm",
        )),
        optional(program(
            "Python",
            &["python3", "--version"],
            "`make clients`",
            "Debian: apt-get install python3-venv",
        )),
        postgresql(repository.root()),
        disk(repository.root()),
    ];
    report(&findings)
}

fn report(findings: &[Finding]) -> Result<String, Refusal> {
    let lines: String = findings.iter().map(Finding::line).collect();
    let missing: Vec<_> = findings.iter().filter(|finding| finding.is_required && finding.found.is_none()).collect();
    if missing.is_empty() {
        return Ok(format!("{lines}\nEverything that a build needs is there. Begin with: cargo run\n"));
    }
    let names: Vec<_> = missing.iter().map(|finding| finding.what).collect();
    Err(Refusal::Unfit { lines, missing: names.join(", ") })
}

impl Finding {
    fn line(&self) -> String {
        let Self { what, found, needed_for, advice, is_required } = self;
        match found {
            Some(found) => format!("  ok       {what}: {found}\n"),
            None if *is_required => format!("  MISSING  {what}, for {needed_for}. {advice}\n"),
            None => format!("  without  {what}, for {needed_for}. {advice}\n"),
        }
    }
}

fn rust(least: &str) -> Finding {
    let version = answer(&["rustc", "--version"]);
    let found = version.clone().filter(|version| is_at_least(version, least));
    let advice = match version {
        Some(version) => format!("There is {version}, and {least} or later is needed: rustup update stable"),
        None => format!("Install {least} or later by rustup: see rustup.rs"),
    };
    Finding { what: "Rust", found, needed_for: "any build", advice, is_required: true }
}

/// Whether the answer of `rustc --version` names a release as new as `least`.
fn is_at_least(version: &str, least: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> { text.split(['.', '-']).map_while(|part| part.parse().ok()).collect() };
    version.split(' ').nth(1).is_some_and(|version| numbers(version) >= numbers(least))
}

fn program(what: &'static str, command: &[&str], needed_for: &'static str, advice: &str) -> Finding {
    Finding { what, found: answer(command), needed_for, advice: advice.to_owned(), is_required: true }
}

fn optional(finding: Finding) -> Finding {
    Finding { is_required: false, ..finding }
}

fn postgresql(root: &Path) -> Finding {
    Finding {
        what: "the programs of PostgreSQL",
        found: answer_in(root, &POSTGRESQL, 0),
        needed_for: "tests on it, which `make test` runs in a container otherwise",
        advice: "Debian: apt-get install postgresql".to_owned(),
        is_required: false,
    }
}

fn disk(folder: &Path) -> Finding {
    let free = free_disk(folder);
    Finding {
        what: "free disk",
        found: free.filter(|free| *free >= DISK).map(|free| format!("{free} GiB")),
        needed_for: "a build with all its checks",
        advice: match free {
            Some(free) => format!("There are {free} GiB, and {DISK} are filled: make room, or clean up by cargo clean"),
            None => format!("`df` does not say how much there is; {DISK} GiB are filled"),
        },
        is_required: false,
    }
}

/// The free space of the disk that a folder lies on, in GiB; `None` where `df` does not say it.
fn free_disk(folder: &Path) -> Option<u64> {
    answer_in(folder, &["df", "-Pk", "."], 1).as_deref().and_then(free_gib)
}

/// The free space that a line of `df -Pk` names.
fn free_gib(line: &str) -> Option<u64> {
    let kib: u64 = line.split_whitespace().nth(3)?.parse().ok()?;
    Some(kib / 1024 / 1024)
}

/// The first line that a program answers; `None` where it can't be run.
fn answer(command: &[&str]) -> Option<String> {
    answer_in(Path::new("."), command, 0).map(|answer| answer.chars().take(LONGEST).collect())
}

fn answer_in(folder: &Path, command: &[&str], line: usize) -> Option<String> {
    let (program, arguments) = command.split_first()?;
    let output = Command::new(program).args(arguments).current_dir(folder).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().nth(line).filter(|_| output.status.success()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_compared_by_its_numbers() {
        assert!(is_at_least("rustc 1.95.0 (f2d3ce0bd 2026-03-21)", "1.95"));
        assert!(is_at_least("rustc 1.100.0-nightly (f2d3ce0bd 2026-03-21)", "1.95"));
        assert!(!is_at_least("rustc 1.94.1 (f2d3ce0bd 2026-03-21)", "1.95"));
        assert!(!is_at_least("rustc", "1.95"));
    }

    #[test]
    fn free_disk_is_read_from_df() {
        assert_eq!(free_gib("/dev/sda1 102400000 71942784 31457280 70% /"), Some(30));
        assert_eq!(free_gib("Filesystem 1024-blocks Used Available Capacity Mounted on"), None);
        assert!(disk(Path::new("/")).line().contains("GiB"));
        assert!(free_disk(Path::new("/")).is_some(), "the answer of `df` is read");
    }

    #[test]
    fn what_a_build_needs_is_demanded_and_the_rest_advised() {
        let absent = |what| program(what, &["no-such-program-here"], "a test", "Get it");
        let git = || program("git", &["git", "--version"], "this command", "");
        let report = super::report(&[git(), optional(absent("tea"))]).unwrap();
        assert!(report.starts_with("  ok       git: git version "), "{report}");
        assert!(report.contains("\n  without  tea, for a test. Get it\n"), "{report}");
        let refusal = super::report(&[git(), absent("milk")]).unwrap_err().to_string();
        assert!(refusal.contains("\n  MISSING  milk, for a test. Get it\n"), "{refusal}");
        assert!(refusal.ends_with("\nmilk is missing: do what the list says, and run this again."), "{refusal}");
        assert_eq!(rust("99.0").found, None);
    }
}
