//! Measures the product against the baseline.
//!
//! Each measure creates its own store with the product's commands, starts the servers on free ports, checks their
//! responses, loads them, and stops them. Its table goes to standard output and into `docs/performance.md`.

mod builds;
mod check;
mod client;
mod durable;
mod fleet;
mod flood;
mod functions;
mod growth;
mod instructions;
mod layers;
mod load;
mod moving;
mod pipeline;
mod plot;
mod postgres;
mod report;
mod resident_memory;
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

/// An error ends the measure: there is no caller to handle it.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Measures the product.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    programs: Programs,
    /// A PostgreSQL server to create databases on; without it the store is SQLite.
    #[arg(long, global = true)]
    postgres: Option<String>,
    /// The document whose tables are updated.
    #[arg(long, global = true)]
    document: Option<PathBuf>,
    #[command(subcommand)]
    measure: Measure,
}

/// The measured programs, and the load generator.
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
    /// Compares the responses of both programs, alone and under load, and measures nothing.
    Check,
    /// The cost of the layers: both programs alternately, at several numbers of connections.
    Layers {
        /// How often each program is loaded.
        #[arg(long, default_value_t = 5)]
        pairs: u32,
        /// The duration of each run, in seconds.
        #[arg(long, default_value_t = 2)]
        seconds: u32,
    },
    /// The instructions of a request to each program, by callgrind.
    Instructions,
    /// Orders in a second, compared with a loop that places them without HTTP.
    Durable {
        /// How often each is measured.
        #[arg(long, default_value_t = 5)]
        rounds: u32,
        /// The duration of each run, in seconds.
        #[arg(long, default_value_t = 3)]
        seconds: u32,
    },
    /// Log-ins compared with the rate of hashes, and other requests meanwhile.
    LogIn {
        /// The duration, in seconds.
        #[arg(long, default_value_t = 20)]
        seconds: u32,
    },
    /// Latency and throughput by the size of the catalogue and of the user list, by the page's depth, and by
    /// connections.
    Growth {
        /// The most products.
        #[arg(long, default_value_t = 1_000_000)]
        products: u32,
        /// The most users.
        #[arg(long, default_value_t = 100_000)]
        users: u32,
        /// The duration of each load, in seconds.
        #[arg(long, default_value_t = 1)]
        seconds: u32,
    },
    /// The time of a start, and resident memory.
    Resources,
    /// What grows with the number of servers on one PostgreSQL.
    Fleet {
        /// The duration of each load, in seconds.
        #[arg(long, default_value_t = 5)]
        seconds: u32,
    },
    /// A move of a million rows from SQLite to PostgreSQL.
    Moving,
    /// Reports the last results of `cargo bench -p functions`.
    Functions,
    /// How long builds take.
    Builds {
        /// How often the interactor is touched.
        #[arg(long, default_value_t = 5)]
        rounds: u32,
    },
    /// Reports how long the steps of `make ci` took, by its output.
    Pipeline {
        /// The file that names the parts.
        #[arg(long, default_value = "Makefile")]
        makefile: PathBuf,
        /// The output of a run from nothing.
        #[arg(long)]
        cold: PathBuf,
        /// The output of another run after that.
        #[arg(long)]
        warm: PathBuf,
        /// The file of the picture.
        #[arg(long, default_value = "docs/diagrams/continuous-integration.svg")]
        into: PathBuf,
    },
    /// Draws the last costs of the layers.
    Plot {
        /// The file of the plot.
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
        Measure::Instructions => instructions::run(programs, &engine, &report),
        Measure::Durable { rounds, seconds } => durable::run(programs, &engine, *rounds, *seconds, &report),
        Measure::LogIn { seconds } => flood::run(programs, &engine, *seconds, &report),
        Measure::Growth { products, users, seconds } => {
            growth::run(programs, &engine, growth::Most { products: *products, users: *users }, *seconds, &report)
        }
        Measure::Resources => resources::run(programs, &engine, &report),
        Measure::Fleet { seconds } => fleet::run(programs, &engine, *seconds, &report),
        Measure::Moving => moving::run(programs, &engine, &report),
        Measure::Functions => functions::run(&report),
        Measure::Builds { rounds } => builds::run(programs, *rounds, &report),
        Measure::Pipeline { makefile, cold, warm, into } => pipeline::run(makefile, cold, warm, into, &report),
        Measure::Plot { into } => plot::draw(into),
    }
}
