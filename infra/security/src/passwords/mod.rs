mod pepper;
mod pool;
mod scheme;

use std::sync::Arc;

use application::{HashingError, Passwords, Verdict};
use async_trait::async_trait;
use domain::{Password, PasswordHash};
use shaku::Component;

pub(crate) use self::{pool::HashingPool, scheme::Scheme};

/// [`Passwords`] by bcrypt, on dedicated threads.
#[derive(Component)]
#[shaku(interface = Passwords)]
pub(crate) struct BcryptPasswords {
    scheme: Arc<Scheme>,
    pool: HashingPool,
}

#[async_trait]
impl Passwords for BcryptPasswords {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError> {
        let (scheme, password) = (Arc::clone(&self.scheme), password.clone());
        self.pool.run(move || scheme.hash(&password)).await?
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verdict, HashingError> {
        let (scheme, password, hash) = (Arc::clone(&self.scheme), password.clone(), hash.cloned());
        self.pool.run(move || scheme.compare(&password, hash.as_ref())).await?
    }
}
