use std::time::Duration;

use async_trait::async_trait;
use domain::Timestamp;
use shaku::Interface;

use super::StoreError;

/// Counts attempts in windows of time, for every replica alike.
///
/// A counter begins with its first attempt and is forgotten when its window ends, whatever happens meanwhile: nobody is
/// shut out for longer than a window. A counter whose window has ended is as one that never was, purged or not.
#[async_trait]
pub trait Attempts: Interface {
    /// The counters of these keys at `now`, in the order of the keys; `None` where there is no running window.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError>;

    /// Counts one attempt in each counter, all or none: none where one of them is full, and then the latest end of a
    /// full one's window is the inner error. A window begins where none is running. Of attempts made at once, no more
    /// pass than are allowed. The keys differ.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn take(&self, quotas: &[Quota], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError>;

    /// Corrects counters once it is known how an attempt went, all or none. Counters that are gone meanwhile stay gone.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not answer.
    async fn settle(&self, adjustments: Adjustments, now: Timestamp) -> Result<(), StoreError>;
}

/// The name of a counter, at most [`AttemptsKey::MAX_LENGTH`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptsKey(String);

/// How often something may be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Which counter counts it.
    pub key: AttemptsKey,
    /// The attempts within one window. Zero lets nothing pass; where no window is running, the end of one that would
    /// begin now is told.
    pub limit: u32,
    /// How long a window is.
    pub window: Duration,
}

/// What a counter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptsMade {
    /// The attempts in the running window.
    pub count: u32,
    /// When the window ends.
    pub until: Timestamp,
}

/// Corrections of counters. No key stands twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustments {
    /// Counters that lose one attempt, down to none.
    pub give_back: Vec<AttemptsKey>,
    /// Counters that begin anew.
    pub clear: Vec<AttemptsKey>,
    /// A counter that is set to one attempt in a window of this length, whatever it was.
    pub mark: Option<(AttemptsKey, Duration)>,
}

impl AttemptsKey {
    /// The most bytes of a key.
    pub const MAX_LENGTH: usize = 255;

    /// The key with this name, cut where it is too long.
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
