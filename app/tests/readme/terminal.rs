use std::{
    env, fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// The address in the documents: the default of the server.
const PRINTED_ADDRESS: &str = "127.0.0.1:8000";

/// The timeout of the server's start.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A terminal in a fresh directory, where `cargo run` is the binary under test. Its server has another port than the
/// printed one, which may be in use.
pub(crate) struct Terminal {
    directory: TempDir,
    server: Option<Server>,
}

struct Server {
    process: Child,
    address: String,
    /// Kept so that the reading thread continues: a full pipe would cost the server its log.
    _output: Receiver<String>,
}

impl Terminal {
    /// The command that starts the server, and does not end.
    pub(crate) const START: &str = "cargo run";

    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let cargo = directory.path().join("bin/cargo");
        fs::create_dir(cargo.parent().unwrap()).unwrap();
        // `cargo run [FLAGS] -- ARGUMENTS` is the binary with the arguments.
        let binary = env!("CARGO_BIN_EXE_tranche");
        let script = format!(
            "#!/usr/bin/env bash\nwhile (($#)) && [[ $1 != -- ]]; do shift; done\nexec '{binary}' \"${{@:2}}\"\n"
        );
        fs::write(&cargo, script).unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        Self { directory, server: None }
    }

    /// Starts the server, and returns its output until that was `complete`.
    pub(crate) fn start_server(&mut self, complete: impl Fn(&[String]) -> bool) -> Vec<String> {
        let mut process =
            self.shell(&format!("exec {}", Self::START)).stdout(Stdio::piped()).spawn().expect("the server starts");
        let (sender, output) = mpsc::channel();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        thread::spawn(
            move || while lines.next().is_some_and(|line| line.is_ok_and(|line| sender.send(line).is_ok())) {},
        );

        let (mut printed, mut address, deadline) = (Vec::new(), None, Instant::now() + TIMEOUT);
        while !complete(&printed) {
            let Ok(line) = output.recv_timeout(deadline.saturating_duration_since(Instant::now())) else { break };
            address = address.or_else(|| find_address(&line));
            let line = match &address {
                Some(address) => line.replace(address, PRINTED_ADDRESS),
                None => line,
            };
            printed.push(line);
        }
        let address = address.unwrap_or_else(|| PRINTED_ADDRESS.to_owned());
        self.server = Some(Server { process, address, _output: output });
        printed
    }

    /// Runs a command, and returns its output.
    pub(crate) fn run(&self, command: &str) -> Vec<String> {
        let address = self.server.as_ref().map_or(PRINTED_ADDRESS, |server| &server.address);
        let output = self.shell(&format!("exec 2>&1; {}", command.replace(PRINTED_ADDRESS, address))).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{command}\nfails: {}\n{text}", output.status);
        text.replace(address, PRINTED_ADDRESS).lines().map(str::to_owned).collect()
    }

    /// A shell without the machine's settings: no proxy, no configuration of curl or of the product.
    fn shell(&self, command: &str) -> Command {
        let mut path = self.directory.path().join("bin").into_os_string();
        path.push(":");
        path.push(env::var_os("PATH").unwrap_or_default());
        let mut shell = Command::new("bash");
        shell
            .args(["-c", command])
            .current_dir(&self.directory)
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.directory.path())
            .env("TRANCHE_SERVER__PORT", "0")
            // The server's format on a terminal.
            .env("TRANCHE_LOG__FORMAT", "pretty");
        shell
    }
}

fn find_address(line: &str) -> Option<String> {
    line.split_once(" listening address=")?.1.split(' ').next().map(str::to_owned)
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which has failed the test already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
