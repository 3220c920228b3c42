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
    running: Running,
    /// `host:port`.
    pub(crate) address: String,
}

/// The entry that answers.
enum Running {
    Process(Child),
    /// The product as a function.
    Function(Gateway),
    /// The product as a function, in a stack.
    Stack(Stack),
}

#[track_caller]
pub(super) fn spawn(mut command: Command, address_file: &Path, errors: &Path) -> (Server, Option<ChildStdout>) {
    let mut process = command.spawn().unwrap();
    let output = process.stdout.take();
    let mut server = Server { running: Running::Process(process), address: String::new() };
    server.address = eventually("the server listens", || {
        if let Some(status) = server.process().try_wait().unwrap() {
            panic!("the server ended with {status}: {}", fs::read_to_string(errors).unwrap());
        }
        fs::read_to_string(address_file).ok()
    });
    assert_eq!(server.address.pop(), Some('\n'));
    (server, output)
}

impl From<Gateway> for Server {
    fn from(gateway: Gateway) -> Self {
        Self { address: gateway.address.clone(), running: Running::Function(gateway) }
    }
}

impl From<Stack> for Server {
    fn from(stack: Stack) -> Self {
        Self { address: stack.address.clone(), running: Running::Stack(stack) }
    }
}

impl Server {
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
        let Running::Process(process) = &self.running else { panic!("a function is no process") };
        Pid::from_raw(process.id().try_into().unwrap()).unwrap()
    }

    fn process(&mut self) -> &mut Child {
        let Running::Process(process) = &mut self.running else { panic!("a function is no process") };
        process
    }

    /// The gateway of a function.
    pub(crate) fn gateway(&self) -> &Gateway {
        let Running::Function(gateway) = &self.running else { panic!("a server has no gateway") };
        gateway
    }

    /// Its stack, if it has one.
    pub(super) fn stack(&self) -> Option<&Stack> {
        if let Running::Stack(stack) = &self.running { Some(stack) } else { None }
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
        if let Running::Process(process) = &mut self.running {
            // It may have ended by itself.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
