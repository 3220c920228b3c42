use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::{Builder, TempDir};

use crate::{
    Programs, Result,
    server::Server,
    store::{Engine, Store},
};

/// The password of all users here.
pub(crate) const PASSWORD: &str = "difference engine";
/// The name of the admin.
pub(crate) const ADMIN: &str = "super.admin";

const JWT_SECRET: &str = "jwt-secret-of-a-benchmark-and-of-nothing-else";
const PEPPER: &str = "pepper-of-a-benchmark-and-of-nothing-else";

/// The numbers of `tranche seed`.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) products: u32,
    pub(crate) users: u32,
    pub(crate) orders: u32,
}

/// A fresh directory with a filled store, on which both programs work.
pub(crate) struct Workplace {
    product: PathBuf,
    bare: PathBuf,
    bcrypt_cost: u32,
    // It is dropped before the directory.
    store: Store,
    directory: TempDir,
}

/// A command that serves HTTP, and where it writes its address.
pub(crate) struct Serving {
    pub(crate) command: Command,
    pub(crate) address_file: PathBuf,
}

impl Serving {
    fn start(mut self, log: File) -> Result<Server> {
        self.command.stdout(log);
        Server::start(self.command, &self.address_file)
    }
}

impl Workplace {
    /// A store that the product's own commands migrated and filled.
    pub(crate) fn new(programs: &Programs, engine: &Engine, sample: Sample, bcrypt_cost: u32) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let workplace = Self {
            product: fs::canonicalize(&programs.product).map_err(|error| absent(&programs.product, &error))?,
            bare: fs::canonicalize(&programs.bare).map_err(|error| absent(&programs.bare, &error))?,
            bcrypt_cost,
            store: engine.make_store()?,
            directory,
        };
        fs::write(workplace.path("jwt_secret"), JWT_SECRET)?;
        workplace.command(&["users", "create", "--username", ADMIN, "--role", "super_admin"])?;
        let Sample { products, users, orders } = sample;
        let numbers = [products, users, orders].map(|number| number.to_string());
        let [products, users, orders] = numbers.each_ref();
        workplace.command(&["seed", "--products", products, "--users", users, "--orders", orders])?;
        Ok(workplace)
    }

    pub(crate) fn store_url(&self) -> &str {
        &self.store.url
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Writes these lines into a new file.
    pub(crate) fn write_lines(&self, lines: &[String]) -> Result<PathBuf> {
        let mut file = Builder::new().prefix("lines-").tempfile_in(self.directory.path())?;
        file.write_all(lines.join("\n").as_bytes())?;
        let (_, path) = file.keep()?;
        Ok(path)
    }

    /// The product as a server. Events stay in the outbox: the baseline delivers none either.
    pub(crate) fn product_serving(&self) -> Serving {
        let address_file = self.path("product.address");
        let mut command = self.product();
        command.args(["serve", "--port", "0", "--address-file"]).arg(&address_file);
        Serving { command, address_file }
    }

    /// The baseline as a server.
    pub(crate) fn bare_serving(&self) -> Serving {
        let address_file = self.path("bare.address");
        let mut command = self.bare();
        command.args(["serve", "--jwt-secret-file", "jwt_secret", "--address-file"]).arg(&address_file);
        Serving { command, address_file }
    }

    /// Starts the product.
    pub(crate) fn start_product(&self) -> Result<Server> {
        self.product_serving().start(self.log("product.log")?)
    }

    /// Starts one of several servers, which deliver events to their logs.
    pub(crate) fn start_replica(&self, number: u32) -> Result<Server> {
        let address = self.path(&format!("replica-{number}.address"));
        let mut command = self.product();
        command.env("TRANCHE_EVENTS__DISPATCH", "true").args(["serve", "--port", "0", "--address-file"]).arg(&address);
        command.stdout(self.log(&format!("replica-{number}.log"))?);
        Server::start(command, &address)
    }

    /// Starts the baseline.
    pub(crate) fn start_bare(&self) -> Result<Server> {
        self.bare_serving().start(self.log("bare.log")?)
    }

    /// How many orders a second the store takes from these loops, without HTTP.
    pub(crate) fn bound(&self, user: &str, products: &[String], loops: u32, seconds: u32) -> Result<f64> {
        let (products, loops, seconds) = (products.join(","), loops.to_string(), seconds.to_string());
        let mut command = self.bare();
        command.args(["bound", "--user", user, "--products", &products, "--loops", &loops, "--seconds", &seconds]);
        let output = command.stderr(Stdio::inherit()).output()?;
        if !output.status.success() {
            return Err(format!("the loop ended with {}", output.status).into());
        }
        Ok(String::from_utf8(output.stdout)?.trim_end().parse()?)
    }

    /// Runs a command of the product, which gets the password on its standard input.
    fn command(&self, arguments: &[&str]) -> Result<()> {
        let mut process = self.product().args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        if let Some(mut input) = process.stdin.take() {
            // A command that reads no input closes it.
            let _ = input.write_all(PASSWORD.as_bytes());
        }
        let status = process.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("tranche {} ended with {status}", arguments.join(" ")).into())
        }
    }

    /// The product, without the caller's environment.
    pub(crate) fn product(&self) -> Command {
        let mut command = Command::new(&self.product);
        command
            .current_dir(self.directory.path())
            .env_clear()
            .env("TRANCHE_STORE__URL", &self.store.url)
            .env("TRANCHE_SECURITY__JWT_SECRET", JWT_SECRET)
            .env("TRANCHE_SECURITY__PASSWORD_PEPPER", PEPPER)
            .env("TRANCHE_SECURITY__BCRYPT_COST", self.bcrypt_cost.to_string())
            .env("TRANCHE_LOG__FORMAT", "json")
            .env("TRANCHE_RATE_LIMIT__ENABLED", "false")
            .env("TRANCHE_EVENTS__DISPATCH", "false")
            // A session that is renewed under load would be a write among reads.
            .env("TRANCHE_SESSION__IDLE_TTL_SECONDS", "604800")
            .env("TRANCHE_SESSION__ABSOLUTE_TTL_SECONDS", "604800");
        command
    }

    fn bare(&self) -> Command {
        let mut command = Command::new(&self.bare);
        command.current_dir(self.directory.path()).env_clear().args(["--store-url", &self.store.url]);
        command
    }

    fn log(&self, name: &str) -> Result<File> {
        Ok(File::create(self.path(name))?)
    }
}

fn absent(program: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", program.display())
}
