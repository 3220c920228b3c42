use std::num::NonZeroUsize;

use rayon_core::ThreadPoolBuildError;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// What [`system_security`](crate::system_security) is built from.
///
/// Secrets that came before are still accepted, and nothing new is made with them: a secret is replaced by moving it
/// there.
pub struct SecuritySettings {
    /// The secret that every password is mixed with before it is hashed.
    pub password_pepper: SecretString,
    /// The peppers of hashes that still verify. They are renewed as their users log in.
    pub password_peppers_previous: Vec<SecretString>,
    /// The key that signs session tokens.
    pub jwt_secret: SecretString,
    /// The keys of session tokens that are still read.
    pub jwt_secrets_previous: Vec<SecretString>,
    /// The base-2 logarithm of bcrypt's rounds, 4 to 31. Where it is lowered, hashes of the higher cost take longer to
    /// compare than the absence of one until their users log in: the one case that time gives away.
    pub bcrypt_cost: u32,
    /// How many passwords are hashed at once.
    pub hasher_threads: NonZeroUsize,
    /// How many more may wait.
    pub hasher_queue: usize,
}

/// Why [`SecuritySettings`] can't be used. The message names the setting and not the secret.
#[derive(Debug, Error)]
pub enum InvalidSettings {
    /// A secret has fewer bytes than an attacker should have to guess.
    #[error("`{setting}` has at least {} bytes", SecuritySettings::MIN_SECRET_LENGTH)]
    ShortSecret {
        /// The setting.
        setting: &'static str,
    },
    /// bcrypt has no such cost.
    #[error("bcrypt knows the costs 4 to 31, and `security.bcrypt_cost` is {0}")]
    Cost(u32),
    /// The threads that hash could not be started.
    #[error("the hashing threads could not be started")]
    Threads(#[from] ThreadPoolBuildError),
}

impl SecuritySettings {
    /// The fewest bytes of a secret. RFC 7518, section 3.2, asks as much of a key for HS256.
    pub const MIN_SECRET_LENGTH: usize = 32;

    /// Refuses what would be weak or impossible.
    pub(crate) fn check(&self) -> Result<(), InvalidSettings> {
        let peppers = [("security.password_pepper", &self.password_pepper)];
        let keys = [("security.jwt_secret", &self.jwt_secret)];
        let old_peppers = self.password_peppers_previous.iter().map(|old| ("security.password_peppers_previous", old));
        let old_keys = self.jwt_secrets_previous.iter().map(|old| ("security.jwt_secrets_previous", old));
        for (setting, secret) in peppers.into_iter().chain(keys).chain(old_peppers).chain(old_keys) {
            if secret.expose_secret().len() < Self::MIN_SECRET_LENGTH {
                return Err(InvalidSettings::ShortSecret { setting });
            }
        }
        if !(4..=31).contains(&self.bcrypt_cost) {
            return Err(InvalidSettings::Cost(self.bcrypt_cost));
        }
        Ok(())
    }
}
