use std::any::type_name_of_val;

use crate::{
    account, administration, bodies, connections, cross_site, documentation,
    entries::is_long,
    headers, json, limits, log_in, log_out, order_of_checks, orders, orders_input, orders_keys, orders_lists,
    orders_races, orders_statuses, passwords, paths, products, products_input, products_lists, products_races,
    products_states, protocol, races, request_ids, roles, sessions, sign_up,
    stores::TestStore,
    support::{Entry, Format},
    system, tokens, usernames, users,
};

/// What is answered without asking the store runs over this one alone, but for the long run.
const STORE_OF_THE_REST: &str = "memory";
/// Modules whose cases are answered without the store, apart from signing in.
const WITHOUT_A_STORE: [&str; 10] = [
    "bodies::",
    "connections::",
    "cross_site::",
    "documentation::",
    "headers::",
    "json::",
    "limits::",
    "paths::",
    "protocol::",
    "request_ids::",
];
/// The modules of cases that the form of an event makes a difference to. The third form has these alone, but for the long run.
const OF_EVENTS: [&str; 7] =
    ["bodies::", "cross_site::", "headers::", "log_in::", "log_out::", "paths::", "protocol::"];

/// A promise of the contract, and how to find out whether the product keeps it.
pub(crate) struct Case {
    /// The module and the function.
    pub(crate) name: String,
    pub(crate) run: Box<dyn Fn(&TestStore) + Send>,
    reach: Reach,
}

/// Where a promise can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Everywhere,
    /// It is about connections, proxies before the server, or the threads of one process: a gateway's matter, where the
    /// product is a function.
    Server,
    /// It is about a header that comes twice, of which an HTTP API makes one.
    RepeatedHeaders,
    /// It asks with `OPTIONS`, which the HTTP APIs of the emulator that stacks stand on answer themselves.
    Options,
}

impl Case {
    /// Why the case does not run behind this entry over this store, where it does not.
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
            (Reach::RepeatedHeaders, Entry::Function(Format::V2) | Entry::Stack) => {
                Some("a repeated header arrives as one")
            }
            (Reach::Options, Entry::Stack) => Some("the emulator answers OPTIONS itself"),
            _ => None,
        }
    }
}

/// The case that is this function.
pub(crate) fn case(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    let path = type_name_of_val(&run);
    Case {
        name: path.split_once("::").map_or(path, |(_, name)| name).to_owned(),
        run: Box::new(run),
        reach: Reach::Everywhere,
    }
}

/// The same, of the server alone.
pub(crate) fn case_of_connections(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::Server, ..case(run) }
}

/// The same, where a header that comes twice can be told from one that comes once.
pub(crate) fn case_of_repeated_headers(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::RepeatedHeaders, ..case(run) }
}

/// The same, where `OPTIONS` gets to the product.
pub(crate) fn case_of_options(run: impl Fn(&TestStore) + Send + 'static) -> Case {
    Case { reach: Reach::Options, ..case(run) }
}

pub(crate) fn all() -> Vec<Case> {
    let groups = [
        system::cases,
        documentation::cases,
        paths::cases,
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
        roles::cases,
        races::cases,
    ];
    groups.into_iter().flat_map(|cases| cases()).collect()
}
