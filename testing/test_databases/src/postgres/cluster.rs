use std::{
    env, fs,
    fs::File,
    net::{SocketAddr, TcpListener},
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use url::Url;
use uuid::Uuid;

use super::{TestDatabase, connect, execute};
use crate::apart;

/// How many ports are tried: another program may take one before the server does.
const TRIES: usize = 5;

/// A PostgreSQL server for one test, which may restart it; it is removed when this is dropped.
pub struct TestCluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    /// User and group of the server, if the test runs as root, which the server refuses.
    runs_as: Option<(u32, u32)>,
    /// The name under which its primary knows it, if it is a standby.
    name: String,
}

/// How a server ends, in the words of `pg_ctl`.
#[derive(Clone, Copy, Debug)]
pub enum Shutdown {
    /// It ends its sessions with `57P01`, as an administrator's restart does.
    Fast,
    /// It leaves everything to the recovery, as a crash does.
    Immediate,
}

impl TestCluster {
    /// Whether the programs to start one are configured.
    #[must_use]
    pub fn programs_are_named() -> bool {
        programs().is_some()
    }

    /// A new server; `None` if `TEST_POSTGRES_PROGRAMS` does not name the folder of PostgreSQL's programs.
    ///
    /// # Panics
    /// If the programs fail.
    #[must_use]
    pub fn start() -> Option<Self> {
        let mut cluster = Self::unmade(programs()?);
        cluster.run("initdb", &["--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]);
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nfsync = off\nunix_socket_directories = '{}'\n",
            cluster.folder.display()
        );
        cluster.append_settings(&settings);
        cluster.start_somewhere();
        Some(cluster)
    }

    /// A standby, which follows this server and takes no writes until it is promoted. Commits that this server
    /// acknowledges from now on are on the standby too.
    ///
    /// # Panics
    /// If it does not start.
    #[must_use]
    pub fn start_standby(&self) -> Self {
        let mut standby = Self::unmade(self.programs.clone());
        let source = format!("host=127.0.0.1 port={} user=postgres application_name={}", self.port, standby.name);
        let copy = ["--checkpoint", "fast", "--wal-method", "stream", "--write-recovery-conf", "--dbname", &source];
        standby.run("pg_basebackup", &copy);
        // The last setting of a name counts.
        standby.append_settings(&format!("unix_socket_directories = '{}'\n", standby.folder.display()));
        standby.start_somewhere();
        self.set("synchronous_standby_names", &standby.name);
        standby
    }

    /// Promotes the standby, which then takes writes.
    ///
    /// # Panics
    /// If it is no standby.
    pub fn promote(&self) {
        self.run("pg_ctl", &["--wait", "promote"]);
    }

    /// Changes a setting of the server, for open connections as well.
    ///
    /// # Panics
    /// If the server refuses it.
    pub fn set(&self, setting: &str, value: &str) {
        let server = self.server();
        let statements = [format!("ALTER SYSTEM SET {setting} = '{value}'"), "SELECT pg_reload_conf()".to_owned()];
        apart(async move {
            let connection = connect(&server).await;
            for statement in statements {
                execute(&connection, &statement).await;
            }
        });
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// A server with an empty folder, not initialized.
    fn unmade(programs: PathBuf) -> Self {
        let name = format!("tranche_cluster_{}", Uuid::new_v4().simple());
        let folder = env::temp_dir().join(&name);
        fs::create_dir(&folder).expect("a folder for the cluster");
        let is_root = fs::metadata(&folder).expect("the folder is there").uid() == 0;
        let runs_as = is_root.then(unprivileged_user);
        if let Some((user, group)) = runs_as {
            chown(&folder, Some(user), Some(group)).expect("the folder is given away");
        }
        Self { programs, folder, port: 0, runs_as, name }
    }

    fn append_settings(&self, settings: &str) {
        let path = self.data().join("postgresql.conf");
        let before = fs::read_to_string(&path).expect("the settings are there");
        fs::write(&path, before + settings).expect("the settings are written");
    }

    fn start_somewhere(&mut self) {
        let is_up = (0..TRIES).any(|_| {
            self.port = free_port();
            self.try_run("pg_ctl", &["--wait", "--options", &format!("-p {}", self.port), "start"])
        });
        assert!(is_up, "{}", self.log());
    }

    fn server(&self) -> Url {
        let url = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        Url::parse(&url).expect("a URL")
    }

    /// A new database with the present schema.
    ///
    /// # Panics
    /// If the server refuses it.
    #[must_use]
    pub fn create_database(&self) -> TestDatabase {
        TestDatabase::create_on(self.server())
    }

    /// Ends the server and starts it again; returns when it accepts connections.
    ///
    /// # Panics
    /// If it does not start again.
    pub fn restart(&self, shutdown: Shutdown) {
        let options = format!("-p {}", self.port);
        let mode = match shutdown {
            Shutdown::Fast => "fast",
            Shutdown::Immediate => "immediate",
        };
        self.run("pg_ctl", &["--wait", "--mode", mode, "--options", &options, "restart"]);
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        assert!(self.try_run(program, arguments), "{program} {arguments:?}: {}", self.log());
    }

    fn try_run(&self, program: &str, arguments: &[&str]) -> bool {
        let log = File::options().create(true).append(true).open(self.folder.join("log")).expect("a log");
        let mut command = Command::new(self.programs.join(program));
        command.arg("--pgdata").arg(self.data()).args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        // Inherited descriptors would stay open in the server.
        command.stdout(log.try_clone().expect("a log")).stderr(log);
        if let Some((user, group)) = self.runs_as {
            command.uid(user).gid(group);
        }
        command.status().expect("the program is there").success()
    }
}

impl Drop for TestCluster {
    fn drop(&mut self) {
        self.try_run("pg_ctl", &["--wait", "--mode", "immediate", "stop"]);
        // Files that stay behind fail no test.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    env::var_os("TEST_POSTGRES_PROGRAMS").map(PathBuf::from)
}

/// A system user without rights.
fn unprivileged_user() -> (u32, u32) {
    let users = fs::read_to_string(Path::new("/etc/passwd")).expect("the users of the system");
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    find("postgres").or_else(|| find("nobody")).expect("a user without rights")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
