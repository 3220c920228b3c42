use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

/// Counts attempts in windows of time, for every replica alike.
///
/// A counter begins with its first attempt and ends with its window, whatever happens in between: a caller is never
/// blocked for longer than a window. A counter whose window has ended counts as absent, purged or not.
#[async_trait]
pub trait Attempts: Interface {
    /// The counters of these keys at `now`, in the order of the keys; `None` for a key without a running window.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError>;

    /// Counts one attempt in each counter, or in none if one of them is full; the inner error is then the latest end of
    /// a full counter's window. A window begins if none is running. Of concurrent attempts, no more pass than are
    /// allowed. The keys differ.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn take(&self, quotas: &[Quota], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError>;

    /// Corrects counters once the outcome of an attempt is known, all or none. Counters that have ended meanwhile stay
    /// ended.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn settle(&self, adjustments: Adjustments, now: Timestamp) -> Result<(), StoreError>;
}

/// The name of a counter, at most [`AttemptsKey::MAX_LENGTH`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptsKey(String);

/// A limit of one counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The counter.
    pub key: AttemptsKey,
    /// The attempts within one window. Zero lets no attempt pass; if no window is running, the error is the end of a
    /// window that would begin now.
    pub limit: u32,
    /// The length of a window.
    pub window: Duration,
}

/// The state of a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptsMade {
    /// The attempts in the running window.
    pub count: u32,
    /// When the window ends.
    pub until: Timestamp,
}

/// Corrections of counters. Each key appears once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustments {
    /// Counters that lose one attempt, to no less than zero.
    pub give_back: Vec<AttemptsKey>,
    /// Counters that are reset.
    pub clear: Vec<AttemptsKey>,
    /// A counter that is set to one attempt in a window of this length, whatever its state.
    pub mark: Option<(AttemptsKey, Duration)>,
}

impl AttemptsKey {
    /// The most bytes of a key.
    pub const MAX_LENGTH: usize = 255;

    /// The key with this name, truncated if it is too long.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let end = (0..=Self::MAX_LENGTH.min(name.len())).rev().find(|end| name.is_char_boundary(*end));
        Self(name.get(..end.unwrap_or_default()).unwrap_or_default().to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
