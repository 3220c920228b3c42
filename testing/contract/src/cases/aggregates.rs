use std::sync::Arc;

use application::{
    ALWAYS_COMMITTED, Change, Changes, Conflict, FOUND_AT_ONCE, Filter, LoadError, Position, Repository, Rows,
    UniqueValue, Write,
};
use domain::{Entity, Id, Order, OrderStatus, Product, Stock, Timestamp, User, UserId, Version};
use uuid::Uuid;

use super::case;
use crate::{
    Case, World,
    world::{assert_conflict, at, changed, changed_order, changed_product, demoted, edited, in_status},
};

pub(super) fn cases() -> Vec<Case> {
    let groups = [
        aggregate_cases::<User>(),
        aggregate_cases::<Product>(),
        aggregate_cases::<Order>(),
        // Users and orders are never deleted.
        vec![case(a_deletion_ends_the_expected_version::<Product>)],
        vec![case(a_list_has_those_that_meet_all_filters)],
    ];
    groups.into_iter().flatten().collect()
}

/// The clauses for every kind of aggregate.
pub(super) fn aggregate_cases<E: Sample>() -> Vec<Case>
where
    Write<E>: Into<Change>,
{
    vec![
        case(what_is_inserted_is_found_alone_and_among_all::<E>),
        case(all_are_listed_by_creation_and_by_id_within_a_moment::<E>),
        case(an_id_is_inserted_once::<E>),
        case(an_update_is_the_next_version_of_the_expected_one::<E>),
        case(a_requirement_holds_for_the_expected_version::<E>),
        case(what_is_loaded_is_stored_as_it_was::<E>),
        case(the_same_row_again_is_nothing::<E>),
        case(another_row_under_its_key_stops_a_load::<E>),
    ]
}

/// A kind of aggregate, with samples for the cases.
pub(super) trait Sample: Entity {
    /// The repository of stored ones.
    fn repository(world: &World) -> Arc<dyn Repository<Self>>;

    /// A new one with this id, created at this moment and not stored yet; its other unique values are its own.
    fn sample(world: &World, id: Id<Self>, created_at: Timestamp) -> Self;

    /// The same one in another state.
    fn altered(&self) -> Self;
}

impl Sample for User {
    fn repository(world: &World) -> Arc<dyn Repository<Self>> {
        world.persistence.resolve()
    }

    fn sample(world: &World, id: Id<Self>, created_at: Timestamp) -> Self {
        let name = format!("user.{}", world.uuid().as_u128() % 1_000_000);
        changed(&world.new_user(&name), |stored| {
            stored.id = id;
            stored.created_at = created_at;
        })
    }

    fn altered(&self) -> Self {
        demoted(self)
    }
}

impl Sample for Product {
    fn repository(world: &World) -> Arc<dyn Repository<Self>> {
        world.persistence.resolve()
    }

    fn sample(world: &World, id: Id<Self>, created_at: Timestamp) -> Self {
        changed_product(&world.new_product(Stock::Units(3)), |stored| {
            stored.id = id;
            stored.created_at = created_at;
        })
    }

    fn altered(&self) -> Self {
        edited(self, 9)
    }
}

impl Sample for Order {
    fn repository(world: &World) -> Arc<dyn Repository<Self>> {
        world.persistence.resolve()
    }

    fn sample(world: &World, id: Id<Self>, created_at: Timestamp) -> Self {
        let products = [world.new_product(Stock::Units(3)), world.new_product(Stock::Untracked)];
        changed_order(&world.new_order(UserId::new(world.uuid()), &products), |stored| {
            stored.id = id;
            stored.created_at = created_at;
        })
    }

    fn altered(&self) -> Self {
        in_status(self, OrderStatus::Processing)
    }
}

/// One with a new id, not stored yet.
pub(super) fn sample<E: Sample>(world: &World) -> E {
    E::sample(world, Id::new(world.uuid()), at(1_000))
}

/// One with a new id, stored.
pub(super) async fn stored<E: Sample>(world: &World) -> E
where
    Write<E>: Into<Change>,
{
    let new: E = sample(world);
    world.committed(|changes| changes.insert(new.clone())).await;
    new
}

pub(super) async fn find<E: Sample>(world: &World, entity: &E) -> Option<E> {
    E::repository(world).find(entity.id()).await.expect("the store answers")
}

/// Those that exist of these ids, in the order of their ids.
async fn find_all<E: Sample>(world: &World, ids: &[Id<E>]) -> Vec<E> {
    let mut found = E::repository(world).find_all(ids).await.expect("the store answers");
    found.sort_by_key(E::id);
    found
}

async fn list<E: Sample>(world: &World, after: Option<Position<E>>, limit: u16) -> Vec<E> {
    E::repository(world).list(after, limit).await.expect("the store answers")
}

async fn what_is_inserted_is_found_alone_and_among_all<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    let all: Vec<E> = (0..FOUND_AT_ONCE).map(|_| sample(&world)).collect();
    for part in all.chunks(ALWAYS_COMMITTED) {
        world
            .committed(|changes| {
                for new in part {
                    changes.insert(new.clone());
                }
            })
            .await;
    }
    let absent: E = sample(&world);
    assert_eq!(find(&world, &absent).await, None);
    assert_eq!(find(&world, &all[7]).await.as_ref(), Some(&all[7]));
    let ids: Vec<Id<E>> = all.iter().rev().map(E::id).collect();
    assert_eq!(find_all(&world, &ids).await, all);
    let some = [absent.id(), all[7].id(), all[3].id()];
    assert_eq!(find_all(&world, &some).await, [all[3].clone(), all[7].clone()]);
    for none in [&some[..1], &[]] {
        assert!(find_all(&world, none).await.is_empty());
    }
}

async fn all_are_listed_by_creation_and_by_id_within_a_moment<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    assert!(list::<E>(&world, None, 100).await.is_empty());
    let mut all: Vec<E> = Vec::new();
    for (millis, id) in
        [(3_000, 5), (2_000, 1), (2_000, u128::MAX), (1_000, 9), (2_000, 0xff00), (2_000, 1 << 127), (2_000, 0x7f)]
    {
        let new = E::sample(&world, Id::new(Uuid::from_u128(id)), at(millis));
        world.committed(|changes| changes.insert(new.clone())).await;
        all.push(new);
    }
    all.sort_by_key(|entity| Position::from(entity));
    for seen in 0..=all.len() {
        let (after, rest) = (all[..seen].last().map(Position::from), &all[seen..]);
        for limit in [0, 1, 3, 100_u16] {
            let page = &rest[..rest.len().min(limit.into())];
            assert_eq!(list::<E>(&world, after, limit).await, page, "{limit} behind {seen}");
        }
    }
    let position_of_none: Position<E> = Position { created_at: at(2_500), id: Id::new(world.uuid()) };
    assert_eq!(list(&world, Some(position_of_none), 100).await, all[6..]);
}

async fn a_list_has_those_that_meet_all_filters(world: World) {
    let (first, other): (Order, Order) = (stored(&world).await, stored(&world).await);
    let of_first = changed_order(&sample(&world), |stored| stored.user_id = first.user_id());
    world.committed(|changes| changes.insert(of_first.clone())).await;
    let processing = world.committed(|changes| changes.update(first.clone(), first.altered())).await;

    let of_status = |word| Filter::Word { field: "status", word };
    let (pending, owner) = (of_status("pending"), Filter::Owner(first.user_id()));
    for (filters, expected) in [
        (&[][..], vec![processing.clone(), other.clone(), of_first.clone()]),
        (&[pending], vec![other.clone(), of_first.clone()]),
        (&[of_status("processing")], vec![processing.clone()]),
        (&[owner], vec![processing.clone(), of_first.clone()]),
        (&[owner, pending], vec![of_first.clone()]),
        (&[of_status("other")], vec![]),
        (&[Filter::Word { field: "colour", word: "pending" }], vec![]),
        (&[Filter::Owner(UserId::new(world.uuid()))], vec![]),
    ] {
        assert_eq!(list_matching::<Order>(&world, filters, None, 100).await, expected, "{filters:?}");
        let page = &expected[..expected.len().min(1)];
        assert_eq!(list_matching::<Order>(&world, filters, None, 1).await, page, "{filters:?}");
        let after = page.first().map(Position::from);
        assert_eq!(list_matching::<Order>(&world, filters, after, 100).await, expected[page.len()..], "{filters:?}");
    }
    let product: Product = stored(&world).await;
    assert_eq!(list_matching::<Product>(&world, &[], None, 100).await, [product]);
    assert!(list_matching::<Product>(&world, &[pending], None, 100).await.is_empty());
}

async fn list_matching<E: Sample>(world: &World, filters: &[Filter], after: Option<Position<E>>, limit: u16) -> Vec<E> {
    E::repository(world).list_matching(filters, after, limit).await.expect("the store answers")
}

async fn an_id_is_inserted_once<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    let (first, other): (E, E) = (stored(&world).await, sample(&world));
    let second = E::sample(&world, first.id(), at(2_000));
    for both in [[&second, &other], [&other, &second]] {
        let result = world
            .commit(|changes| {
                for new in both {
                    changes.insert(new.clone());
                }
                world.record_about(changes, UserId::new(world.uuid()));
            })
            .await;
        assert_conflict(&result, Conflict::Exists(UniqueValue::Id));
    }
    assert_eq!(find(&world, &first).await, Some(first));
    assert_eq!(find(&world, &other).await, None);
    world.assert_no_events().await;
}

/// Asserts that a write which `stage` derives from a read value is stale if the store has an older or a newer version,
/// or none, and that then nothing of the commit is written.
async fn assert_stale_unless_expected<E: Sample>(world: &World, stage: impl Fn(&mut Changes, E))
where
    Write<E>: Into<Change>,
{
    let (first, other): (E, E) = (stored(world).await, stored(world).await);
    let second = world.committed(|changes| changes.update(first.clone(), first.altered())).await;
    let (later, absent) = (second.clone().into_next_version(), sample::<E>(world));
    for read in [first, later, absent.clone()] {
        let new: E = sample(world);
        let result = world
            .commit(|changes| {
                changes.insert(new.clone());
                changes.update(other.clone(), other.altered());
                world.record_about(changes, UserId::new(world.uuid()));
                stage(changes, read);
            })
            .await;
        assert_conflict(&result, Conflict::Stale);
        assert_eq!(find(world, &new).await, None);
    }
    assert_eq!(find(world, &absent).await, None);
    assert_eq!(find(world, &second).await, Some(second));
    assert_eq!(find(world, &other).await, Some(other));
    world.assert_no_events().await;
}

async fn an_update_is_the_next_version_of_the_expected_one<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    let update = |changes: &mut Changes, read: E| {
        let new = read.altered();
        changes.update(read, new);
    };
    assert_stale_unless_expected::<E>(&world, update).await;
    let (first, other): (E, E) = (stored(&world).await, stored(&world).await);
    let second = world.committed(|changes| changes.update(first.clone(), first.altered())).await;
    assert_eq!((second.version(), &second), (Version::new(2), &first.altered().into_next_version()));
    assert_eq!(find(&world, &first).await, Some(second));
    assert_eq!(find(&world, &other).await, Some(other));
}

async fn a_requirement_holds_for_the_expected_version<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    assert_stale_unless_expected::<E>(&world, Changes::require).await;
    let (required, new): (E, E) = (stored(&world).await, sample(&world));
    world
        .committed(|changes| {
            changes.require(required.clone());
            changes.insert(new.clone());
        })
        .await;
    assert_eq!(find(&world, &required).await, Some(required));
    assert_eq!(find(&world, &new).await, Some(new));
}

pub(super) async fn a_deletion_ends_the_expected_version<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    assert_stale_unless_expected::<E>(&world, Changes::delete).await;
    let (gone, other): (E, E) = (stored(&world).await, stored(&world).await);
    world.committed(|changes| changes.delete(gone.clone())).await;
    assert_eq!(find(&world, &gone).await, None);
    assert_eq!(find_all(&world, &[gone.id(), other.id()]).await, [other]);
    assert!(!list::<E>(&world, None, 100).await.contains(&gone));
    assert_conflict(&world.commit(|changes| changes.delete(gone.clone())).await, Conflict::Stale);
    world.committed(|changes| changes.insert(gone.clone())).await;
    assert_eq!(find(&world, &gone).await, Some(gone));
}

/// The rows of these.
pub(super) fn inserts<E: Sample>(entities: &[E]) -> Rows
where
    Write<E>: Into<Change>,
{
    Rows::Inserts(entities.iter().cloned().map(|entity| Write::Insert(entity).into()).collect())
}

/// One as it is after some writes.
fn written_often<E: Sample>(world: &World) -> E {
    let first: E = sample(world);
    (0..4).fold(first.altered(), |entity, _| entity.into_next_version())
}

async fn what_is_loaded_is_stored_as_it_was<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    world.begin_maintenance().await;
    let all: Vec<E> = (0..20).map(|_| written_often(&world)).collect();
    world.loaded(inserts(&all)).await;
    for entity in &all {
        assert_eq!(find(&world, entity).await.as_ref(), Some(entity));
        assert_eq!(entity.version(), Version::new(5));
    }
    assert_eq!(E::repository(&world).list(None, 100).await.expect("the store answers").len(), all.len());
    world.assert_no_events().await;
    // It is written on as if it had been stored here.
    world.maintenance.end().await.expect("maintenance ends");
    let first = all[0].clone();
    let next = world.committed(|changes| changes.update(first.clone(), first.altered())).await;
    assert_eq!((next.version(), find(&world, &first).await), (Version::new(6), Some(next)));
}

async fn the_same_row_again_is_nothing<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    world.begin_maintenance().await;
    let all: Vec<E> = (0..6).map(|_| written_often(&world)).collect();
    world.loaded(inserts(&all[..4])).await;
    for part in [&all[..4], &all[2..], &all] {
        world.loaded(inserts(part)).await;
    }
    let stored = E::repository(&world).list(None, 100).await.expect("the store answers");
    assert_eq!(stored, all);
}

async fn another_row_under_its_key_stops_a_load<E: Sample>(world: World)
where
    Write<E>: Into<Change>,
{
    let stored: E = sample(&world);
    world.committed(|changes| changes.insert(stored.clone())).await;
    world.begin_maintenance().await;
    let (new, other): (E, E) = (sample(&world), stored.clone().into_next_version());
    let result = world.load(inserts(&[new.clone(), other])).await;
    assert!(matches!(result, Err(LoadError::Taken(_))), "{result:?}");
    assert_eq!((find(&world, &stored).await, find(&world, &new).await), (Some(stored), None));
}
