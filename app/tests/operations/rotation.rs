use std::{fmt::Write, fs};

use tempfile::TempDir;

use crate::support::{JWT_SECRET, PASSWORD, PEPPER, Server, Workplace, sign_up_and_log_in};

const NEW_SECRET: &str = "another-Tz7kQ2mVw9ZtTrR4LsN8fYc3HdP";
const NEW_PEPPER: &str = "newer-pepper-h4Jx2mVwZk9TtR4bLs8NfYc";

/// Two servers on one store. Each step restarts both: first the one, then, after requests of clients, the other.
struct Fleet {
    _directory: TempDir,
    workplaces: [Workplace; 2],
    /// The keys of the present secret, and of those before and after it.
    keys: [&'static str; 2],
}

impl Fleet {
    fn new(variable: &str, keys: [&'static str; 2]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", directory.path().join("tranche.db").display());
        Self { _directory: directory, workplaces: [(); 2].map(|()| Workplace::new(&url).without(variable)), keys }
    }

    /// Starts one server with these secrets, given in files.
    #[track_caller]
    fn start(&self, index: usize, present: &str, other: Option<&str>) -> Server {
        let (workplace, [key, others]) = (&self.workplaces[index], self.keys);
        let mut configuration = format!("[security]\n{key}_file = \"present\"\n");
        fs::write(workplace.path("present"), format!("{present}\n")).unwrap();
        if let Some(other) = other {
            writeln!(configuration, "{others}_file = \"others\"").unwrap();
            fs::write(workplace.path("others"), format!("{other}\n")).unwrap();
        }
        fs::write(workplace.path("config.toml"), configuration).unwrap();
        workplace.start()
    }
}

pub(crate) fn of_the_signing_secret() {
    let fleet = Fleet::new("TRANCHE_SECURITY__JWT_SECRET", ["jwt_secret", "jwt_secrets_previous"]);
    let mut cookies = Vec::new();
    let mut servers = [fleet.start(0, JWT_SECRET, None), fleet.start(1, JWT_SECRET, None)];
    sign_up_and_log_in(&servers[0].anonymous(), "ada.lovelace");
    for (present, other) in [(JWT_SECRET, NEW_SECRET), (NEW_SECRET, JWT_SECRET)] {
        for index in [0, 1] {
            servers[index] = fleet.start(index, present, Some(other));
            for server in &servers {
                cookies.push(server.anonymous().log_in("ada.lovelace", PASSWORD).cookie().to_owned());
            }
            for server in &servers {
                for cookie in &cookies {
                    server.anonymous().with_cookie(cookie).me().assert_status(200);
                }
            }
        }
    }
    let last = cookies.pop().unwrap();
    servers[0] = fleet.start(0, NEW_SECRET, None);
    servers[0].anonymous().with_cookie(&last).me().assert_status(200);
    servers[0].anonymous().with_cookie(&cookies[0]).me().assert_problem(401, "unauthenticated");
}

pub(crate) fn of_the_pepper() {
    let fleet = Fleet::new("TRANCHE_SECURITY__PASSWORD_PEPPER", ["password_pepper", "password_peppers_previous"]);
    let mut servers = [fleet.start(0, PEPPER, None), fleet.start(1, PEPPER, None)];
    for name in ["ada.lovelace", "grace.hopper"] {
        servers[0].anonymous().sign_up(name, PASSWORD).assert_status(201);
    }
    for (present, other) in [(PEPPER, NEW_PEPPER), (NEW_PEPPER, PEPPER)] {
        for index in [0, 1] {
            servers[index] = fleet.start(index, present, Some(other));
            for (at, server) in servers.iter().enumerate() {
                server.anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
                let name = format!("newcomer.{}.{index}{at}", u8::from(present == NEW_PEPPER));
                server.anonymous().sign_up(&name, PASSWORD).assert_status(201);
                for other in &servers {
                    other.anonymous().log_in(&name, PASSWORD).assert_status(200);
                }
            }
        }
    }
    servers[0] = fleet.start(0, NEW_PEPPER, None);
    servers[0].anonymous().log_in("ada.lovelace", PASSWORD).assert_status(200);
    // A user who has not logged in meanwhile needs another password.
    servers[0].anonymous().log_in("grace.hopper", PASSWORD).assert_problem(401, "invalid-credentials");
}
