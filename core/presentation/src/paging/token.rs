use application::{Page, Position};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::Entity;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::Sha256;

use crate::{Code, Problem, write_position};

/// The length of a token's authentication tag, in bytes: half of SHA-256, which RFC 2104, section 5, allows.
const TAG_LENGTH: usize = 16;

/// Issues and verifies page tokens.
///
/// A token has the item after which a list continues. It is valid only for the list that it was issued for (route,
/// filters and owner), and invalid once altered. It does not expire.
pub struct PageTokens {
    /// The first key signs; each of them verifies.
    keys: Vec<SecretSlice<u8>>,
}

/// The list that a page token belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListIdentity(String);

impl ListIdentity {
    /// The list of this name, without filters.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(String::new()).with("", name)
    }

    /// The list restricted to this value of `parameter`: a filter, a sort or an owner.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: &str) -> Self {
        // The lengths keep different pairs distinct.
        for text in [parameter, value] {
            self.0.push_str(&text.len().to_string());
            self.0.push(':');
            self.0.push_str(text);
        }
        self
    }
}

impl PageTokens {
    /// Tokens signed with a key derived from `secret`; those of the previous secrets are still accepted.
    #[must_use]
    pub fn new(secret: &SecretString, previous: &[SecretString]) -> Self {
        let keys = std::iter::once(secret).chain(previous);
        Self { keys: keys.map(|secret| tag(secret.expose_secret().as_bytes(), &[b"page tokens"]).into()).collect() }
    }

    /// The token of the page after the item with this key.
    #[must_use]
    pub fn seal(&self, list: &ListIdentity, key: &str) -> String {
        let mut bytes = self.keys.first().map(|signing| signature(signing, list, key.as_bytes())).unwrap_or_default();
        bytes.extend_from_slice(key.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The token of the page after this one, in a list by creation; `None` on the last page.
    #[must_use]
    pub fn next<E: Entity>(&self, list: &ListIdentity, page: &Page<E>) -> Option<String> {
        page.next_after().map(|last| self.seal(list, &write_position(Position::from(last))))
    }

    /// Verifies a token, and returns the key of the item before its page.
    ///
    /// # Errors
    /// The problem `invalid-page-token` for a token that [`PageTokens::seal`] did not issue for this list.
    pub fn open(&self, list: &ListIdentity, token: &str) -> Result<String, Problem> {
        self.verified(list, token).ok_or_else(|| {
            Problem::new(
                Code::InvalidPageToken,
                "The page token does not belong to this list. Get the first page again, without `nextToken`.",
            )
        })
    }

    fn verified(&self, list: &ListIdentity, token: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (signed, key) = bytes.split_at_checked(TAG_LENGTH)?;
        let good = self.keys.iter().any(|signing| {
            mac(signing.expose_secret(), &[list.0.as_bytes(), key]).verify_truncated_left(signed).is_ok()
        });
        good.then(|| String::from_utf8(key.to_vec()).ok()).flatten()
    }
}

fn signature(signing: &SecretSlice<u8>, list: &ListIdentity, key: &[u8]) -> Vec<u8> {
    let mut tag = tag(signing.expose_secret(), &[list.0.as_bytes(), key]);
    tag.truncate(TAG_LENGTH);
    tag
}

fn tag(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    mac(key, parts).finalize().into_bytes().to_vec()
}

/// The authentication code over these parts, each with its length, so that different parts stay distinct.
fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    for part in parts {
        mac.update(&part.len().to_be_bytes());
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(secret: &str, previous: &[&str]) -> PageTokens {
        let previous: Vec<_> = previous.iter().map(|secret| SecretString::from(*secret)).collect();
        PageTokens::new(&secret.into(), &previous)
    }

    fn users() -> ListIdentity {
        ListIdentity::new("users").with("sort", "username").with("owner", "1")
    }

    proptest! {
        #[test]
        fn a_token_is_read_back_for_its_list_alone(key in ".{0,40}") {
            let tokens = tokens("secret", &[]);
            let token = tokens.seal(&users(), &key);
            prop_assert_eq!(tokens.open(&users(), &token).unwrap(), key);
            for other in [
                ListIdentity::new("events").with("sort", "username").with("owner", "1"),
                ListIdentity::new("users").with("sort", "createdAt").with("owner", "1"),
                ListIdentity::new("users").with("sort", "username").with("owner", "2"),
                ListIdentity::new("users").with("sort", "username"),
                ListIdentity::new("users").with("sort", "username5:owner1:1"),
            ] {
                prop_assert_eq!(tokens.open(&other, &token).unwrap_err().code(), Code::InvalidPageToken);
            }
        }

        #[test]
        fn no_text_but_a_token_is_one(text in ".{0,60}") {
            prop_assert!(tokens("secret", &[]).open(&users(), &text).is_err());
        }
    }

    #[test]
    fn every_flipped_character_is_noticed() {
        let tokens = tokens("secret", &[]);
        let token = tokens.seal(&users(), "ada.lovelace");
        for index in 0..token.len() {
            for other in ['A', 'B', 'z', '-', '='] {
                let mut altered: Vec<char> = token.chars().collect();
                if altered[index] != other {
                    altered[index] = other;
                    let altered: String = altered.into_iter().collect();
                    assert!(tokens.open(&users(), &altered).is_err(), "{altered}");
                }
            }
        }
    }

    #[test]
    fn tokens_outlive_the_rotation_of_the_secret() {
        let token = tokens("old", &[]).seal(&users(), "k");
        assert_eq!(tokens("new", &["old"]).open(&users(), &token).unwrap(), "k");
        assert!(tokens("new", &[]).open(&users(), &token).is_err());
    }
}
