use std::time::Duration;

use domain::SessionLifetime;

use crate::configuration::{
    kinds::{YEAR_SECONDS, boolean, number, seconds, share},
    mode::Mode,
    reader::Reader,
};

/// The sessions of signed-in users.
#[derive(Clone, Debug)]
pub struct Session {
    /// How long they live.
    pub lifetime: SessionLifetime,
    /// Whether the cookie is `Secure` and has the `__Host-` prefix.
    pub cookie_secure: bool,
    /// The most of one user at a time.
    pub max_per_user: u16,
}

impl Session {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>, mode: Mode) -> Self {
        Self {
            lifetime: SessionLifetime {
                idle: reader
                    .key("session.idle_ttl_seconds")
                    .means("How long a session lives without use, {bounds}.")
                    .or(Duration::from_mins(30), seconds(1..=YEAR_SECONDS)),
                renew_below: reader
                    .key("session.renew_below")
                    .means("The share of the idle lifetime below which a use renews the session,")
                    .means("0 (never) to 1 (always).")
                    .or(0.5, share()),
                absolute: reader
                    .key("session.absolute_ttl_seconds")
                    .means("How long a session lives however much it is used, from the idle lifetime to 31536000.")
                    .or(Duration::from_hours(12), seconds(1..=YEAR_SECONDS)),
            },
            cookie_secure: reader
                .key("session.cookie_secure")
                .means("Whether the session's cookie is `Secure` and has the `__Host-` prefix.")
                .means("Needs HTTPS; production requires it.")
                .or_varying(mode == Mode::Production, "`false` in development, `true` in production", boolean()),
            max_per_user: reader
                .key("session.max_per_user")
                .means("The most sessions of a user at a time, {bounds}. One more ends the oldest.")
                .or(20, number(1..=1000)),
        }
    }

    pub(in crate::configuration) fn check(&self, reader: &mut Reader<'_>, mode: Mode) {
        let (idle, absolute) = ("session.idle_ttl_seconds", "session.absolute_ttl_seconds");
        if self.lifetime.absolute < self.lifetime.idle && reader.are_usable([idle, absolute]) {
            reader.note(absolute, format!("must not be less than `{idle}`"));
        }
        if mode == Mode::Production && !self.cookie_secure {
            reader.note("session.cookie_secure", "must be `true` in production: the cookie would travel in clear");
        }
    }
}
