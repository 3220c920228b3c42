//! Bytes as hexadecimal digits.

/// The digits of these bytes.
pub(crate) fn digits(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// The bytes of these digits; `None` if they are no digits, or not as many.
pub(crate) fn bytes<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let byte = |pair: &[u8]| str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    bytes.and_then(|bytes| bytes.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_back_from_their_digits() {
        assert_eq!(digits(&[0x00, 0x0f, 0xa5]), "000fa5");
        assert_eq!(bytes("000fa5"), Some([0x00, 0x0f, 0xa5]));
        for other in ["000fa", "000fa5a5", "000fag", "00 fa5", "ä00fa"] {
            assert_eq!(bytes::<3>(other), None, "{other}");
        }
    }
}
