use thiserror::Error;

use crate::{Forbidden, StoreError};

/// A page of a list, and whether more follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Whether more items follow the last one.
    pub has_more: bool,
}

impl<T> Page<T> {
    /// The page of at most `size` items from a store's result for [`Page::<T>::limit`] items: one item beyond the page
    /// shows that more follow, the same way for every store.
    #[must_use]
    pub fn of(mut items: Vec<T>, size: u8) -> Self {
        let has_more = items.len() > usize::from(size);
        items.truncate(size.into());
        Self { items, has_more }
    }

    /// The limit to pass to a store for a page of `size`.
    #[must_use]
    pub fn limit(size: u8) -> u16 {
        u16::from(size) + 1
    }

    /// The last item, if more follow: the next page begins after it.
    #[must_use]
    pub fn next_after(&self) -> Option<&T> {
        self.items.last().filter(|_| self.has_more)
    }
}

/// Why a list could not be read.
#[derive(Debug, Error)]
pub enum ListError {
    /// The policy does not allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_item_more_than_the_page_shows_that_more_follows() {
        assert_eq!(Page::of(vec![1, 2, 3], 2), Page { items: vec![1, 2], has_more: true });
        assert_eq!(Page::of(vec![1, 2], 2), Page { items: vec![1, 2], has_more: false });
        assert_eq!(Page::of(vec![1, 2, 3], 2).next_after(), Some(&2));
        assert_eq!(Page::of(vec![1, 2], 2).next_after(), None);
        assert_eq!(Page::<u8>::limit(u8::MAX), 256);
    }
}
