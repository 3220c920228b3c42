use std::any::type_name_of_val;

use crate::{
    account, administration, bodies, connections, console, cross_site, dead_letters, documentation,
    entries::is_long,
    events, headers, json, limits, log_in, log_out, order_of_checks, orders, orders_input, orders_keys, orders_lists,
    orders_races, orders_statuses, passwords, paths, problems, products, products_input, products_lists,
    products_races, products_states, protocol, races, request_ids, roles, sessions, sign_up,
    stores::TestStore,
    support::{Entry, Format},
    system, tokens, usernames, users,
};

/// Cases that don't reach the store run over this one alone, except in the long run.
const STORE_OF_THE_REST: &str = "memory";
/// Modules whose cases don't reach the store, apart from signing in.
const WITHOUT_A_STORE: [&str; 12] = [
    "bodies::",
    "connections::",
    "console::",
    "cross_site::",
    "documentation::",
    "headers::",
    "json::",
    "limits::",
    "paths::",
    "problems::",
    "protocol::",
    "request_ids::",
];
/// The modules whose cases depend on the format of an event. The third format runs these alone, except in the long run.
const OF_EVENTS: [&str; 7] =
    ["bodies::", "cross_site::", "headers::", "log_in::", "log_out::", "paths::", "protocol::"];

/// A clause of the contract, as the function that tests it.
pub(crate) struct Case {
    /// The module and the function.
    pub(crate) name: String,
    pub(crate) run: Box<dyn Fn(&TestStore) + Send>,
    reach: Reach,
}

/// The entries that a case can run behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Everywhere,
    /// It tests connections, proxies before the server, or the threads of one process: the gateway's concern, where a
    /// function answers.
    Server,
    /// It names the proxies before it, and sends what they would: a stack has a gateway of its own.
    Proxied,
    /// It tests a header that comes twice; an HTTP API joins the two.
    RepeatedHeaders,
    /// It sends `OPTIONS`, which the emulator's HTTP APIs answer themselves.
    Options,
}

impl Case {
    /// Why the case does not run behind this entry over this store, if it does not.
    pub(crate) fn omission(&self, entry: Entry, store: &str) -> Option<&'static str> {
        let is_of = |modules: &[&str]| modules.iter().any(|module| self.name.starts_with(module));
        match (self.reach, entry) {
            (_, Entry::Server) if !is_long() && store != STORE_OF_THE_REST && is_of(&WITHOUT_A_STORE) => {
                Some("it reaches no store, so one is as good as all")
            }
            (_, Entry::Function(Format::LoadBalancer)) if !is_long() && !is_of(&OF_EVENTS) => {
                Some("the other formats have it")
            }
            (Reach::Server, Entry::Function(_) | Entry::Stack) => Some("a gateway has the connections"),
            (Reach::Proxied, Entry::Stack) => Some("the emulator has a gateway of its own"),
            (Reach::RepeatedHeaders, Entry::Function(Format::V2) | Entry::Stack) => {
                Some("a repeated header arrives as one")
            }
            (Reach::Options, Entry::Stack) => Some("the emulator answers OPTIONS itself"),
            _ => None,
        }
    }
}

/// A case from this function.
pub(crate) fn case(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    let path = type_name_of_val(&run);
    Case {
        name: path.split_once("::").map_or(path, |(_, name)| name).to_owned(),
        run: Box::new(run),
        reach: Reach::Everywhere,
    }
}

/// The same, for the server alone.
pub(crate) fn case_of_connections(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::Server, ..case(run) }
}

/// The same, for entries before which a test can be a proxy.
pub(crate) fn case_of_proxies(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::Proxied, ..case(run) }
}

/// The same, for entries that keep a header that comes twice.
pub(crate) fn case_of_repeated_headers(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::RepeatedHeaders, ..case(run) }
}

/// The same, for entries that pass on `OPTIONS`.
pub(crate) fn case_of_options(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::Options, ..case(run) }
}

pub(crate) fn all() -> Vec<Case> {
    let groups = [
        system::cases,
        documentation::cases,
        console::cases,
        paths::cases,
        problems::cases,
        headers::cases,
        request_ids::cases,
        protocol::cases,
        limits::cases,
        connections::cases,
        bodies::cases,
        json::cases,
        order_of_checks::cases,
        cross_site::cases,
        sign_up::cases,
        usernames::cases,
        passwords::cases,
        log_in::cases,
        sessions::cases,
        tokens::cases,
        log_out::cases,
        account::cases,
        users::cases,
        administration::cases,
        products::cases,
        products_input::cases,
        products_lists::cases,
        products_states::cases,
        products_races::cases,
        orders::cases,
        orders_input::cases,
        orders_keys::cases,
        orders_lists::cases,
        orders_statuses::cases,
        orders_races::cases,
        events::cases,
        dead_letters::cases,
        roles::cases,
        races::cases,
    ];
    groups.into_iter().flat_map(|cases| cases()).collect()
}
