use std::fs;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, pem::PemObject},
};
use serde_json::json;

use crate::{
    cases::{Case, case},
    event_lists::stored,
    support::{PASSWORD, Workplace, eventually, sign_up_and_log_in},
    webhook_receiver::{PATH, Receiver, SECRET, delivered, workplace},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(events_come_signed_once_and_in_their_order_whichever_process_they_come_from),
        case(over_tls_events_go_to_receivers_alone_that_the_system_trusts),
    ]
}

fn events_come_signed_once_and_in_their_order_whichever_process_they_come_from() {
    let receiver = Receiver::start();
    // None goes through a proxy of the environment.
    let workplace = workplace(receiver.port()).with("TRANCHE_LOG__LEVEL", "trace").with_dead_proxies();
    let servers = [workplace.start(), workplace.start()];
    for number in 0..6 {
        let [one, other] = [0, 1].map(|server: usize| servers[(number + server) % 2].anonymous());
        let user = sign_up_and_log_in(&one, &format!("ada.{number}"));
        other.with_cookie(user.cookie.unwrap()).log_out().assert_status(204);
        other.log_in(&format!("ada.{number}"), PASSWORD).assert_status(200);
    }
    let stored = stored(&workplace);
    assert_eq!(stored.values().map(Vec::len).collect::<Vec<_>>(), [4; 6]);
    eventually("everything came", || (receiver.deliveries().len() >= 24).then_some(()));
    let deliveries = receiver.deliveries();
    assert_eq!(delivered(&deliveries), stored);
    assert_eq!(deliveries.len(), 24, "each came once");

    for delivery in &deliveries {
        delivery.assert_signed_with(SECRET);
        assert_eq!(delivery.path, PATH);
        assert_eq!(delivery.headers["content-type"], "application/json");
        assert!(delivery.headers["user-agent"].starts_with("tranche/"), "{delivery:?}");
    }
    let first = deliveries.iter().find(|delivery| delivery.kind() == "UserSignedUp").unwrap();
    assert_eq!(first.event["actorId"], first.event["subject"]["id"]);
    assert_eq!((&first.event["subject"]["kind"], &first.event["data"]), (&json!("user"), &json!({"role": "user"})));
    for server in servers {
        assert_eq!(server.stop().code(), Some(0));
    }
    for secret in [SECRET, PATH] {
        assert!(!workplace.log().contains(secret), "{secret} is in the log");
    }
}

/// Creates a self-signed certificate for this machine, as a file beside the workplace's, and TLS with it.
fn certificate(workplace: &Workplace, file: &str) -> ServerConfig {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(workplace.path(file), cert.pem()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(signing_key.serialize_pem().as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(ring::default_provider().into());
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    config.with_single_cert(vec![cert.der().clone()], key).unwrap()
}

fn over_tls_events_go_to_receivers_alone_that_the_system_trusts() {
    let bare = Workplace::on_sqlite();
    let receiver = Receiver::start_with_tls(certificate(&bare, "trusted.pem"));
    certificate(&bare, "other.pem");
    let mut workplace = bare
        .with("TRANCHE_EVENTS__WEBHOOK_URL", &format!("https://localhost:{}/", receiver.port()))
        .with("TRANCHE_EVENTS__WEBHOOK_SECRET", SECRET)
        .with("SSL_CERT_FILE", "other.pem");
    let server = workplace.start();
    server.anonymous().sign_up("ada.lovelace", PASSWORD).assert_status(201);
    eventually("the receiver is not trusted", || workplace.log().contains("invalid peer certificate").then_some(()));
    assert!(receiver.deliveries().is_empty());
    // A killed process would keep its lease for a while.
    assert_eq!(server.stop().code(), Some(0));

    workplace = workplace.with("SSL_CERT_FILE", "trusted.pem");
    let _server = workplace.start();
    let delivery = eventually("the event came", || receiver.deliveries().first().cloned());
    delivery.assert_signed_with(SECRET);

    workplace = workplace.with("SSL_CERT_FILE", "absent.pem");
    let refused = workplace.run(&["serve", "--port", "0"], "");
    assert_eq!(refused.code, Some(1));
    let expected = "tranche: TLS can't be set up for `events.webhook_url`: ";
    assert!(refused.errors.starts_with(expected), "{}", refused.errors);
}
