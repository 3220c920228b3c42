//! The baseline of the measurements: four of the product's endpoints without any layer, which show what the layers cost.
//!
//! It works on a database that the product migrated and filled, gives the same responses byte for byte, sets the same
//! headers and logs the same line for each request. `docs/performance.md` lists what it leaves out.

mod access;
mod bodies;
mod bound;
mod failure;
mod handlers;
mod keys;
mod moment;
mod store;

use std::{error::Error, fs, io, path::PathBuf};

use actix_web::{App, HttpServer, web};
use clap::{Parser, Subcommand};
use uuid::Uuid;

use access::Access;
use keys::Keys;
use store::Store;

/// Serves products, orders and the signed-in user from a database of the product.
#[derive(Parser)]
struct Arguments {
    /// The product's `store.url`.
    #[arg(long)]
    store_url: String,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serves HTTP on a free port of 127.0.0.1.
    Serve {
        /// The product's `security.jwt_secret`, in a file.
        #[arg(long)]
        jwt_secret_file: PathBuf,
        /// Where to write the address.
        #[arg(long)]
        address_file: PathBuf,
    },
    /// Places orders one after the other in each of several loops, without HTTP, and prints how many that were in a
    /// second.
    Bound {
        /// The user who orders.
        #[arg(long)]
        user: Uuid,
        /// The products: each order has two neighbours of this list.
        #[arg(long, value_delimiter = ',')]
        products: Vec<Uuid>,
        /// The number of loops.
        #[arg(long)]
        loops: usize,
        /// The duration in seconds.
        #[arg(long)]
        seconds: u64,
    },
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { store_url, task } = Arguments::parse();
    let store = Store::open(&store_url)?;
    match task {
        Task::Serve { jwt_secret_file, address_file } => {
            let keys = Keys::new(fs::read(jwt_secret_file)?.trim_ascii());
            serve(store, keys, address_file).await
        }
        Task::Bound { user, products, loops, seconds } => bound::measure(store, user, products, loops, seconds).await,
    }
}

async fn serve(store: Store, keys: Keys, address_file: PathBuf) -> Result<(), Box<dyn Error>> {
    let (writer, _guard) = tracing_appender::non_blocking(io::stdout());
    let (store, keys, access) = (web::Data::new(store), web::Data::new(keys), web::Data::new(Access::new(writer)));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(store.clone())
            .app_data(keys.clone())
            .app_data(access.clone())
            .service(handlers::view_product)
            .service(handlers::list_products)
            .service(handlers::current_user)
            .service(handlers::place_order)
    })
    .bind(("127.0.0.1", 0))?;
    let address = server.addrs().into_iter().next().ok_or("the server has no address")?;
    let running = server.run();
    // Whole or not at all: the harness waits for the file.
    let partial = address_file.with_extension("partial");
    fs::write(&partial, format!("{address}\n"))?;
    fs::rename(partial, address_file)?;
    running.await?;
    Ok(())
}
