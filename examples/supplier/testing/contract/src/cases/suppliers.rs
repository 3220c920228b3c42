use std::sync::Arc;

use application::{Conflict, Repository, UniqueValue};
use domain::{Id, StoredSupplier, Supplier, SupplierDetails, SupplierEmail, SupplierName, Timestamp, UserId};

use super::{
    aggregates::{Sample, a_deletion_ends_the_expected_version, aggregate_cases, find, sample, stored},
    case,
};
use crate::{
    Case, World,
    world::{assert_conflict, at, only_winner, staged},
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = aggregate_cases::<Supplier>();
    cases.push(case(a_deletion_ends_the_expected_version::<Supplier>));
    cases.push(case(a_name_belongs_to_one_supplier));
    cases.push(case(a_name_is_free_once_its_supplier_has_another_or_is_gone));
    cases.push(case(of_those_who_want_one_name_at_once_one_gets_it));
    cases
}

impl Sample for Supplier {
    fn repository(world: &World) -> Arc<dyn Repository<Self>> {
        world.persistence.resolve()
    }

    fn sample(world: &World, id: Id<Self>, created_at: Timestamp) -> Self {
        let details = SupplierDetails { name: name(&format!("Supplier {}", world.uuid())), email: email("a@b.test") };
        Self::new(id, details, created_at)
    }

    fn altered(&self) -> Self {
        changed(self, |stored| {
            stored.details.email = None;
            stored.updated_at = at(5_000);
        })
    }
}

fn name(text: &str) -> SupplierName {
    SupplierName::parse(text).expect("the name is within the rules")
}

fn email(text: &str) -> Option<SupplierEmail> {
    Some(SupplierEmail::parse(text).expect("the address is within the rules"))
}

fn changed(supplier: &Supplier, change: impl FnOnce(&mut StoredSupplier)) -> Supplier {
    let mut stored = supplier.as_stored().clone();
    change(&mut stored);
    Supplier::from_stored(stored)
}

/// The supplier under another name.
fn named(supplier: &Supplier, text: &str) -> Supplier {
    changed(supplier, |stored| stored.details.name = name(text))
}

const TAKEN: Conflict = Conflict::Exists(UniqueValue::SupplierName);

async fn a_name_belongs_to_one_supplier(world: World) {
    let acme = named(&sample(&world), "Acme");
    world.committed(|changes| changes.insert(acme.clone())).await;
    let other: Supplier = stored(&world).await;

    let second = named(&sample(&world), "Acme");
    let insert = world
        .commit(|changes| {
            changes.insert(second.clone());
            world.record_about(changes, UserId::new(world.uuid()));
        })
        .await;
    assert_conflict(&insert, TAKEN);
    let update = world
        .commit(|changes| {
            changes.update(other.clone(), named(&other, "Acme"));
            world.record_about(changes, UserId::new(world.uuid()));
        })
        .await;
    assert_conflict(&update, TAKEN);
    assert_eq!((find(&world, &second).await, find(&world, &other).await), (None, Some(other)));
    world.assert_no_events().await;

    // Other characters, another name: case, marks and inner spaces count.
    for text in ["acme", "Ácme", "Ac me", "A\u{301}cme"] {
        world.committed(|changes| changes.insert(named(&sample(&world), text))).await;
    }
    // The own name is no obstacle.
    let changed = world.committed(|changes| changes.update(acme.clone(), acme.altered())).await;
    assert_eq!(find(&world, &acme).await, Some(changed));
}

async fn a_name_is_free_once_its_supplier_has_another_or_is_gone(world: World) {
    let first = named(&sample(&world), "Acme");
    world.committed(|changes| changes.insert(first.clone())).await;
    let renamed = world.committed(|changes| changes.update(first.clone(), named(&first, "Ajax"))).await;
    let second = named(&sample(&world), "Acme");
    world.committed(|changes| changes.insert(second.clone())).await;
    world.committed(|changes| changes.delete(renamed)).await;
    let third = named(&sample(&world), "Ajax");
    world.committed(|changes| changes.insert(third.clone())).await;
    assert_eq!((find(&world, &second).await, find(&world, &third).await), (Some(second), Some(third)));
}

async fn of_those_who_want_one_name_at_once_one_gets_it(world: World) {
    let other: Supplier = stored(&world).await;
    let wanted: Vec<Supplier> = (0..4).map(|_| named(&sample(&world), "Acme")).collect();
    let mut all: Vec<_> = wanted.iter().map(|supplier| staged(|changes| changes.insert(supplier.clone()))).collect();
    all.push(staged(|changes| changes.update(other.clone(), named(&other, "Acme"))));
    let winner = only_winner(&world.race(all).await, TAKEN);
    for (number, supplier) in wanted.iter().enumerate() {
        assert_eq!(find(&world, supplier).await.is_some(), number == winner, "{number}");
    }
    let is_renamed = find(&world, &other).await.is_some_and(|stored| stored.details().name == name("Acme"));
    assert_eq!(is_renamed, winner == wanted.len());
}
