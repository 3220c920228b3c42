use std::collections::VecDeque;

use futures_util::{Stream, stream::try_unfold};

use crate::ResponseValue;

/// Every item of a list, page after page; a page is asked for when it is needed.
///
/// `page_after` calls the list with a token, and `parts` takes a page apart into its items and the token of the next.
pub fn items<Page, Item, E>(
    page_after: impl AsyncFnMut(Option<&str>) -> Result<ResponseValue<Page>, E>,
    parts: impl Fn(Page) -> (Vec<Item>, Option<String>),
) -> impl Stream<Item = Result<Item, E>> {
    let first = (page_after, parts, VecDeque::new(), Next::First);
    try_unfold(first, async |(mut page_after, parts, mut items, mut next)| {
        loop {
            if let Some(item) = items.pop_front() {
                return Ok::<_, E>(Some((item, (page_after, parts, items, next))));
            }
            let token = match &next {
                Next::First => None,
                Next::Page(token) => Some(token.as_str()),
                Next::Nothing => return Ok(None),
            };
            let (page, token) = parts(page_after(token).await?.into_inner());
            items = page.into();
            next = token.map_or(Next::Nothing, Next::Page);
        }
    })
}

/// The page to ask for.
enum Next {
    First,
    Page(String),
    Nothing,
}
