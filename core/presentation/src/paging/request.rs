use std::num::NonZeroU8;

use application::Position;

use crate::{ListIdentity, PageTokens, Problem, query::invalid, read_position};

/// The requested page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// The maximum number of items.
    pub size: u8,
    /// The key of the item before the page; `None` for the first page.
    pub after: Option<String>,
}

impl PageRequest {
    /// The maximum page size.
    pub const MAX_SIZE: u8 = 100;
    /// The page size of a request without `pageSize`.
    pub const DEFAULT_SIZE: u8 = 20;

    /// Reads the page from the parameters `pageSize` and `nextToken`.
    ///
    /// # Errors
    /// The problems `invalid-parameter` and `invalid-page-token`.
    pub fn read(
        page_size: Option<&str>,
        next_token: Option<&str>,
        tokens: &PageTokens,
        list: &ListIdentity,
    ) -> Result<Self, Problem> {
        let size = match page_size {
            None => Self::DEFAULT_SIZE,
            Some(text) => {
                parse_size(text).ok_or_else(|| invalid("`pageSize` must be a whole number from 1 to 100."))?
            }
        };
        let after = next_token.map(|token| tokens.open(list, token)).transpose()?;
        Ok(Self { size, after })
    }

    /// The position before the page, in a list by creation.
    ///
    /// # Errors
    /// The problem `invalid-page-token`.
    pub fn position<E>(&self) -> Result<Option<Position<E>>, Problem> {
        self.after.as_deref().map(read_position).transpose()
    }
}

fn parse_size(text: &str) -> Option<u8> {
    // `parse` would accept a sign.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let size = text.parse::<NonZeroU8>().ok().filter(|_| digits)?.get();
    (size <= PageRequest::MAX_SIZE).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_whole_numbers_from_1_to_100() {
        for (text, size) in [("1", Some(1)), ("100", Some(100)), ("020", Some(20))] {
            assert_eq!(parse_size(text), size, "{text}");
        }
        for text in ["0", "101", "-1", "+5", "1.5", "", " 5", "ten", "256"] {
            assert_eq!(parse_size(text), None, "{text:?}");
        }
    }
}
