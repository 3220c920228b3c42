//! The command line: `tranche serve` and the other commands.

mod advice;
mod config;
mod data;
mod dead_letters;
mod event_line;
mod events;
mod healthcheck;
mod maintenance;
mod migrate;
mod openapi;
mod output;
mod seed;
mod users;

use std::{error::Error, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use output::{OutputError, say};

use crate::{
    configuration::{ConfigurationError, Settings, Sources, StoreUrl, load},
    preflight, server, version,
};

/// How to set the address: new users look for it here, and it belongs to `serve`.
const AFTER_HELP: &str = "\
Without a command, the server starts, by default on 127.0.0.1:8000. Set another address with

  the command line   tranche serve --host HOST --port PORT
  the environment    TRANCHE_SERVER__HOST, TRANCHE_SERVER__PORT
  config.toml        server.host, server.port

`tranche config reference` lists all keys.";

/// A backend: accounts, a catalogue and orders over HTTP.
#[derive(Parser)]
#[command(name = "tranche", version = version::LINE.as_str(), propagate_version = true, after_help = AFTER_HELP)]
struct CommandLine {
    #[command(flatten)]
    sources: SourceFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct SourceFlags {
    /// Read the configuration from FILE instead of `config.toml`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Set one key, overriding file and environment. Not for secrets: other users see the arguments of a process.
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = key_and_value)]
    set: Vec<(String, String)>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve HTTP; the default command.
    Serve(ServeFlags),
    /// Migrate the store's schema to this version.
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// Refuse changes for a while, for example to move the data.
    #[command(subcommand)]
    Maintenance(maintenance::Command),
    /// Export, import, move and compare all data.
    #[command(subcommand)]
    Data(data::Command),
    /// Manage users.
    #[command(subcommand)]
    Users(users::Command),
    /// List events, the audit trail, and deliver dead letters again.
    #[command(subcommand)]
    Events(events::Command),
    /// Fill the store with sample data.
    Seed(seed::SeedFlags),
    /// Print the OpenAPI document.
    Openapi,
    /// Check and print the configuration.
    #[command(subcommand)]
    Config(config::Command),
    /// Check whether the server on this machine is ready; for containers.
    Healthcheck,
}

#[derive(Args, Default)]
struct ServeFlags {
    /// The address to listen on; the key `server.host`, the variable `TRANCHE_SERVER__HOST`.
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// The port to listen on, 0 for any; the key `server.port`, the variable `TRANCHE_SERVER__PORT`.
    #[arg(long, value_name = "PORT")]
    port: Option<String>,
    /// Write `host:port` and a newline to FILE once the server listens.
    #[arg(long, value_name = "FILE")]
    address_file: Option<PathBuf>,
}

/// The result of a command.
type CommandResult = Result<(), Box<dyn Error + Send + Sync>>;

/// Parses the arguments of the process and runs the command.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match CommandLine::try_parse() {
        Ok(CommandLine { sources, command }) => {
            let command = command.unwrap_or_else(|| Command::Serve(ServeFlags::default()));
            actix_web::rt::System::new().block_on(execute(&sources, command))
        }
        Err(error) if error.use_stderr() => advice::advise(error).exit(),
        Err(help) => output::print(&help).map_err(Into::into),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.downcast_ref().is_some_and(OutputError::is_closed_pipe) => ExitCode::SUCCESS,
        Err(error) => {
            output::warn(format_args!("tranche: {}", application::ErrorChain(&*error)));
            // 78 is EX_CONFIG of sysexits(3): a supervisor need not restart the process.
            if error.is::<ConfigurationError>() {
                ExitCode::from(78)
            } else if error.is::<data::Differs>() {
                ExitCode::from(3)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

async fn execute(sources: &SourceFlags, command: Command) -> CommandResult {
    let outcome = match command {
        Command::Serve(flags) => {
            let mut settings = sources.load_with(flags.overrides())?;
            preflight::check(&settings).await?;
            settings.keep_generated_secrets()?;
            // Standard output is the server's log. It keeps running if nothing reads it, so it needs no flush.
            return server::serve(settings, flags.address_file).await;
        }
        Command::Migrate(command) => migrate::run(command, &sources.load()?).await,
        Command::Maintenance(command) => maintenance::run(command, &sources.load()?).await,
        Command::Data(command) => data::run(command, &sources.load()?).await,
        Command::Users(command) => users::run(command, sources.load()?).await,
        Command::Events(command) => events::run(command, &sources.load()?).await,
        Command::Seed(flags) => seed::run(flags, sources.load()?).await,
        Command::Openapi => openapi::run(),
        Command::Config(command) => config::run(&command, || sources.load()),
        Command::Healthcheck => healthcheck::run(&sources.load()?),
    };
    outcome?;
    Ok(output::flush()?)
}

/// # Errors
/// The store is in memory, and so another one in each process.
fn stored_elsewhere(settings: &Settings) -> CommandResult {
    if matches!(settings.store.url, StoreUrl::Memory) {
        return Err(
            "a store in memory belongs to the server's process, and this command would have one of its own: set \
             `store.url` to another store"
                .into(),
        );
    }
    Ok(())
}

impl SourceFlags {
    fn load(&self) -> Result<Settings, ConfigurationError> {
        self.load_with(Vec::new())
    }

    fn load_with(&self, more: Vec<(String, String)>) -> Result<Settings, ConfigurationError> {
        let overrides = self.set.iter().cloned().chain(more).collect();
        load(&Sources::of_process(self.config.clone(), overrides))
    }
}

impl ServeFlags {
    fn overrides(&self) -> Vec<(String, String)> {
        let flags = [("server.host", &self.host), ("server.port", &self.port)];
        flags.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value.clone()?))).collect()
    }
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err("write it as KEY=VALUE".to_owned()),
    }
}
