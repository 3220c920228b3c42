use std::{net::IpAddr, sync::Arc, time::Duration};

use async_trait::async_trait;
use shaku::{Component, Interface};
use thiserror::Error;
use tracing::warn;

use crate::{Adjustments, Attempts, AttemptsKey, Caller, Clock, ErrorChain, Outcome, Quota, SecurityEvent, StoreError};

/// Limits how often passwords are guessed and accounts are created, over all replicas.
///
/// An attempt is counted before its outcome is known, so concurrent attempts count too; the count is corrected
/// afterwards. The username is counted as typed: whether the account exists makes no difference.
#[async_trait]
pub trait RateLimiter: Interface {
    /// Refuses a caller whose address has no attempts left, and counts nothing. It can be checked before a body is
    /// read.
    ///
    /// # Errors
    /// [`LimitError`].
    async fn admit_caller(&self, caller: &Caller) -> Result<(), LimitError>;

    /// Counts a guess at the password of the account `username`.
    ///
    /// # Errors
    /// [`LimitError`]; nothing was counted then.
    async fn count_guess(&self, caller: &Caller, username: &str) -> Result<CountedAttempt, LimitError>;

    /// Counts an account that is about to be created.
    ///
    /// # Errors
    /// [`LimitError`]; nothing was counted then.
    async fn count_sign_up(&self, caller: &Caller) -> Result<CountedAttempt, LimitError>;

    /// Records the outcome of a counted attempt. If the store does not answer, the attempt stays counted,
    /// so no more guesses pass than the limits allow.
    async fn settle(&self, attempt: CountedAttempt, outcome: AttemptOutcome);
}

/// A counted attempt that is not settled yet.
#[must_use = "an attempt that is not settled stays counted"]
#[derive(Debug)]
pub struct CountedAttempt {
    address: Option<AttemptsKey>,
    account: Option<AccountKeys>,
}

#[derive(Debug)]
struct AccountKeys {
    pair: AttemptsKey,
    account: AttemptsKey,
    known_address: AttemptsKey,
    is_known: bool,
}

/// The outcome of a counted attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// A wrong guess, or a created account: it stays counted.
    Counted,
    /// The right password: the counts of earlier guesses are cleared, and the address becomes known to the account.
    Right,
    /// The password was not verified, or no account was created: the attempt is taken back.
    Discarded,
}

/// Why an attempt is not allowed.
#[derive(Debug, Error)]
pub enum LimitError {
    /// There were too many.
    #[error("too many attempts")]
    TooMany {
        /// How long until the next attempt is allowed.
        retry_after: Duration,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The settings of the rate limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimitSettings {
    /// Whether attempts are limited.
    pub bounded: Bounded,
    /// Wrong guesses and new accounts of one address, for all accounts together.
    pub address: Bound,
    /// Wrong guesses at one account from one address.
    pub account_from_address: Bound,
    /// Wrong guesses at one account from all addresses that are not known to it.
    pub account: Bound,
    /// How long an address stays known to an account after a log-in.
    pub known_address_lifetime: Duration,
}

/// Whether attempts are limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounded {
    /// Limits apply.
    Yes,
    /// No limits: for load tests, and for deployments that limit them elsewhere.
    No,
}

/// A configured limit: the attempts that are allowed in each window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The attempts.
    pub attempts: u32,
    /// The length of the window, which begins with the first attempt.
    pub window: Duration,
}

/// [`RateLimiter`] over counters in the store.
#[derive(Component)]
#[shaku(interface = RateLimiter)]
pub struct StoreRateLimiter {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(inject)]
    attempts: Arc<dyn Attempts>,
    /// The settings.
    settings: RateLimitSettings,
}

#[async_trait]
impl RateLimiter for StoreRateLimiter {
    async fn admit_caller(&self, caller: &Caller) -> Result<(), LimitError> {
        if self.settings.bounded == Bounded::No {
            return Ok(());
        }
        let now = self.clock.now();
        let made = self.attempts.read(&[address_key(caller)], now).await?;
        match made.into_iter().flatten().find(|made| made.count >= self.settings.address.attempts) {
            Some(full) => Err(Self::too_many(caller, full.until.since(now))),
            None => Ok(()),
        }
    }

    async fn count_guess(&self, caller: &Caller, username: &str) -> Result<CountedAttempt, LimitError> {
        if self.settings.bounded == Bounded::No {
            return Ok(CountedAttempt { address: None, account: None });
        }
        let (name, address) = (account_name(username), address_name(caller));
        let mut keys = AccountKeys {
            pair: AttemptsKey::new(&format!("pair:{address}:{name}")),
            account: AttemptsKey::new(&format!("account:{name}")),
            // The key as it is stored, so the earlier word stays.
            known_address: AttemptsKey::new(&format!("familiar:{address}:{name}")),
            is_known: false,
        };
        let address = address_key(caller);
        let mut quotas = vec![
            self.settings.address.quota(&address),
            self.settings.account_from_address.quota(&keys.pair),
            self.settings.account.quota(&keys.account),
        ];
        // One read refuses callers who are over a limit, so that a flood of them does not compete for writes.
        let now = self.clock.now();
        let read: Vec<_> = quotas.iter().map(|quota| &quota.key).chain([&keys.known_address]).cloned().collect();
        let mut made = self.attempts.read(&read, now).await?;
        keys.is_known = made.pop().flatten().is_some();
        if keys.is_known {
            quotas.pop();
        }
        let full = quotas.iter().zip(made).filter_map(|(quota, made)| made.filter(|made| made.count >= quota.limit));
        if let Some(until) = full.map(|made| made.until).max() {
            return Err(Self::too_many(caller, until.since(now)));
        }
        self.take(caller, &quotas).await?;
        Ok(CountedAttempt { address: Some(address), account: Some(keys) })
    }

    async fn count_sign_up(&self, caller: &Caller) -> Result<CountedAttempt, LimitError> {
        if self.settings.bounded == Bounded::No {
            return Ok(CountedAttempt { address: None, account: None });
        }
        let address = address_key(caller);
        self.take(caller, &[self.settings.address.quota(&address)]).await?;
        Ok(CountedAttempt { address: Some(address), account: None })
    }

    async fn settle(&self, attempt: CountedAttempt, outcome: AttemptOutcome) {
        let CountedAttempt { address: Some(address), account } = attempt else { return };
        let adjustments = match (outcome, account) {
            (AttemptOutcome::Counted, _) => return,
            (AttemptOutcome::Right, Some(keys)) => Adjustments {
                give_back: vec![address],
                clear: vec![keys.pair, keys.account],
                mark: Some((keys.known_address, self.settings.known_address_lifetime)),
            },
            (AttemptOutcome::Right, None) => Adjustments { give_back: vec![address], ..Adjustments::default() },
            (AttemptOutcome::Discarded, account) => {
                let mut give_back = vec![address];
                if let Some(AccountKeys { pair, account, is_known, .. }) = account {
                    give_back.push(pair);
                    if !is_known {
                        give_back.push(account);
                    }
                }
                Adjustments { give_back, ..Adjustments::default() }
            }
        };
        if let Err(error) = self.attempts.settle(adjustments, self.clock.now()).await {
            warn!(error = %ErrorChain(&error), "an attempt stays counted");
        }
    }
}

impl StoreRateLimiter {
    async fn take(&self, caller: &Caller, quotas: &[Quota]) -> Result<(), LimitError> {
        let now = self.clock.now();
        self.attempts.take(quotas, now).await?.map_err(|until| Self::too_many(caller, until.since(now)))
    }

    fn too_many(caller: &Caller, retry_after: Duration) -> LimitError {
        SecurityEvent::Throttling.log(Outcome::Refused, caller, None, None);
        LimitError::TooMany { retry_after }
    }
}

impl Bound {
    fn quota(self, key: &AttemptsKey) -> Quota {
        Quota { key: key.clone(), limit: self.attempts, window: self.window }
    }
}

fn address_key(caller: &Caller) -> AttemptsKey {
    AttemptsKey::new(&format!("address:{}", address_name(caller)))
}

/// The network that counts as one address: a client with an IPv6 address has the 2^64 addresses of its network.
fn address_name(caller: &Caller) -> String {
    match caller.address.map(|address| address.to_canonical()) {
        None => "unknown".to_owned(),
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::")
        }
    }
}

/// A username as usernames are compared, truncated to a bounded length: it need not be a valid one.
fn account_name(username: &str) -> String {
    username.chars().take(64).map(|character| character.to_ascii_lowercase()).collect()
}
