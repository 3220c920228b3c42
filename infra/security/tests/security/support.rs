use std::{num::NonZeroUsize, sync::Arc};

use application::{Security, SessionClaims, SessionTokens};
use domain::{Timestamp, UserId};
use secrecy::SecretString;
use security::{SecuritySettings, system_security};
use shaku::HasComponent;
use uuid::Uuid;

pub(crate) const PEPPER: &str = "the present pepper of these tests, long";
pub(crate) const OLD_PEPPER: &str = "the previous pepper of these tests, long";
pub(crate) const KEY: &str = "the present signing key of these tests";
pub(crate) const OLD_KEY: &str = "the previous signing key of these tests";

/// Settings that hash fast.
pub(crate) fn settings() -> SecuritySettings {
    SecuritySettings {
        password_pepper: PEPPER.into(),
        password_peppers_previous: Vec::new(),
        jwt_secret: KEY.into(),
        jwt_secrets_previous: Vec::new(),
        bcrypt_cost: 4,
        hasher_threads: NonZeroUsize::MIN,
        hasher_queue: 8,
    }
}

pub(crate) fn build(change: impl FnOnce(&mut SecuritySettings)) -> Arc<dyn Security> {
    let mut settings = settings();
    change(&mut settings);
    system_security(settings).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn secrets(texts: &[&str]) -> Vec<SecretString> {
    texts.iter().map(|&text| text.into()).collect()
}

pub(crate) const USER: Uuid = Uuid::from_u128(0x0198_7654_3210_7abc_8def_0123_4567_89ab);
pub(crate) const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
pub(crate) const HEADER: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

pub(crate) fn tokens(security: &dyn Security) -> Arc<dyn SessionTokens> {
    HasComponent::<dyn SessionTokens>::resolve(security)
}

/// The claims of [`payload`].
pub(crate) fn claims() -> SessionClaims {
    SessionClaims {
        secret: SECRET.into(),
        user_id: UserId::new(USER),
        issued_at: Timestamp::from_unix_millis(1_795_241_548_042).unwrap(),
        expires_at: Timestamp::from_unix_millis(1_795_243_348_042).unwrap(),
    }
}

/// The payload of a token with [`claims`], as it is written.
pub(crate) fn payload() -> String {
    format!(r#"{{"sid":"{SECRET}","sub":"{USER}","iat":1795241548,"exp":1795243348}}"#)
}
