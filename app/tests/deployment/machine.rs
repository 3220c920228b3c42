//! The units for one machine agree with the server's defaults and with its configuration. How little they may do is checked
//! by `deploy/systemd/check.sh`.

use std::{collections::BTreeMap, fs, process::Command};

use crate::keys::{exists, number, read, seconds_to_end};

/// The values of each directive of a unit, in order.
fn unit(name: &str) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for line in read(&format!("deploy/systemd/{name}")).lines() {
        if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            found.entry(key.to_owned()).or_default().push(value.to_owned());
        }
    }
    found
}

/// The value of a directive that the server's unit has once.
#[track_caller]
fn directive(name: &str) -> String {
    let [value] = unit("tranche.service").remove(name).unwrap_or_default().try_into().unwrap();
    value
}

#[track_caller]
fn seconds(name: &str) -> u64 {
    directive(name).strip_suffix('s').unwrap().parse().unwrap()
}

#[test]
fn the_manager_waits_for_the_server_and_watches_it() {
    assert_eq!(directive("Type"), "notify");
    assert!(seconds("TimeoutStopSec") >= seconds_to_end());
    assert!(seconds("WatchdogSec") >= 10, "a machine that is busy for a moment is not stuck");
    assert_eq!((directive("Restart"), directive("RestartPreventExitStatus")), ("on-failure".into(), "78".into()));
}

#[test]
fn memory_and_tasks_are_those_of_compose_and_files_are_enough() {
    let compose = read("docker/compose.yaml");
    assert!(compose.contains(&format!("memory: {}\n", directive("MemoryMax"))));
    assert!(compose.contains(&format!("pids: {}\n", directive("TasksMax"))));
    let files: u64 = directive("LimitNOFILE").parse().unwrap();
    assert!(files >= 2 * number("server.max_connections"), "{files}");
}

#[test]
fn the_configuration_names_what_the_unit_loads_and_stores() {
    let folder = "/run/credentials/tranche.service";
    let mut named = 0;
    for line in read("deploy/systemd/config.toml").lines() {
        if let Some(path) = line.split('"').find(|part| part.starts_with(folder)) {
            let name = path.strip_prefix(folder).unwrap().trim_start_matches('/');
            let loaded = format!("{name}:/etc/tranche/secrets/{name}");
            assert!(unit("tranche.service")["LoadCredential"].contains(&loaded), "{path}");
            named += 1;
        }
    }
    assert_eq!(named, unit("tranche.service")["LoadCredential"].len());
    assert_eq!(directive("StateDirectory"), "tranche");
    assert_eq!(directive("WorkingDirectory"), "/var/lib/tranche");
    assert!(directive("ExecStart").ends_with(" --config /etc/tranche/config.toml"));
}

#[test]
fn the_drop_in_for_postgresql_names_what_it_loads() {
    let drop_in = read("deploy/systemd/postgres.conf");
    assert!(drop_in.contains("\nLoadCredential=store_url:/etc/tranche/secrets/store_url\n"));
    assert!(drop_in.contains("`url_file = \"/run/credentials/tranche.service/store_url\"`"));
    assert!(exists("store.url_file"));
}

#[test]
fn the_server_takes_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (name, secret) in [
        ("password_pepper", "pepper-q7Jx2mVwZk9TtR4bLs8NfYc3HdPgU"),
        ("jwt_secret", "jwt-Xb7kQ2mVw9ZtTrR4LsN8fYc3HdPg6AuE"),
    ] {
        fs::write(path(name), secret).unwrap();
    }
    let credentials = folder.path().to_str().unwrap();
    let text = read("deploy/systemd/config.toml").replace("/run/credentials/tranche.service", credentials);
    for (text, code, said) in
        [(text.clone(), 0, ""), (text.replace("jwt_secret_file", "jwt_secrets_file"), 78, "security.jwt_secrets_file")]
    {
        fs::write(path("config.toml"), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tranche"));
        let checked = command.args(["--config", path("config.toml").to_str().unwrap(), "config", "check"]).env_clear();
        let output = checked.current_dir(&folder).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{errors}");
        assert!(errors.contains(said), "{errors}");
    }
}

#[test]
fn the_backup_saves_the_database_of_the_configuration() {
    let start = unit("tranche-backup.service").remove("ExecStart").unwrap();
    let database = start[0].rsplit(' ').next().unwrap().to_owned();
    assert!(read("deploy/systemd/config.toml").contains(&format!("url = \"sqlite://{database}\"")));
    assert_eq!(unit("tranche-backup.service")["User"], unit("tranche.service")["User"]);
    assert!(read("deploy/systemd/sysusers.conf").contains("\nu tranche - "));
}
