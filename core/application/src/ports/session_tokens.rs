use domain::{SecretHash, Timestamp, UserId};
use secrecy::SecretString;
use shaku::Interface;

/// Generates session secrets and signs the tokens that carry them.
pub trait SessionTokens: Interface {
    /// A new secret of at least 128 random bits.
    ///
    /// # Errors
    /// None: if the operating system gives no random bytes, the process ends.
    fn mint(&self) -> MintedSecret;

    /// A token with these claims, signed with the present key.
    fn sign(&self, claims: &SessionClaims) -> SecretString;

    /// The claims of a token that was signed with the present key or one that is being rotated out; `None` for any
    /// other text. The caller checks whether the claims still hold.
    fn read(&self, token: &str) -> Option<SessionClaims>;

    /// The hash of a secret, for storing.
    fn hash(&self, secret: &SecretString) -> SecretHash;
}

/// A new session secret and its hash.
pub struct MintedSecret {
    /// The secret, in the text form for a token.
    pub secret: SecretString,
    /// Its hash.
    pub hash: SecretHash,
}

/// The claims of a session token.
#[derive(Clone)]
pub struct SessionClaims {
    /// `sid`: the session's secret.
    pub secret: SecretString,
    /// `sub`: the id of the session's user.
    pub user_id: UserId,
    /// `iat`: when the token was signed, in whole seconds.
    pub issued_at: Timestamp,
    /// `exp`: when the token expires, in whole seconds.
    pub expires_at: Timestamp,
}
