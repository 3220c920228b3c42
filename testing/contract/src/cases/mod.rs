mod aggregates;
mod attempts;
mod conflicts;
mod dead_letters;
mod dumps;
mod event_lists;
mod events;
mod housekeeping;
mod idempotency;
mod maintenance;
mod order_lists;
mod order_stock;
mod order_stock_races;
mod orders;
mod outbox;
mod outbox_leases;
mod product_conflicts;
mod product_lists;
mod products;
mod races;
mod requirements;
mod schema;
mod session_lists;
mod sessions;
mod unit_of_work;
mod user_lists;
mod users;

use std::any::type_name;

use crate::{Case, World};

pub(crate) fn all() -> Vec<Case> {
    let groups = [
        aggregates::cases,
        users::cases,
        user_lists::cases,
        sessions::cases,
        session_lists::cases,
        unit_of_work::cases,
        conflicts::cases,
        requirements::cases,
        races::cases,
        products::cases,
        product_lists::cases,
        product_conflicts::cases,
        orders::cases,
        order_lists::cases,
        order_stock::cases,
        order_stock_races::cases,
        idempotency::cases,
        attempts::cases,
        events::cases,
        event_lists::cases,
        outbox::cases,
        outbox_leases::cases,
        dead_letters::cases,
        housekeeping::cases,
        maintenance::cases,
        dumps::cases,
        schema::cases,
    ];
    groups.into_iter().flat_map(|cases| cases()).collect()
}

/// A case that runs `run`, named by the path of `run` below this module.
fn case<F, R>(run: F) -> Case
where
    F: Fn(World) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let path = type_name::<F>();
    let name = path.split_once("::cases::").map_or(path, |(_, name)| name).to_owned();
    Case { name, run: Box::new(move |world| Box::pin(run(world))) }
}
