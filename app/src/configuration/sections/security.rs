use domain::PasswordPolicy;
use secrecy::{ExposeSecret, SecretString};

use super::store::Store;
use crate::configuration::{
    error::Diagnostic,
    generated::{self, Generated},
    kinds::number,
    mode::Mode,
    reader::Reader,
    secret_rules::{check_length, check_strength, require},
    secrets::Rotation,
    shown::Shown,
    sources::Sources,
};

const PEPPER: &str = "security.password_pepper";
const JWT_SECRET: &str = "security.jwt_secret";
const BCRYPT_COST: &str = "security.bcrypt_cost";
/// The lowest cost of a password hash in production.
const LEAST_PRODUCTION_COST: u32 = 10;

/// Secrets and passwords.
#[derive(Clone, Debug)]
pub struct Security {
    /// Peppers and signing keys.
    pub secrets: Secrets,
    /// The hashing and validation of passwords.
    pub passwords: Passwords,
}

/// Peppers and signing keys.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// Goes into every password hash.
    pub password_pepper: SecretString,
    /// Peppers of older hashes.
    pub password_peppers_previous: Vec<SecretString>,
    /// Signs session tokens.
    pub jwt_secret: SecretString,
    /// Accepted for older tokens.
    pub jwt_secrets_previous: Vec<SecretString>,
}

/// The hashing and validation of passwords.
#[derive(Clone, Copy, Debug)]
pub struct Passwords {
    /// What a hash costs: bcrypt's exponent.
    pub bcrypt_cost: u32,
    /// The threads that hash.
    pub hasher_threads: usize,
    /// The passwords that may wait for one.
    pub hasher_queue: usize,
    /// The rules for a new password.
    pub policy: PasswordPolicy,
}

/// The section as given, where secrets may be missing.
pub(in crate::configuration) struct GivenSecurity {
    pub(in crate::configuration) pepper: Rotation,
    pub(in crate::configuration) jwt: Rotation,
    pub(in crate::configuration) passwords: Passwords,
}

/// The names of secrets that are not given, and the generated ones for them.
#[derive(Clone, Debug)]
pub(in crate::configuration) struct Missing {
    names: Vec<&'static str>,
    generated: Generated,
}

impl GivenSecurity {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        let present = reader
            .key(PEPPER)
            .means("Goes into every password hash; without it no password can be verified. At least 32 bytes.")
            .otherwise("generated in development")
            .secret();
        let previous = reader
            .key("security.password_peppers_previous")
            .means("Earlier peppers: hashes under them stay valid, and are replaced when their users log in.")
            .means("A list.")
            .secrets();
        let pepper = Rotation::new(reader, present, previous);
        let present = reader
            .key(JWT_SECRET)
            .means("Signs session tokens. At least 32 bytes, and not the pepper.")
            .otherwise("generated in development")
            .secret();
        let previous = reader
            .key("security.jwt_secrets_previous")
            .means("Earlier signing secrets: tokens signed with them stay valid until they expire. A list.")
            .secrets();
        let jwt = Rotation::new(reader, present, previous);
        Self { pepper, jwt, passwords: Passwords::read(reader) }
    }

    pub(in crate::configuration) fn check(&self, reader: &mut Reader<'_>, mode: Mode) {
        let Self { pepper, jwt, passwords } = self;
        let cost = passwords.bcrypt_cost;
        if mode == Mode::Production && cost < LEAST_PRODUCTION_COST {
            let reason = format!("must be at least {LEAST_PRODUCTION_COST} in production; it is {cost}");
            reader.note(BCRYPT_COST, reason);
        }
        for secrets in [pepper, jwt] {
            check_length(reader, secrets);
        }
        if mode == Mode::Production {
            for secrets in [pepper, jwt] {
                require(reader, &secrets.present);
            }
            // A weak pepper among the previous ones is accepted: refusing it would refuse the passwords hashed with it.
            check_strength(reader, [&pepper.present].into_iter().chain(jwt.both()));
        }
    }

    /// Builds the section, with generated secrets for those that are missing; in production the rules made sure that
    /// none is.
    pub(in crate::configuration) fn complete(
        self,
        store: &Store,
        sources: &Sources,
        shown: &mut Shown,
    ) -> Result<(Security, Option<Missing>), Diagnostic> {
        let Self { pepper, jwt, passwords } = self;
        let given = (pepper.present.secrets.first().cloned(), jwt.present.secrets.first().cloned());
        let (password_pepper, jwt_secret, missing) = match given {
            (Some(pepper), Some(jwt_secret)) => (pepper, jwt_secret, None),
            (pepper, jwt_secret) => {
                let database = store.url.file_of_secrets().map(|file| sources.resolve(&file));
                let generated = generated::provide(database.as_deref())?;
                let missing = [pepper.is_none().then_some(PEPPER), jwt_secret.is_none().then_some(JWT_SECRET)];
                let pepper = pepper.unwrap_or_else(|| generated.password_pepper.clone());
                let jwt_secret = jwt_secret.unwrap_or_else(|| generated.jwt_secret.clone());
                let missing = Missing { names: missing.into_iter().flatten().collect(), generated };
                missing.show(shown);
                (pepper, jwt_secret, Some(missing))
            }
        };
        if password_pepper.expose_secret() == jwt_secret.expose_secret() {
            let diagnostic = Diagnostic::new(JWT_SECRET, format!("must differ from `{PEPPER}`"));
            return Err(diagnostic.given_in(shown.origin(JWT_SECRET)));
        }
        let password_peppers_previous = pepper.previous().cloned().collect();
        let jwt_secrets_previous = jwt.previous().cloned().collect();
        let secrets = Secrets { password_pepper, password_peppers_previous, jwt_secret, jwt_secrets_previous };
        Ok((Security { secrets, passwords }, missing))
    }
}

impl Passwords {
    fn read(reader: &mut Reader<'_>) -> Self {
        let cores = reader.sources.machine.cores;
        Self {
            bcrypt_cost: reader
                .key(BCRYPT_COST)
                .means("The bcrypt cost of a hash, {bounds}; each step doubles it. Below 10 is refused in production.")
                .or(12, number(4..=31)),
            hasher_threads: reader
                .key("security.hasher_threads")
                .means("The threads that hash passwords, {bounds}.")
                .or_varying(cores, "the machine's cores", number(1..=1024)),
            hasher_queue: reader
                .key("security.hasher_queue")
                .means("The passwords that may wait for a hashing thread, {bounds}; further ones are refused with 503.")
                .or(64, number(1..=100_000)),
            policy: PasswordPolicy {
                min_length: reader
                    .key("security.password_min_length")
                    .means("The fewest characters of a new password, {bounds}.")
                    .means("15 is advised if the password is the only factor.")
                    .or(8, number(8..=64)),
            },
        }
    }
}

impl Missing {
    /// Keeps the generated secrets for the next start, or uses those that another process has kept since.
    pub(in crate::configuration) fn keep(self, secrets: &mut Secrets, shown: &mut Shown) -> Result<(), Diagnostic> {
        let kept = Self { names: self.names, generated: self.generated.keep()? };
        kept.show(shown);
        for name in kept.names {
            match name {
                PEPPER => secrets.password_pepper = kept.generated.password_pepper.clone(),
                _ => secrets.jwt_secret = kept.generated.jwt_secret.clone(),
            }
        }
        Ok(())
    }

    fn show(&self, shown: &mut Shown) {
        for name in &self.names {
            shown.set(name, Some("[generated]".into()), Some(self.generated.origin.clone()));
        }
    }
}
