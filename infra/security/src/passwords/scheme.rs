use std::hint::black_box;

use application::{HashingError, Verdict};
use bcrypt::{BcryptError, HashParts};
use domain::{Password, PasswordHash};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use tracing::error;

use super::pepper::{Pepper, Peppered};

/// The prefix of every hash: it names how the password is processed before bcrypt.
const PREFIX: &str = "$hmac-sha384$";

/// The scheme of password hashes: `$hmac-sha384$<fingerprint of the pepper>$2b$<cost>$<salt and hash>`.
pub(crate) struct Scheme {
    present: Pepper,
    previous: Vec<Pepper>,
    cost: u32,
}

/// Why a stored hash can't be verified. The message does not contain the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
enum UnusableHash {
    #[error("a stored hash has an unknown scheme; its user needs a new password")]
    Scheme,
    #[error("a stored hash has a pepper that is not configured; add it to `security.password_peppers_previous`")]
    Pepper,
}

/// A parsed hash.
struct Parsed<'a> {
    pepper: &'a Pepper,
    bcrypt: &'a str,
    cost: u32,
}

impl Scheme {
    pub(crate) fn new(present: SecretString, previous: Vec<SecretString>, cost: u32) -> Self {
        let previous = previous.into_iter().map(Pepper::new).collect();
        Self { present: Pepper::new(present), previous, cost }
    }

    pub(crate) fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError> {
        let peppered = self.present.apply_pepper(password);
        let bcrypt = bcrypt::non_truncating_hash(peppered.expose_secret(), self.cost).map_err(failed)?;
        Ok(PasswordHash::new(format!("{PREFIX}{}{bcrypt}", self.present.fingerprint())))
    }

    /// Verifies at the present cost, whatever the hash and the result.
    pub(crate) fn compare(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verdict, HashingError> {
        let Some(hash) = hash else {
            burn_time(&self.present.apply_pepper(password), self.cost).map_err(failed)?;
            return Ok(Verdict::Mismatch);
        };
        match self.parse(hash.expose_secret()) {
            Ok(parsed) => self.compare_parsed(password, &parsed).map_err(failed),
            Err(unusable) => {
                error!(error = %unusable, "a password can't be compared");
                burn_time(&self.present.apply_pepper(password), self.cost).map_err(failed)?;
                Ok(Verdict::Mismatch)
            }
        }
    }

    fn compare_parsed(&self, password: &Password, parsed: &Parsed<'_>) -> Result<Verdict, BcryptError> {
        let peppered = parsed.pepper.apply_pepper(password);
        count_work(parsed.cost);
        let matches = bcrypt::non_truncating_verify(peppered.expose_secret(), parsed.bcrypt)?;
        // The verification took 2^c rounds; 2^c + 2^(c+1) + ... up to half of the present cost complete them. A match
        // takes them too: the account may be inactive, which the duration must not reveal either.
        for cost in parsed.cost..self.cost {
            burn_time(&peppered, cost)?;
        }
        let needs_rehash = parsed.cost != self.cost || parsed.pepper.fingerprint() != self.present.fingerprint();
        Ok(match (matches, needs_rehash) {
            (false, _) => Verdict::Mismatch,
            (true, true) => Verdict::NeedsRehash,
            (true, false) => Verdict::Match,
        })
    }

    /// Parses a stored hash. Only the form that [`Scheme::hash`] writes is accepted: a bare bcrypt hash has no pepper,
    /// and a number or base64 text in an unusual form was written by another program.
    fn parse<'a>(&'a self, stored: &'a str) -> Result<Parsed<'a>, UnusableHash> {
        let (fingerprint, bcrypt) = stored
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_at_checked(Pepper::FINGERPRINT_LENGTH))
            .ok_or(UnusableHash::Scheme)?;
        let parts: HashParts = bcrypt.parse().map_err(|_| UnusableHash::Scheme)?;
        if parts.to_string() != bcrypt || !(4..=31).contains(&parts.get_cost()) {
            return Err(UnusableHash::Scheme);
        }
        let pepper = std::iter::once(&self.present)
            .chain(&self.previous)
            .find(|pepper| pepper.fingerprint() == fingerprint)
            .ok_or(UnusableHash::Pepper)?;
        Ok(Parsed { pepper, bcrypt, cost: parts.get_cost() })
    }
}

/// Burns the time of a verification with this cost.
fn burn_time(peppered: &Peppered, cost: u32) -> Result<(), BcryptError> {
    count_work(cost);
    black_box(bcrypt::non_truncating_hash_with_salt(peppered.expose_secret(), cost, [0; 16])?);
    Ok(())
}

fn failed(error: BcryptError) -> HashingError {
    HashingError::Failed(error.into())
}

#[cfg(not(test))]
const fn count_work(_cost: u32) {}

#[cfg(test)]
fn count_work(cost: u32) {
    tests::ROUNDS.set(tests::ROUNDS.get() + (1 << cost));
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    thread_local! {
        /// The bcrypt rounds of verifications on this thread: counted, since durations vary from run to run.
        pub(super) static ROUNDS: Cell<u64> = const { Cell::new(0) };
    }

    const PEPPER: &str = "the pepper of these tests, long enough";
    const OLD_PEPPER: &str = "the pepper before that, as long as it is";

    fn scheme(cost: u32) -> Scheme {
        Scheme::new(PEPPER.into(), vec![OLD_PEPPER.into()], cost)
    }

    fn old_scheme(cost: u32) -> Scheme {
        Scheme::new(OLD_PEPPER.into(), Vec::new(), cost)
    }

    fn password(text: &str) -> Password {
        Password::typed(&text.into())
    }

    fn rounds_of<T>(comparison: impl FnOnce() -> T) -> (T, u64) {
        ROUNDS.set(0);
        let result = comparison();
        (result, ROUNDS.get())
    }

    #[test]
    fn a_hash_names_its_scheme_its_pepper_and_its_cost() {
        let hash = scheme(4).hash(&password("correct horse")).unwrap();
        let fingerprint = Pepper::new(PEPPER.into());
        let beginning = format!("$hmac-sha384${}$2b$04$", fingerprint.fingerprint());
        assert!(hash.expose_secret().starts_with(&beginning));
        assert_eq!(hash.expose_secret().len(), PREFIX.len() + 8 + 60);
    }

    #[test]
    fn one_password_has_another_hash_each_time() {
        let scheme = scheme(4);
        assert_ne!(scheme.hash(&password("correct horse")).unwrap(), scheme.hash(&password("correct horse")).unwrap());
    }

    #[test]
    fn every_comparison_costs_the_same_whatever_there_is_and_whatever_comes_out() {
        let present = scheme(7);
        let hashes = [
            Some(present.hash(&password("right")).unwrap()),
            Some(scheme(4).hash(&password("right")).unwrap()),
            Some(scheme(6).hash(&password("right")).unwrap()),
            Some(old_scheme(5).hash(&password("right")).unwrap()),
            Some(PasswordHash::new("not a hash".to_owned())),
            Some(PasswordHash::new(String::new())),
            None,
        ];
        for (number, hash) in hashes.iter().enumerate() {
            for text in ["right", "wrong", ""] {
                let (_, rounds) = rounds_of(|| present.compare(&password(text), hash.as_ref()));
                assert_eq!(rounds, 1 << 7, "hash {number}, password {text:?}");
            }
        }
    }

    #[test]
    fn a_hash_of_another_cost_matches_and_needs_a_rehash() {
        for cost in [4, 6] {
            let hash = scheme(cost).hash(&password("right")).unwrap();
            assert_eq!(scheme(5).compare(&password("right"), Some(&hash)).unwrap(), Verdict::NeedsRehash);
            assert_eq!(scheme(5).compare(&password("wrong"), Some(&hash)).unwrap(), Verdict::Mismatch);
        }
    }

    #[test]
    fn a_hash_under_a_pepper_that_is_rotated_out_matches_and_needs_a_rehash() {
        let hash = old_scheme(4).hash(&password("right")).unwrap();
        assert_eq!(scheme(4).compare(&password("right"), Some(&hash)).unwrap(), Verdict::NeedsRehash);
        assert_eq!(scheme(4).compare(&password("wrong"), Some(&hash)).unwrap(), Verdict::Mismatch);
        let renewed = scheme(4).hash(&password("right")).unwrap();
        assert_eq!(scheme(4).compare(&password("right"), Some(&renewed)).unwrap(), Verdict::Match);
    }

    #[test]
    fn nothing_matches_a_hash_whose_pepper_is_gone() {
        let hash = scheme(4).hash(&password("right")).unwrap();
        let old = old_scheme(4);
        assert_eq!(old.parse(hash.expose_secret()).err(), Some(UnusableHash::Pepper));
        assert_eq!(old.compare(&password("right"), Some(&hash)).unwrap(), Verdict::Mismatch);
    }

    #[test]
    fn a_hash_under_another_pepper_does_not_match_though_it_names_the_present_one() {
        let forged = old_scheme(4).hash(&password("right")).unwrap();
        let (old, present) = (Pepper::new(OLD_PEPPER.into()), Pepper::new(PEPPER.into()));
        let relabelled = forged.expose_secret().replace(old.fingerprint(), present.fingerprint());
        let verdict = scheme(4).compare(&password("right"), Some(&PasswordHash::new(relabelled))).unwrap();
        assert_eq!(verdict, Verdict::Mismatch);
    }

    #[test]
    fn texts_that_the_scheme_never_wrote_are_failures_without_the_text() {
        let hash = scheme(4).hash(&password("right")).unwrap().expose_secret().to_owned();
        let bare = bcrypt::hash("right", 4).unwrap();
        let texts = [
            String::new(),
            "right".to_owned(),
            bare,
            hash.replace("$2b$", "$2a$"),
            hash.replace("$04$", "$03$"),
            hash.replace("$04$", "$32$"),
            hash.replace("$04$", "$+4$"),
            hash.replace("hmac-sha384", "hmac-sha512"),
            format!("{hash}x"),
            format!("{PREFIX}é"),
            hash.chars().take(40).collect(),
        ];
        for text in texts {
            let scheme = scheme(4);
            assert_eq!(scheme.parse(&text).err(), Some(UnusableHash::Scheme), "{text:?}");
            let compared = scheme.compare(&password("right"), Some(&PasswordHash::new(text.clone())));
            assert_eq!(compared.unwrap(), Verdict::Mismatch, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn any_password_matches_its_hash_and_no_other_does(text in any::<String>(), other in any::<String>()) {
            let (scheme, chosen, other) = (scheme(4), password(&text), password(&other));
            let hash = scheme.hash(&chosen).unwrap();
            prop_assert_eq!(scheme.compare(&chosen, Some(&hash)).unwrap(), Verdict::Match);
            let expected =
                if other.expose_secret() == chosen.expose_secret() { Verdict::Match } else { Verdict::Mismatch };
            prop_assert_eq!(scheme.compare(&other, Some(&hash)).unwrap(), expected);
        }

        #[test]
        fn no_stored_text_makes_it_panic(text in "\\PC*|\\$hmac-sha384\\$\\PC{0,80}") {
            prop_assert!(scheme(4).compare(&password("right"), Some(&PasswordHash::new(text))).is_ok_and(|verdict| verdict == Verdict::Mismatch));
        }
    }
}
