use std::{
    future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::Poll,
};

use application::{HashingError, Passwords, Verdict};
use async_trait::async_trait;
use domain::{Password, PasswordHash};
use secrecy::ExposeSecret;
use shaku::Component;
use thiserror::Error;

/// A fake hasher whose hashes hold the password itself behind the name of a scheme, so that hashing takes no time.
/// Clones share their state.
#[derive(Clone, Default, Component)]
#[shaku(interface = Passwords)]
pub struct FakePasswords {
    #[shaku(default)]
    saturated: Arc<AtomicBool>,
    #[shaku(default)]
    failing: Arc<AtomicBool>,
    #[shaku(default)]
    compared: Arc<AtomicU64>,
    #[shaku(default)]
    pace: Arc<Mutex<Pace>>,
}

/// When a verification completes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// At once.
    #[default]
    AtOnce,
    /// When it is polled again: other tasks run first.
    Later,
    /// Never.
    Never,
}

/// The source of an injected error.
#[derive(Debug, Error)]
#[error("a test asked the hasher to fail")]
struct InjectedFault;

impl FakePasswords {
    const PRESENT: &str = "present:";
    const OLD: &str = "old:";

    /// The hash of `password` under a retired scheme: it matches as [`Verdict::NeedsRehash`].
    #[must_use]
    pub fn old_hash(password: &str) -> PasswordHash {
        PasswordHash::new(format!("{}{password}", Self::OLD))
    }

    /// The hash of `password` under the present scheme.
    #[must_use]
    pub fn present_hash(password: &str) -> PasswordHash {
        PasswordHash::new(format!("{}{password}", Self::PRESENT))
    }

    /// Makes every call return [`HashingError::Saturated`] from now on, or no longer.
    pub fn set_saturated(&self, saturated: bool) {
        self.saturated.store(saturated, Ordering::Relaxed);
    }

    /// Makes every call return [`HashingError::Failed`] from now on, or no longer.
    pub fn set_failing(&self, failing: bool) {
        self.failing.store(failing, Ordering::Relaxed);
    }

    /// Sets when verifications complete from now on.
    pub fn set_pace(&self, pace: Pace) {
        *self.pace.lock().unwrap_or_else(PoisonError::into_inner) = pace;
    }

    /// Waits until a verification may complete.
    async fn take_turn(&self) {
        let pace = *self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        let mut is_its_turn = match pace {
            Pace::AtOnce => return,
            Pace::Later => false,
            Pace::Never => return future::pending().await,
        };
        future::poll_fn(|context| {
            if is_its_turn {
                return Poll::Ready(());
            }
            is_its_turn = true;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    /// The number of verified passwords, including those without a hash.
    #[must_use]
    pub fn compared(&self) -> u64 {
        self.compared.load(Ordering::Relaxed)
    }

    fn require_room(&self) -> Result<(), HashingError> {
        if self.failing.load(Ordering::Relaxed) {
            return Err(HashingError::Failed(InjectedFault.into()));
        }
        if self.saturated.load(Ordering::Relaxed) { Err(HashingError::Saturated) } else { Ok(()) }
    }
}

#[async_trait]
impl Passwords for FakePasswords {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError> {
        self.require_room()?;
        Ok(Self::present_hash(password.expose_secret()))
    }

    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verdict, HashingError> {
        self.require_room()?;
        self.take_turn().await;
        self.compared.fetch_add(1, Ordering::Relaxed);
        let Some(hash) = hash.map(ExposeSecret::expose_secret) else {
            return Ok(Verdict::Mismatch);
        };
        let (hashed, verdict) = if let Some(hashed) = hash.strip_prefix(Self::PRESENT) {
            (hashed, Verdict::Match)
        } else if let Some(hashed) = hash.strip_prefix(Self::OLD) {
            (hashed, Verdict::NeedsRehash)
        } else {
            return Ok(Verdict::Mismatch);
        };
        Ok(if hashed == password.expose_secret() { verdict } else { Verdict::Mismatch })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_verdict_is_reached() {
        let passwords = FakePasswords::default();
        let right = Password::typed(&"right".into());
        let present = passwords.hash(&right).await.unwrap();
        let old = FakePasswords::old_hash("right");
        for (typed, hash, verdict) in [
            ("right", Some(&present), Verdict::Match),
            ("right", Some(&old), Verdict::NeedsRehash),
            ("wrong", Some(&present), Verdict::Mismatch),
            ("wrong", Some(&old), Verdict::Mismatch),
            ("right", None, Verdict::Mismatch),
        ] {
            assert_eq!(passwords.verify(&Password::typed(&typed.into()), hash).await.unwrap(), verdict);
        }
        assert_eq!(passwords.compared(), 5);
        let foreign = PasswordHash::new("$2b$".to_owned());
        assert_eq!(passwords.verify(&right, Some(&foreign)).await.unwrap(), Verdict::Mismatch);
    }

    #[tokio::test]
    async fn a_saturated_hasher_refuses_until_it_is_relieved() {
        let passwords = FakePasswords::default();
        let password = Password::typed(&"right".into());
        passwords.clone().set_saturated(true);
        assert!(matches!(passwords.hash(&password).await, Err(HashingError::Saturated)));
        assert!(matches!(passwords.verify(&password, None).await, Err(HashingError::Saturated)));
        passwords.set_saturated(false);
        assert_eq!(passwords.verify(&password, None).await.unwrap(), Verdict::Mismatch);
    }
}
