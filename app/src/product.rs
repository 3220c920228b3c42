//! What the product is called and said to be: `cargo slice rename` and `cargo slice new` write it here.

/// The name as people write it.
pub(crate) const TITLE: &str = "Tranche";

/// What is in it.
pub(crate) const SUBJECT: &str = "Accounts, a catalogue and orders of a backend.";

/// What holds for every call.
pub(crate) const CONVENTIONS: &str = "Bodies are JSON; every refusal is an `application/problem+json` with a stable `code`. \
    Logging in sets a cookie, which authenticates further calls.";

/// The licence of the API, as SPDX calls it.
pub(crate) const LICENCE: &str = "MIT";
