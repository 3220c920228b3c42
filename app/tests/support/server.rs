use std::{
    fs,
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus},
};

pub(crate) use rustix::process::Signal;
use rustix::process::{Pid, Resource, Rlimit, getrlimit, kill_process, prlimit, setrlimit};

use super::{Client, Stack, eventually, gateway::Gateway};

/// Raises the limit of open files and connections of this process, and of the servers that it starts.
pub(crate) fn raise_file_limit() {
    let maximum = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
}

/// A running server; it is killed when this is dropped.
pub(crate) struct Server {
    process: Option<Child>,
    /// The product as a function, instead of a process of its own.
    pub(super) gateway: Option<Gateway>,
    /// The product as a function in a stack.
    pub(super) stack: Option<Stack>,
    /// `host:port`.
    pub(crate) address: String,
}

#[track_caller]
pub(super) fn spawn(mut command: Command, address_file: &Path, errors: &Path) -> (Server, Option<ChildStdout>) {
    let mut process = command.spawn().unwrap();
    let output = process.stdout.take();
    let mut server = Server::at(String::new());
    server.process = Some(process);
    server.address = eventually("the server listens", || {
        if let Some(status) = server.process().try_wait().unwrap() {
            panic!("the server ended with {status}: {}", fs::read_to_string(errors).unwrap());
        }
        fs::read_to_string(address_file).ok()
    });
    assert_eq!(server.address.pop(), Some('\n'));
    (server, output)
}

impl Server {
    /// What listens at this address.
    pub(super) fn at(address: String) -> Self {
        Self { process: None, gateway: None, stack: None, address }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client without a session.
    pub(crate) fn anonymous(&self) -> Client {
        Client::anonymous(self.origin())
    }

    pub(crate) fn send(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    /// Limits the size of the files that the process writes, or removes the limit.
    pub(crate) fn limit_files(&self, bytes: Option<u64>) {
        prlimit(Some(self.id()), Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
    }

    /// The resident memory of the process.
    pub(crate) fn resident_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id().as_raw_pid())).unwrap();
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix(" kB")).unwrap();
        kilobytes.trim().parse::<u64>().unwrap() * 1024
    }

    /// Whether a signal has stopped the process, which waits for another one to continue.
    pub(crate) fn stands_still(&self) -> bool {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id().as_raw_pid())).unwrap();
        status.lines().any(|line| line.starts_with("State:") && line.contains("T (stopped)"))
    }

    fn id(&self) -> Pid {
        let process = self.process.as_ref().expect("it is a process of its own");
        Pid::from_raw(process.id().try_into().unwrap()).unwrap()
    }

    fn process(&mut self) -> &mut Child {
        self.process.as_mut().expect("it is a process of its own")
    }

    /// Kills the process, as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.process().kill().unwrap();
        self.process().wait().unwrap();
    }

    /// Asks the process to end, and waits until it has.
    pub(crate) fn stop(mut self) -> ExitStatus {
        self.send(Signal::TERM);
        self.wait()
    }

    /// The exit status of the process.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        eventually("the server ends", || self.process().try_wait().unwrap())
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        self.process().try_wait().unwrap().is_some()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
