//! Measures the product against the baseline.
//!
//! Each measure makes a store of its own with the product's own commands, starts the servers on free ports, checks what they
//! answer, loads them, and stops them. Its table goes to standard output and into `docs/performance.md`.

mod builds;
mod check;
mod client;
mod durable;
mod flood;
mod functions;
mod growth;
mod layers;
mod load;
mod plot;
mod report;
mod resources;
mod server;
mod shop;
mod statistics;
mod store;
mod workplace;

use std::{error::Error, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use report::Report;
use store::Engine;

/// What goes wrong ends the measure: there is nobody to act on it.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Measures the product.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    programs: Programs,
    /// A PostgreSQL server to make databases on; without it the store is SQLite.
    #[arg(long, global = true)]
    postgres: Option<String>,
    /// The document whose tables are written anew.
    #[arg(long, global = true)]
    document: Option<PathBuf>,
    #[command(subcommand)]
    measure: Measure,
}

/// The programs that are measured, and the one that loads them.
#[derive(clap::Args)]
struct Programs {
    /// The product.
    #[arg(long, global = true, default_value = "target/release/tranche")]
    product: PathBuf,
    /// The program without layers.
    #[arg(long, global = true, default_value = "target/release/bare")]
    bare: PathBuf,
    /// The load generator.
    #[arg(long, global = true, default_value = "target/tools/bin/oha")]
    oha: PathBuf,
}

#[derive(Subcommand)]
enum Measure {
    /// Compares the answers of both programs, alone and under load, and measures nothing.
    Check,
    /// What the layers cost: both programs in turns, at several numbers of connections.
    Layers {
        /// How often each program is loaded.
        #[arg(long, default_value_t = 5)]
        pairs: u32,
        /// For how long.
        #[arg(long, default_value_t = 2)]
        seconds: u32,
    },
    /// Orders in a second, against a loop that places them without HTTP.
    Durable {
        /// How often each is measured.
        #[arg(long, default_value_t = 5)]
        rounds: u32,
        /// For how long.
        #[arg(long, default_value_t = 3)]
        seconds: u32,
    },
    /// Log-ins against what the hash allows, and what other requests feel meanwhile.
    LogIn {
        /// For how long.
        #[arg(long, default_value_t = 20)]
        seconds: u32,
    },
    /// Latency and throughput by the size of the catalogue, of the user list, of the page's depth, and of the crowd.
    Growth {
        /// The most products.
        #[arg(long, default_value_t = 1_000_000)]
        products: u32,
        /// The most users.
        #[arg(long, default_value_t = 100_000)]
        users: u32,
        /// How long each is loaded.
        #[arg(long, default_value_t = 1)]
        seconds: u32,
    },
    /// The time of a start, and resident memory.
    Resources,
    /// Tells what `cargo bench -p functions` measured last.
    Functions,
    /// How long builds take.
    Builds {
        /// How often the interactor is touched.
        #[arg(long, default_value_t = 5)]
        rounds: u32,
    },
    /// Draws the costs of the layers that were measured last.
    Plot {
        /// Where to.
        #[arg(long, default_value = "docs/performance.svg")]
        into: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("benchmark: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { programs, postgres, document, measure } = arguments;
    let engine = postgres.clone().map_or(Engine::Sqlite, Engine::Postgres);
    let report = Report::new(document.clone());
    match measure {
        Measure::Check => check::run(programs, &engine),
        Measure::Layers { pairs, seconds } => layers::run(programs, &engine, *pairs, *seconds, &report),
        Measure::Durable { rounds, seconds } => durable::run(programs, &engine, *rounds, *seconds, &report),
        Measure::LogIn { seconds } => flood::run(programs, &engine, *seconds, &report),
        Measure::Growth { products, users, seconds } => {
            growth::run(programs, &engine, growth::Most { products: *products, users: *users }, *seconds, &report)
        }
        Measure::Resources => resources::run(programs, &engine, &report),
        Measure::Functions => functions::run(&report),
        Measure::Builds { rounds } => builds::run(programs, *rounds, &report),
        Measure::Plot { into } => plot::draw(into),
    }
}
