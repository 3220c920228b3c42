use std::sync::Arc;

use application::{Conflict, Repository, UniqueValue};
use domain::{Edit, Id, StoredSupplier, Supplier, SupplierDraft, SupplierName, Timestamp, UserId};

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
        let draft = SupplierDraft {
            name: Edit::Set(Some(format!("{:0>8x}", world.uuid().as_u128() & 0xffff_ffff))),
            email: Edit::Set(Some("Email A".to_owned())),
        };
        let details = draft.validate(None).expect("the draft is within the rules");
        Self::new(id, details, created_at)
    }

    fn altered(&self) -> Self {
        changed(self, |stored| {
            stored.details.email = None;
            stored.updated_at = at(5_000);
        })
    }
}

fn changed(supplier: &Supplier, change: impl FnOnce(&mut StoredSupplier)) -> Supplier {
    let mut stored = supplier.as_stored().clone();
    change(&mut stored);
    Supplier::from_stored(stored)
}

/// The supplier under another name.
fn with_name(supplier: &Supplier, name: &str) -> Supplier {
    let name = SupplierName::parse(name).expect("the name is within the rules");
    changed(supplier, |stored| stored.details.name = name)
}

const NAME_TAKEN: Conflict = Conflict::Exists(UniqueValue::SupplierName);

async fn a_name_belongs_to_one_supplier(world: World) {
    let first = with_name(&sample(&world), "Name A");
    world.committed(|changes| changes.insert(first.clone())).await;
    let other: Supplier = stored(&world).await;

    let second = with_name(&sample(&world), "Name A");
    let insert = world
        .commit(|changes| {
            changes.insert(second.clone());
            world.record_about(changes, UserId::new(world.uuid()));
        })
        .await;
    assert_conflict(&insert, NAME_TAKEN);
    let update = world
        .commit(|changes| {
            changes.update(other.clone(), with_name(&other, "Name A"));
            world.record_about(changes, UserId::new(world.uuid()));
        })
        .await;
    assert_conflict(&update, NAME_TAKEN);
    assert_eq!((find(&world, &second).await, find(&world, &other).await), (None, Some(other)));
    world.assert_no_events().await;

    // Other characters, another name: case and marks count.
    for different in ["name a", "Áame A", "A\u{301}ame A"] {
        world.committed(|changes| changes.insert(with_name(&sample(&world), different))).await;
    }
    // The own name is no obstacle.
    let changed = world.committed(|changes| changes.update(first.clone(), first.altered())).await;
    assert_eq!(find(&world, &first).await, Some(changed));
}

async fn a_name_is_free_once_its_supplier_has_another_or_is_gone(world: World) {
    let first = with_name(&sample(&world), "Name A");
    world.committed(|changes| changes.insert(first.clone())).await;
    let other = with_name(&first, "Name B");
    let renamed = world.committed(|changes| changes.update(first.clone(), other)).await;
    let second = with_name(&sample(&world), "Name A");
    world.committed(|changes| changes.insert(second.clone())).await;
    world.committed(|changes| changes.delete(renamed)).await;
    let third = with_name(&sample(&world), "Name B");
    world.committed(|changes| changes.insert(third.clone())).await;
    assert_eq!((find(&world, &second).await, find(&world, &third).await), (Some(second), Some(third)));
}

async fn of_those_who_want_one_name_at_once_one_gets_it(world: World) {
    let other: Supplier = stored(&world).await;
    let wanted: Vec<Supplier> = (0..4).map(|_| with_name(&sample(&world), "Name A")).collect();
    let mut all: Vec<_> = wanted.iter().map(|supplier| staged(|changes| changes.insert(supplier.clone()))).collect();
    all.push(staged(|changes| changes.update(other.clone(), with_name(&other, "Name A"))));
    let winner = only_winner(&world.race(all).await, NAME_TAKEN);
    for (number, supplier) in wanted.iter().enumerate() {
        assert_eq!(find(&world, supplier).await.is_some(), number == winner, "{number}");
    }
    let has_it = find(&world, &other).await.is_some_and(|stored| stored.details().name != other.details().name);
    assert_eq!(has_it, winner == wanted.len());
}
