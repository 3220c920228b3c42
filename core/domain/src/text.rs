use std::ops::RangeInclusive;

/// Why a text is none of a line or a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextFault {
    /// It has fewer or more characters (Unicode scalar values).
    Length,
    /// It has a control character that is neither newline nor tab.
    Character,
}

/// The text without white space at its ends, where it has so many characters then and no control characters but newline and tab.
///
/// # Errors
/// [`TextFault`].
pub(crate) fn trimmed(text: &str, characters: &RangeInclusive<usize>) -> Result<String, TextFault> {
    let text = text.trim();
    if !characters.contains(&text.chars().count()) {
        return Err(TextFault::Length);
    }
    if text.chars().any(is_unfit) {
        return Err(TextFault::Character);
    }
    Ok(text.to_owned())
}

/// Whether it is a control character, but for newline and tab.
pub(crate) fn is_unfit(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
}
