use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

use super::{Server, gateway::Format, server};

pub(crate) const JWT_SECRET: &str = "jwt-Xb7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE";
pub(crate) const PEPPER: &str = "pepper-q7Jx2mVwZk9TtR4bLs8NfYc3HdPgU";

/// The variables that name a proxy.
pub(crate) const PROXIES: [&str; 6] =
    ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/// A fresh directory in which the product runs, with its configuration.
pub(crate) struct Workplace {
    directory: TempDir,
    pub(super) variables: BTreeMap<String, String>,
    /// A script that runs before the product and ends with executing its arguments.
    launcher: Option<&'static str>,
}

/// How requests reach the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Over connections to its server.
    Server,
    /// As events of a gateway, in this format, to its function.
    Function(Format),
    /// Signed, through the API of a stack, to its function.
    Stack,
}

/// The exit status of a command, and its output.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Workplace {
    /// A workplace on this store, with cheap hashes, known secrets and no limits on guessing.
    pub(crate) fn new(store_url: &str) -> Self {
        Self::bare()
            .with("TRANCHE_STORE__URL", store_url)
            .with("TRANCHE_SECURITY__BCRYPT_COST", "4")
            .with("TRANCHE_SECURITY__JWT_SECRET", JWT_SECRET)
            .with("TRANCHE_SECURITY__PASSWORD_PEPPER", PEPPER)
            .with("TRANCHE_RATE_LIMIT__ENABLED", "false")
    }

    /// A workplace for what every store does alike, within the life of one process.
    pub(crate) fn on_any_store() -> Self {
        Self::on_sqlite()
    }

    /// A workplace on SQLite.
    pub(crate) fn on_sqlite() -> Self {
        Self::new("sqlite://data/tranche.db")
    }

    /// A workplace without configuration.
    pub(crate) fn bare() -> Self {
        Self { directory: tempfile::tempdir().unwrap(), variables: BTreeMap::new(), launcher: None }
    }

    /// Sets an environment variable.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Names a proxy that does not run, by every variable that HTTP clients read.
    pub(crate) fn with_dead_proxies(self) -> Self {
        PROXIES.into_iter().fold(self, |workplace, name| workplace.with(name, "http://127.0.0.1:9"))
    }

    /// Removes an environment variable.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.variables.remove(name).unwrap_or_else(|| panic!("{name} is set"));
        self
    }

    /// Runs the product from this script, which ends with `exec "$@"`.
    pub(crate) fn launched_by(mut self, script: &'static str) -> Self {
        self.launcher = Some(script);
        self
    }

    /// Runs the product itself again, and no script: the kill of a server would end the script's process alone.
    pub(crate) fn launched_directly(mut self) -> Self {
        self.launcher = None;
        self
    }

    /// A file or directory of the workplace.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Starts the server and waits until it listens.
    #[track_caller]
    pub(crate) fn start(&self) -> Server {
        let log = OpenOptions::new().create(true).append(true).open(self.log_path()).unwrap();
        self.start_with_output(log.into()).0
    }

    /// Starts the product behind this entry, as a number of processes if it may have several.
    #[track_caller]
    pub(crate) fn start_behind(&self, entry: Entry, processes: usize) -> Server {
        match entry {
            Entry::Server => self.start(),
            Entry::Function(format) => self.start_function(format, processes),
            Entry::Stack => self.start_stack(processes),
        }
    }

    /// Starts the server with its log elsewhere; returns the reading end too, if that is a pipe.
    #[track_caller]
    pub(crate) fn start_with_output(&self, output: Stdio) -> (Server, Option<ChildStdout>) {
        let errors = OpenOptions::new().create(true).append(true).open(self.path("errors.txt")).unwrap();
        let address_file = self.path("address");
        // An earlier start's file would pass for this one's.
        let _ = fs::remove_file(&address_file);
        let mut command = self.command(&["serve", "--port", "0", "--address-file"]);
        command.arg(&address_file).stdin(Stdio::null()).stdout(output).stderr(errors);
        server::spawn(command, &address_file, &self.path("errors.txt"))
    }

    /// Runs a command that ends, with `input` as its standard input.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Outcome {
        Self::run_to_its_end(self.command(arguments), input)
    }

    /// Begins a command whose standard input stays open until it is killed.
    pub(crate) fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Runs a command that ends, with `input` as its standard input; what it prints goes to `output`.
    pub(crate) fn run_into(&self, arguments: &[&str], input: &str, output: impl Into<Stdio>) -> Outcome {
        let mut command = self.command(arguments);
        let mut process = command.stdin(Stdio::piped()).stdout(output).stderr(Stdio::piped()).spawn().unwrap();
        let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
        let ended = process.wait_with_output().unwrap();
        Outcome { code: ended.status.code(), output: String::new(), errors: String::from_utf8(ended.stderr).unwrap() }
    }

    pub(super) fn run_to_its_end(mut command: Command, input: &str) -> Outcome {
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = pipes.spawn().unwrap();
        // A command that reads no input may have ended by now.
        let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
        let output = process.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Outcome { code: output.status.code(), output: text(output.stdout), errors: text(output.stderr) }
    }

    /// Everything that servers logged here.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap()
    }

    pub(super) fn log_path(&self) -> PathBuf {
        self.path("log.txt")
    }

    /// The product without this process's environment.
    fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(binary(), arguments)
    }

    pub(super) fn command_of(&self, binary: OsString, arguments: &[&str]) -> Command {
        let mut command = match self.launcher {
            None => Command::new(binary),
            Some(script) => {
                let mut shell = Command::new("/bin/sh");
                shell.args(["-c", script, "sh"]).arg(binary);
                shell
            }
        };
        command.args(arguments).current_dir(&self.directory).env_clear().envs(&self.variables);
        command
    }
}

/// The binary under test: the one that cargo built for these tests, or another that is configured.
fn binary() -> OsString {
    env::var_os("TRANCHE_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_tranche").into())
}
