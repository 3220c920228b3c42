mod chance;
mod orders;
mod products;
mod users;
mod words;

use std::collections::HashMap;

use application::{Actor, Caller, Change, Changes, Event, EventData, EventKind, Subject, Write};
use domain::{Entity, Id, PasswordHash, Product};
use uuid::Uuid;

use crate::SeedKind;
use chance::Chance;

/// Every kind of entity, in the order in which they are created: what another one needs comes before it.
pub(crate) const KINDS: &[Kind] = &[
    // An entry each.
    products::KIND,
    users::KIND,
    orders::KIND,
];

/// The number of entities of a kind that others are drawn from: the first ones, since keeping a million would take a
/// gigabyte.
const REMEMBERED: usize = 10_000;

/// A kind of entity, and how one is made.
pub(crate) struct Kind {
    pub(crate) seed_kind: SeedKind,
    /// Makes one; `None` if there is nothing that it needs.
    next: fn(&mut Sample) -> Option<Entry>,
}

/// The entities of a plan, one after the other, each with its events.
pub(crate) struct Sample {
    chance: Chance,
    /// The number of entities to be made of each kind, from the last one to the first.
    left: Vec<(u32, &'static Kind)>,
    hash: PasswordHash,
    caller: Caller,
    /// The products that have a price.
    orderable: Vec<Product>,
    /// The ids of the entities of each collection.
    ids: HashMap<&'static str, Vec<Uuid>>,
}

/// An entity of the sample, and its events.
pub(crate) struct Entry {
    /// Stages its insert.
    pub(crate) stage: Stage,
    pub(crate) events: Vec<Event>,
}

/// The insert of an entity, which is staged again where a batch is divided.
type Stage = Box<dyn Fn(&mut Changes) + Send + Sync>;

impl Sample {
    /// A sample with a `number` of entities of each kind.
    pub(crate) fn new(seed: u64, number: impl Fn(SeedKind) -> u32, hash: PasswordHash, caller: &Caller) -> Self {
        Self {
            chance: Chance::new(seed),
            left: KINDS.iter().rev().map(|kind| (number(kind.seed_kind), kind)).collect(),
            hash,
            caller: caller.clone(),
            orderable: Vec::new(),
            ids: HashMap::new(),
        }
    }

    /// The id of an entity that was made earlier; `None` if there is none.
    fn one_of<E: Entity>(&mut self) -> Option<Id<E>> {
        let ids = self.ids.get(E::COLLECTION)?;
        ids.get(*self.chance.indices(ids.len(), 1).first()?).copied().map(Id::new)
    }

    /// A new entity that others are drawn from, with the event of its creation by the operator.
    fn created<E: Entity>(&mut self, entity: E, kind: EventKind, data: EventData) -> Entry
    where
        Write<E>: Into<Change>,
        Subject: From<Id<E>>,
    {
        let ids = self.ids.entry(E::COLLECTION).or_default();
        if ids.len() < REMEMBERED {
            ids.push(entity.id().as_uuid());
        }
        let at = entity.created_at();
        let event = Event {
            id: self.chance.id(at),
            kind,
            subject: entity.id().into(),
            actor: Actor::Operator,
            at,
            request_id: self.caller.request_id.clone(),
            data,
        };
        Entry { stage: insert(entity), events: vec![event] }
    }
}

fn insert<E: Entity>(entity: E) -> Stage
where
    Write<E>: Into<Change>,
{
    Box::new(move |changes| changes.insert(entity.clone()))
}

impl Iterator for Sample {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let (left, kind) = self.left.last_mut()?;
            let next = kind.next;
            match left.checked_sub(1) {
                Some(less) => {
                    *left = less;
                    return next(self);
                }
                None => _ = self.left.pop(),
            }
        }
    }
}
