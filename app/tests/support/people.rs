use std::fs;

use serde_json::Value;

use super::{Answer, Client, Entry, Server, Stack, Workplace, eventually, fields, is_time, is_uuid7};

/// The password of all users that these helpers create.
pub(crate) const PASSWORD: &str = "difference engine";
/// The super admin of every [`Started`] server.
pub(crate) const ROOT: &str = "root.admin";

/// A server that runs in its own workplace, with a super admin.
pub(crate) struct Started {
    pub(crate) server: Server,
    pub(crate) workplace: Workplace,
}

/// Starts the product on this store, configured further as the variables say.
#[track_caller]
pub(crate) fn start(store_url: &str, variables: &[(&str, &str)]) -> Started {
    start_behind(Entry::Server, 1, store_url, variables)
}

/// The same, behind this entry, as a number of processes if it may have several.
#[track_caller]
pub(crate) fn start_behind(entry: Entry, processes: usize, store_url: &str, variables: &[(&str, &str)]) -> Started {
    let mut workplace = Workplace::new(store_url)
        .with("TRANCHE_BOOTSTRAP__USERNAME", ROOT)
        .with("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "root_password");
    fs::write(workplace.path("root_password"), PASSWORD).unwrap();
    for (name, value) in variables {
        workplace = workplace.with(name, value);
    }
    let started = Started { server: workplace.start_behind(entry, processes), workplace };
    // On a slow machine the server may listen before the user is created.
    let logs_it = variables.iter().all(|(name, _)| *name != "TRANCHE_LOG__LEVEL");
    eventually("the super admin is created", || {
        (!logs_it || started.log().contains("created the first super admin")).then_some(())
    });
    started
}

impl Started {
    pub(crate) fn anonymous(&self) -> Client {
        self.server.anonymous()
    }

    /// Everything that the product logged.
    pub(crate) fn log(&self) -> String {
        self.server.stack.as_ref().map_or_else(|| self.workplace.log(), Stack::log)
    }

    /// A new user, logged in.
    pub(crate) fn user(&self, username: &str) -> Client {
        sign_up_and_log_in(&self.anonymous(), username)
    }

    /// A new admin, logged in.
    pub(crate) fn admin(&self, username: &str) -> Client {
        let body = serde_json::json!({"username": username, "password": PASSWORD, "role": "admin"});
        self.super_admin().post("/api/v1/users", &body).assert_status(201);
        log_in(&self.anonymous(), username)
    }

    /// The super admin, logged in anew.
    pub(crate) fn super_admin(&self) -> Client {
        log_in(&self.anonymous(), ROOT)
    }
}

pub(crate) fn sign_up_and_log_in(anonymous: &Client, username: &str) -> Client {
    anonymous.sign_up(username, PASSWORD).assert_status(201);
    log_in(anonymous, username)
}

fn log_in(anonymous: &Client, username: &str) -> Client {
    let answer = anonymous.log_in(username, PASSWORD);
    answer.assert_status(200);
    anonymous.with_cookie(answer.cookie())
}

/// Asserts that this is the user of this name, role and state, field by field.
#[track_caller]
pub(crate) fn assert_user(body: &Value, username: &str, role: &str, is_active: bool) {
    assert_eq!(fields(body), ["createdAt", "id", "isActive", "role", "username"], "{body}");
    assert_eq!(body["username"], username);
    assert_eq!(body["role"], role);
    assert_eq!(body["isActive"], is_active);
    assert!(is_uuid7(&body["id"]), "{body}");
    assert!(is_time(&body["createdAt"]), "{body}");
}

/// Asserts that a response describes a session with these fields, which are times but for the id.
#[track_caller]
pub(crate) fn assert_session(answer: &Answer, names: &[&str]) {
    let session = &answer.body["session"];
    assert_eq!(fields(session), names, "{}", answer.text);
    assert!(is_uuid7(&session["id"]), "{session}");
    for time in names.iter().filter(|field| **field != "id") {
        assert!(is_time(&session[*time]), "{session}");
    }
}
