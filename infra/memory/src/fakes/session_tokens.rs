use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use application::{MintedSecret, SessionClaims, SessionTokens};
use domain::{SecretHash, Timestamp, UserId};
use secrecy::{ExposeSecret, SecretString};
use shaku::Component;

/// Readable tokens, `token/<secret>/<user>/<issued at>/<expires at>` in seconds, with the secrets `secret-1`,
/// `secret-2` and so on. Clones share the count.
#[derive(Clone, Default, Component)]
#[shaku(interface = SessionTokens)]
pub struct FakeSessionTokens {
    #[shaku(default)]
    minted: Arc<AtomicU64>,
}

impl FakeSessionTokens {
    const PREFIX: &str = "token";
}

impl SessionTokens for FakeSessionTokens {
    fn mint(&self) -> MintedSecret {
        let number = self.minted.fetch_add(1, Ordering::Relaxed) + 1;
        let secret = SecretString::from(format!("secret-{number}"));
        MintedSecret { hash: self.hash(&secret), secret }
    }

    fn sign(&self, claims: &SessionClaims) -> SecretString {
        let SessionClaims { secret, user_id, issued_at, expires_at } = claims;
        let (secret, issued_at, expires_at) =
            (secret.expose_secret(), issued_at.unix_seconds(), expires_at.unix_seconds());
        SecretString::from(format!("{}/{secret}/{user_id}/{issued_at}/{expires_at}", Self::PREFIX))
    }

    fn read(&self, token: &str) -> Option<SessionClaims> {
        let mut parts = token.split('/');
        if parts.next() != Some(Self::PREFIX) {
            return None;
        }
        let secret = SecretString::from(parts.next()?);
        let user_id: UserId = parts.next()?.parse().ok()?;
        let issued_at = moment(parts.next()?)?;
        let expires_at = moment(parts.next()?)?;
        parts.next().is_none().then_some(SessionClaims { secret, user_id, issued_at, expires_at })
    }

    /// The secret's bytes added up at 32 positions: not a hash, but different for any two secrets of this fake.
    fn hash(&self, secret: &SecretString) -> SecretHash {
        let mut bytes = [0_u8; 32];
        let length = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
        for (index, byte) in secret.expose_secret().bytes().enumerate() {
            let position = index % usize::from(length);
            if let Some(sum) = bytes.get_mut(position) {
                *sum = sum.wrapping_add(byte);
            }
        }
        SecretHash::new(bytes)
    }
}

fn moment(seconds: &str) -> Option<Timestamp> {
    Timestamp::from_unix_millis(seconds.parse::<i64>().ok()?.checked_mul(1_000)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_any_other_text_is_not() {
        let tokens = FakeSessionTokens::default();
        let claims = SessionClaims {
            secret: tokens.mint().secret,
            user_id: UserId::new(uuid::Uuid::from_u128(7)),
            issued_at: Timestamp::from_unix_millis(5_000).unwrap(),
            expires_at: Timestamp::from_unix_millis(9_000).unwrap(),
        };
        let token = tokens.sign(&claims);
        assert_eq!(token.expose_secret(), "token/secret-1/00000000-0000-0000-0000-000000000007/5/9");
        let read = tokens.read(token.expose_secret()).unwrap();
        assert_eq!(read.secret.expose_secret(), "secret-1");
        assert_eq!(
            (read.user_id, read.issued_at, read.expires_at),
            (claims.user_id, claims.issued_at, claims.expires_at)
        );
        for other in ["", "token", "token/secret-1/x/5/9", &format!("{}/6", token.expose_secret())] {
            assert!(tokens.read(other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn secrets_hash_differently() {
        let tokens = FakeSessionTokens::default();
        let (first, second) = (tokens.mint(), tokens.mint());
        assert_ne!(first.hash, second.hash);
        assert_eq!(tokens.hash(&first.secret), first.hash);
    }
}
