use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// What the command reads and writes.
const PARTS: [&str; 16] = [
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "app/Cargo.toml",
    "app/src",
    "app/tests/http",
    "core/application/src/aggregates.rs",
    "core/domain/src",
    "docs",
    "features/seed_store/src/sample",
    "infra/dynamodb/src",
    "infra/memory/src",
    "infra/sea_orm/src",
    "migration/src",
    "rustfmt.toml",
    "testing/contract/src/cases",
];

/// A copy of this repository in which everything is committed.
pub(crate) struct Copy(TempDir);

/// What the command answered.
pub(crate) struct Answer {
    pub(crate) succeeded: bool,
    /// Standard output and standard error.
    pub(crate) text: String,
}

impl Copy {
    pub(crate) fn new() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        for part in PARTS {
            copy_all(&repository().join(part), &copy.at(part));
        }
        for slice in fs::read_dir(repository().join("features")).unwrap() {
            let path = Path::new("features").join(slice.unwrap().file_name()).join("Cargo.toml");
            copy_all(&repository().join(&path), &copy.0.path().join(path));
        }
        copy.git(&["init", "--quiet"]);
        copy.commit();
        copy
    }

    /// A copy of all that git tracks.
    pub(crate) fn whole() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        for path in listed(&repository()) {
            copy_all(&repository().join(&path), &copy.at(&path));
        }
        copy.git(&["init", "--quiet"]);
        copy.commit();
        copy
    }

    /// The files that are there, without what git has of its own.
    pub(crate) fn files(&self) -> Vec<String> {
        self.git(&["add", "--all"]);
        listed(self.0.path())
    }

    pub(crate) fn difference_to_the_first_commit(&self) -> String {
        let commits = self.git(&["rev-list", "HEAD"]);
        // The tests of the tool have names of their own.
        self.git(&["diff", "--stat", commits.lines().last().unwrap(), "HEAD", "--", ".", ":!tools/slice"])
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    pub(crate) fn commit(&self) {
        self.git(&["add", "--all"]);
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.test", "-c", "commit.gpgsign=false"];
        self.git(&[&identity[..], &["commit", "--quiet", "--allow-empty", "--message", "All"]].concat());
    }

    /// Makes everything as it was committed.
    pub(crate) fn reset(&self) {
        self.git(&["reset", "--quiet", "--hard"]);
        self.git(&["clean", "--quiet", "--force", "-d"]);
    }

    /// The paths that `git status` reports, with what became of each.
    pub(crate) fn changes(&self) -> Vec<String> {
        self.git(&["status", "--porcelain", "--untracked-files=all"])
            .lines()
            .map(|line| line.trim().to_owned())
            .collect()
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").args(arguments).current_dir(self.0.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs `cargo slice` with these words; it has no terminal.
    pub(crate) fn slice(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-slice"));
        for (variable, value) in ["AUTHOR", "COMMITTER"]
            .into_iter()
            .flat_map(|who| [(format!("GIT_{who}_NAME"), "Test"), (format!("GIT_{who}_EMAIL"), "test@example.test")])
        {
            command.env(variable, value);
        }
        let command = command.args(arguments).current_dir(self.at("app")).output();
        let Output { status, stdout, stderr } = command.unwrap();
        let text = [stdout, stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        Answer { succeeded: status.success(), text }
    }

    /// Adds a use case that must be made.
    pub(crate) fn add(&self, name: &str, method: &str, path: &str, role: &str) -> String {
        self.slice(&["use-case", name, "--method", method, "--path", path, "--role", role, "--force"]).success()
    }
}

impl Answer {
    pub(crate) fn success(self) -> String {
        assert!(self.succeeded, "{}", self.text);
        self.text
    }

    pub(crate) fn refusal(self) -> String {
        assert!(!self.succeeded, "{}", self.text);
        self.text
    }
}

/// The name of a migration that follows the last one here, or that stands further `behind`.
pub(crate) fn migration_of(copy: &Copy, what: &str, behind: usize) -> String {
    let migrations = copy.read("migration/src/lib.rs");
    let last = migrations.lines().filter_map(|line| line.strip_prefix("mod m")).next_back().unwrap();
    let (day, number) = last.split_at(8);
    let number: usize = number[1..7].parse().unwrap();
    format!("m{day}_{:06}_{what}", number + 1 + behind)
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// The files that git tracks and that are there.
fn listed(root: &Path) -> Vec<String> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output().unwrap();
    let paths = String::from_utf8(output.stdout).unwrap();
    paths.split('\0').filter(|path| !path.is_empty() && root.join(path).exists()).map(str::to_owned).collect()
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy_all(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}
