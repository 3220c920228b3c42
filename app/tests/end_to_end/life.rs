use serde_json::json;

use crate::{
    cases::{Case, case},
    support::{JWT_SECRET, PASSWORD, Workplace, assert_user, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_new_user_signs_up_logs_in_sees_the_account_and_logs_out),
        case(a_restart_keeps_users_and_sessions),
        case(two_processes_share_one_store),
        case(keys_are_rotated_with_an_overlap),
        case(the_first_super_admin_is_made_once_and_before_the_server_is_announced),
    ]
}

fn a_new_user_signs_up_logs_in_sees_the_account_and_logs_out() {
    let workplace = Workplace::on_any_store();
    let server = workplace.start();
    let anonymous = server.anonymous();
    let signed_up = anonymous.sign_up("Ada.Lovelace", PASSWORD);
    signed_up.assert_status(201);
    let logged_in = anonymous.log_in("ada.lovelace", PASSWORD);
    logged_in.assert_status(200);
    let ada = anonymous.with_cookie(logged_in.cookie());
    let me = ada.me();
    me.assert_status(200);
    assert_user(&me.body["user"], "Ada.Lovelace", "user", true);
    assert_eq!(me.body["user"], signed_up.body);
    ada.log_out().assert_status(204);
    ada.me().assert_problem(401, "unauthenticated");
    ada.log_in("ada.lovelace", PASSWORD).assert_status(200);
    ada.me().assert_problem(401, "unauthenticated");
    assert_eq!(server.stop().code(), Some(0));
}

fn a_restart_keeps_users_and_sessions() {
    let workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let ada = sign_up_and_log_in(&server.anonymous(), "ada.lovelace");
    let grace = sign_up_and_log_in(&server.anonymous(), "grace.hopper");
    let before = ada.me();
    before.assert_status(200);
    grace.log_out().assert_status(204);
    assert_eq!(server.stop().code(), Some(0));

    let server = workplace.start();
    let after = server.anonymous().with_cookie(ada.cookie.clone().unwrap()).me();
    assert_eq!((after.status, after.body), (200, before.body));
    let ended = server.anonymous().with_cookie(grace.cookie.unwrap());
    ended.me().assert_problem(401, "unauthenticated");
    server.anonymous().log_in("grace.hopper", PASSWORD).assert_status(200);
    server.anonymous().sign_up("ADA.LOVELACE", PASSWORD).assert_problem(409, "username-taken");
}

fn two_processes_share_one_store() {
    let workplace = Workplace::on_sqlite();
    let (one, other) = (workplace.start(), workplace.start());
    let ada = sign_up_and_log_in(&one.anonymous(), "ada.lovelace");
    let there = other.anonymous().with_cookie(ada.cookie.clone().unwrap());
    there.me().assert_status(200);
    other.anonymous().sign_up("Ada.Lovelace", PASSWORD).assert_problem(409, "username-taken");
    there.log_out().assert_status(204);
    ada.me().assert_problem(401, "unauthenticated");
}

fn keys_are_rotated_with_an_overlap() {
    let mut workplace = Workplace::on_sqlite();
    let server = workplace.start();
    let cookie = sign_up_and_log_in(&server.anonymous(), "ada.lovelace").cookie.unwrap();
    drop(server);

    workplace = workplace
        .with("TRANCHE_SECURITY__JWT_SECRET", "another-Tz7kQ2mVw9ZtTrR4LsN8fYc3HdP")
        .with("TRANCHE_SECURITY__JWT_SECRETS_PREVIOUS", JWT_SECRET);
    let server = workplace.start();
    server.anonymous().with_cookie(&cookie).me().assert_status(200);
    let newer = server.anonymous().log_in("ada.lovelace", PASSWORD);
    drop(server);

    workplace = workplace.without("TRANCHE_SECURITY__JWT_SECRETS_PREVIOUS");
    let server = workplace.start();
    server.anonymous().with_cookie(&cookie).me().assert_problem(401, "unauthenticated");
    server.anonymous().with_cookie(newer.cookie()).me().assert_status(200);
}

fn the_first_super_admin_is_made_once_and_before_the_server_is_announced() {
    let workplace = Workplace::on_sqlite()
        .with("TRANCHE_BOOTSTRAP__USERNAME", "root.admin")
        .with("TRANCHE_BOOTSTRAP__PASSWORD_FILE", "password");
    std::fs::write(workplace.path("password"), format!("{PASSWORD}\n")).unwrap();
    let servers = [workplace.start(), workplace.start()];
    for server in &servers {
        let root = server.anonymous().log_in("root.admin", PASSWORD);
        assert_eq!((root.status, &root.body["user"]["role"]), (200, &json!("super_admin")));
    }
    let root = servers[0].anonymous().log_in("root.admin", PASSWORD);
    let users = servers[0].anonymous().with_cookie(root.cookie()).get("/api/v1/users").body;
    assert_eq!(users["users"].as_array().unwrap().len(), 1);
}
