use domain::{SecretHash, Timestamp, UserId};
use secrecy::SecretString;
use shaku::Interface;

/// Makes session secrets and the signed tokens that carry them.
pub trait SessionTokens: Interface {
    /// A new secret of at least 128 random bits.
    ///
    /// # Errors
    /// None: an operating system that gives no random bytes ends the process.
    fn mint(&self) -> MintedSecret;

    /// The token that carries these claims, signed with the present key.
    fn sign(&self, claims: &SessionClaims) -> SecretString;

    /// The claims of a token that was signed with the present key or one that is being rotated out; `None` for whatever
    /// else. Whether the claims still hold is for the caller to judge.
    fn read(&self, token: &str) -> Option<SessionClaims>;

    /// What a store keeps of a secret.
    fn hash(&self, secret: &SecretString) -> SecretHash;
}

/// A new session secret and what a store keeps of it.
pub struct MintedSecret {
    /// The secret, in the text form that a token carries.
    pub secret: SecretString,
    /// Its hash.
    pub hash: SecretHash,
}

/// What a session token says.
#[derive(Clone)]
pub struct SessionClaims {
    /// `sid`: the session's secret.
    pub secret: SecretString,
    /// `sub`: whose session it is.
    pub user_id: UserId,
    /// `iat`: when the token was signed, in whole seconds.
    pub issued_at: Timestamp,
    /// `exp`: from when on the token is void, in whole seconds.
    pub expires_at: Timestamp,
}
