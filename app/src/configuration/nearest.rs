use super::{key::Key, keys::KEYS};

/// The key that a wrong name may mean: one that differs in few letters, or in separators and case alone; or else the only
/// one that begins with it, or of which it is the last part.
pub(super) fn nearest(name: &str) -> Option<&'static Key> {
    let wrong = letters(name);
    let whole = KEYS.iter().map(|key| (strsim::osa_distance(&letters(&key.name), &wrong), key));
    let near = whole.filter(|(distance, _)| distance * LETTERS_PER_TYPO <= wrong.len()).min_by_key(|(it, _)| *it);
    near.map(|(_, key)| key).or_else(|| only_one_with(&wrong))
}

/// One typo is allowed per this many letters: a name with more may mean anything.
const LETTERS_PER_TYPO: usize = 4;

fn only_one_with(part: &str) -> Option<&'static Key> {
    let is_last = |key: &Key| key.name.rsplit('.').next().is_some_and(|last| letters(last) == part);
    let mut found = KEYS.iter().filter(|key| letters(&key.name).starts_with(part) || is_last(key));
    found.next().filter(|_| found.next().is_none())
}

/// A name without separators and case: `TRANCHE_STORE_URL` is the usual mistake.
fn letters(name: &str) -> String {
    name.to_lowercase().replace(['.', '_', '-'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_finds_the_key_that_it_may_mean_and_no_far_one() {
        let cases = [
            ("store.ulr", "store.url"),
            ("STORE_URL", "store.url"),
            ("store-url", "store.url"),
            ("sotre.url", "store.url"),
            ("server.prot", "server.port"),
            ("sever.port", "server.port"),
            ("port", "server.port"),
            ("WEBHOOK_URL", "events.webhook_url"),
            ("security.jwt_secret_previous", "security.jwt_secrets_previous"),
            ("session.idle_ttl", "session.idle_ttl_seconds"),
            ("cors", "cors.allowed_origins"),
            ("session", "none"),
            ("enabled", "none"),
            ("colour", "none"),
            ("", "none"),
        ];
        for (wrong, key) in cases {
            assert_eq!(nearest(wrong).map_or("none", |key| key.name.as_str()), key, "{wrong}");
        }
    }

    #[test]
    fn every_key_is_nearest_to_itself() {
        for key in KEYS.iter() {
            assert_eq!(nearest(&key.name).map(|found| &found.name), Some(&key.name));
        }
    }
}
