//! The product as a function, behind a gateway or in a stack.

use std::{collections::BTreeMap, env, ffi::OsString, fs::OpenOptions, process::Stdio};

use super::{
    Outcome, Server, Stack, Workplace,
    gateway::{Format, Gateway},
};

impl Workplace {
    /// Starts the function behind a gateway with events in this format.
    pub(super) fn start_function(&self, format: Format, processes: usize) -> Server {
        let append = |path| OpenOptions::new().create(true).append(true).open(path).unwrap();
        let environment = || {
            let mut command = self.command_of(lambda_binary(), &[]);
            command.stdin(Stdio::null()).stdout(append(self.log_path())).stderr(append(self.path("errors.txt")));
            command
        };
        Gateway::start(format, processes, environment).into()
    }

    /// Creates a stack with the function in it.
    pub(super) fn start_stack(&self, processes: usize) -> Server {
        Stack::create(&self.settings_elsewhere(), processes).into()
    }

    /// The configuration, for a process in another directory of this machine.
    fn settings_elsewhere(&self) -> BTreeMap<String, String> {
        let settings = self.variables.iter().map(|(name, value)| {
            let is_file = name.ends_with("_FILE");
            let value = if is_file { self.path(value).into_os_string().into_string().unwrap() } else { value.clone() };
            (name.clone(), value)
        });
        settings.collect()
    }

    /// Runs the function where it fails before it fetches an event.
    pub(crate) fn run_function(&self) -> Outcome {
        let mut command = self.command_of(lambda_binary(), &[]);
        command.env("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9");
        Self::run_to_its_end(command, "")
    }

    /// Runs the function without a source of events.
    pub(crate) fn run_outside_of_lambda(&self) -> Outcome {
        Self::run_to_its_end(self.command_of(lambda_binary(), &[]), "")
    }
}

impl Server {
    /// The gateway of a function.
    pub(crate) fn gateway(&self) -> &Gateway {
        self.gateway.as_ref().expect("it stands behind a gateway")
    }
}

impl From<Gateway> for Server {
    fn from(gateway: Gateway) -> Self {
        let mut server = Self::at(gateway.address.clone());
        server.gateway = Some(gateway);
        server
    }
}

impl From<Stack> for Server {
    fn from(stack: Stack) -> Self {
        let mut server = Self::at(stack.address.clone());
        server.stack = Some(stack);
        server
    }
}

/// The function under test: the one that cargo built for these tests, or another that is configured.
fn lambda_binary() -> OsString {
    env::var_os("TRANCHE_LAMBDA_BINARY").unwrap_or_else(|| env!("CARGO_BIN_EXE_tranche-lambda").into())
}
