use std::sync::Arc;

use application::Security;
use shaku::module;

use crate::{
    InvalidSettings, SecuritySettings,
    clock::SystemClock,
    ids::AscendingIds,
    passwords::{BcryptPasswords, BcryptPasswordsParameters, HashingPool, Scheme},
    tokens::{JwtSessionTokens, JwtSessionTokensParameters, Keys},
};

module! {
    SystemSecurity: Security {
        components = [SystemClock, AscendingIds, BcryptPasswords, JwtSessionTokens],
        providers = [],
    }
}

/// The adapters over the machine and the settings. Starts the hashing threads.
///
/// # Errors
/// [`InvalidSettings`] names the setting that can't be used.
pub fn system_security(settings: SecuritySettings) -> Result<Arc<dyn Security>, InvalidSettings> {
    settings.check()?;
    let pool = HashingPool::start(settings.hasher_threads, settings.hasher_queue)?;
    let scheme = Scheme::new(settings.password_pepper, settings.password_peppers_previous, settings.bcrypt_cost);
    let keys = Keys::new(&settings.jwt_secret, &settings.jwt_secrets_previous);
    let module = SystemSecurity::builder()
        .with_component_parameters::<BcryptPasswords>(BcryptPasswordsParameters { scheme: Arc::new(scheme), pool })
        .with_component_parameters::<JwtSessionTokens>(JwtSessionTokensParameters { keys })
        .build();
    Ok(Arc::new(module))
}
