//! One rule for every text that comes from outside: where a value begins and where it ends.

/// The byte order mark that some editors write before a text, to name its encoding.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The value of a text: all of it but white space and byte order marks at both ends. `echo`, editors and vaults add
/// those in some forms and not in others, and a secret must be the same one in each.
///
/// So it holds for every key, for variables, flags, files and items of lists alike. White space inside stays.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || character == BYTE_ORDER_MARK)
}

/// The password in a text: all of it but a byte order mark before it and line ends behind it. Its spaces stay, since
/// they count in a request.
pub(crate) fn password(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).trim_end_matches(LINE_ENDS)
}

/// Characters that end a line.
pub(crate) const LINE_ENDS: [char; 2] = ['\r', '\n'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_byte_order_marks_at_the_ends_are_no_part_of_a_value() {
        let framed = ["a b", "a b\n", "a b\r\n", " \ta b \n\n", "\u{feff}a b", "\u{feff} a b\r\n", "\u{a0}a b\u{2028}"];
        for text in framed {
            assert_eq!(trim(text), "a b", "{text:?}");
        }
        for blank in ["", "\n", "\u{feff}", "\u{feff}\r\n", " \t"] {
            assert_eq!(trim(blank), "", "{blank:?}");
        }
    }

    #[test]
    fn a_password_keeps_its_spaces() {
        for text in [" a b ", " a b \n", " a b \r\n", "\u{feff} a b \r\n"] {
            assert_eq!(password(text), " a b ", "{text:?}");
        }
        assert_eq!(password("\u{feff}\n"), "");
    }
}
