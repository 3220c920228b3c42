use std::num::NonZeroUsize;

use rayon_core::ThreadPoolBuildError;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// The settings of [`system_security`](crate::system_security).
///
/// Previous secrets are still accepted, but not used for anything new: to rotate a secret, move it there.
pub struct SecuritySettings {
    /// The secret that is mixed into every password before hashing.
    pub password_pepper: SecretString,
    /// The peppers of older hashes that are still accepted. The hashes are renewed as their users log in.
    pub password_peppers_previous: Vec<SecretString>,
    /// The key that signs session tokens.
    pub jwt_secret: SecretString,
    /// The keys of older session tokens that are still accepted.
    pub jwt_secrets_previous: Vec<SecretString>,
    /// The base-2 logarithm of bcrypt's rounds, 4 to 31. After it is lowered, the verification of a hash with the
    /// higher cost takes longer than that of no hash, until the user logs in: the one case that the duration reveals.
    pub bcrypt_cost: u32,
    /// The number of threads that hash.
    pub hasher_threads: NonZeroUsize,
    /// The length of the queue.
    pub hasher_queue: usize,
}

/// Why [`SecuritySettings`] can't be used. The message names the setting and never contains the secret.
#[derive(Debug, Error)]
pub enum InvalidSettings {
    /// A secret is so short that it could be guessed.
    #[error("`{setting}` must have at least {} bytes", SecuritySettings::MIN_SECRET_LENGTH)]
    ShortSecret {
        /// The setting.
        setting: &'static str,
    },
    /// The cost is out of bcrypt's range.
    #[error("`security.bcrypt_cost` must be 4 to 31, the costs of bcrypt, and is {0}")]
    Cost(u32),
    /// The hashing threads could not be started.
    #[error("the hashing threads could not be started")]
    Threads(#[from] ThreadPoolBuildError),
}

impl SecuritySettings {
    /// The fewest bytes of a secret. RFC 7518, section 3.2, requires as many of a key for HS256.
    pub const MIN_SECRET_LENGTH: usize = 32;

    /// Refuses settings that would be weak or impossible.
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
