use serde_json::json;

use crate::{
    receiver::Receiver,
    start_traced,
    support::{JWT_SECRET, PEPPER, Token},
};

#[test]
fn no_secret_and_nothing_of_users_is_in_a_span() {
    let receiver = Receiver::start();
    let started = start_traced("memory:", &receiver, &[("TRANCHE_LOG__LEVEL", "info,spans=trace")]);
    let anonymous = started.anonymous();
    anonymous.sign_up("canary.name", "canary-right-password").assert_status(201);
    anonymous.log_in("canary.name", "canary-wrong-password").assert_status(401);
    anonymous.log_in("canary-in-a-name", "whatever it is").assert_status(401);
    let logged_in = anonymous.log_in("canary.name", "canary-right-password");
    logged_in.assert_status(200);
    let user = anonymous.with_cookie(logged_in.cookie());
    let seen = user.me();
    seen.assert_status(200);
    let change = json!({"currentPassword": "canary-right-password", "newPassword": "canary-other-password"});
    let changed = user.call("PUT", "/api/v1/auth/password").json(&change).send();
    changed.assert_status(204);
    user.with_cookie("access_token=canary-cookie").me().assert_status(401);
    let made = json!({"username": "canary-made", "password": "canary-made-password", "role": "user"});
    started.super_admin().post("/api/v1/users", &made).assert_status(201);
    let call = anonymous.call("GET", "/canary-path?canary-query=1");
    call.header("user-agent", "canary-agent").header("tracestate", "canary=state").send().assert_status(404);
    let user_id = seen.body["user"]["id"].as_str().unwrap().to_owned();
    let cookies = [logged_in.cookie(), changed.cookie()].map(str::to_owned);
    assert_eq!(started.server.stop().code(), Some(0));

    let mut secrets = ["canary", JWT_SECRET, PEPPER, "127.0.0.1", &user_id].map(str::to_owned).to_vec();
    for cookie in &cookies {
        secrets.push(Token::of_cookie(cookie).claims()["sid"].as_str().unwrap().to_owned());
        secrets.push(cookie.rsplit_once('.').unwrap().1.to_owned());
    }
    let spans = receiver.spans();
    for name in ["sign_up", "log_in", "change_password", "create_user", "hash password", "verify password", "GET"] {
        assert!(spans.iter().any(|span| span.name == name), "{name} was traced");
    }
    for secret in secrets {
        let holds = |body: &Vec<u8>| body.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!receiver.bodies().iter().any(holds), "{secret} is in a span");
    }
}
