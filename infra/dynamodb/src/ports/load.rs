use std::sync::Arc;

use application::{Change, Checkpoint, DeadLetter, Load, LoadError, Rows, StoreError, StoredEvent, Undelivered};
use async_trait::async_trait;
use shaku::Component;

use super::unit_of_work::Plan;
use crate::{
    database::Database,
    errors::within_deadline,
    expressions::{Condition, Update},
    items::{self, Fields, item, text},
    keys::Key,
    transactions::{Action, Operation, Outcome},
};

/// The attribute of the first gate with the checkpoint.
const CHECKPOINT: &str = "checkpoint";

#[derive(Component)]
#[shaku(interface = Load)]
pub(super) struct DynamoDbLoad {
    database: Arc<Database>,
}

/// The items of a row.
struct RowItems {
    name: String,
    puts: Vec<Operation>,
}

#[async_trait]
impl Load for DynamoDbLoad {
    /// A row has up to four items, and a transaction a hundred.
    fn rows_at_once(&self) -> u16 {
        24
    }

    /// Items are written on condition that they are new. Only if one is not, all are looked up: the response to an earlier
    /// call was lost, or the table was not empty.
    async fn load(&self, rows: Rows, checkpoint: &Checkpoint) -> Result<(), LoadError> {
        let rows = items_of(rows)?;
        within_deadline(async {
            match self.write(&rows, checkpoint).await? {
                None => Ok(()),
                Some(name) => match self.write(&self.without_stored(rows).await?, checkpoint).await? {
                    None => Ok(()),
                    Some(again) => Err(LoadError::Taken(if again.is_empty() { name } else { again })),
                },
            }
        })
        .await
    }

    async fn checkpoint(&self) -> Result<Option<Checkpoint>, StoreError> {
        within_deadline(async {
            let Some(gate) = self.database.get(Key::first_gate()).await? else { return Ok(None) };
            let checkpoint = Fields::of("maintenance", gate).optional_text(CHECKPOINT)?.map(str::to_owned);
            Ok(checkpoint.map(Checkpoint))
        })
        .await
    }
}

impl DynamoDbLoad {
    /// Writes all items and the checkpoint, or nothing: then returns the name of a row that has an item which exists.
    async fn write(&self, rows: &[RowItems], checkpoint: &Checkpoint) -> Result<Option<String>, LoadError> {
        let update = Update { set: vec![(CHECKPOINT, text(checkpoint.0.as_str()))], ..Update::default() };
        let note =
            Operation { key: Key::first_gate(), action: Action::Update(update), condition: Some(Condition::EXISTS) };
        let puts = rows.iter().flat_map(|row| row.puts.iter().cloned());
        let operations: Vec<Operation> = [note].into_iter().chain(puts).collect();
        let refused = match self.database.transact(&operations).await? {
            Outcome::Done => return Ok(None),
            Outcome::Refused(refused) => refused,
        };
        if refused.contains(&0) {
            return Err(LoadError::NotInMaintenance);
        }
        let mut before = 1;
        let row = rows.iter().find(|row| {
            let own = before..before + row.puts.len();
            before = own.end;
            refused.iter().any(|index| own.contains(index))
        });
        Ok(Some(row.map(|row| row.name.clone()).unwrap_or_default()))
    }

    /// The rows that are not stored yet.
    async fn without_stored(&self, rows: Vec<RowItems>) -> Result<Vec<RowItems>, LoadError> {
        let keys = rows.iter().flat_map(|row| &row.puts).map(|put| put.key.clone()).collect();
        let stored = self.database.get_all(keys).await?;
        let mut missing = Vec::new();
        for row in rows {
            let (mut same, mut absent) = (0, 0);
            for put in &row.puts {
                match (stored.get(&put.key), &put.action) {
                    (None, _) => absent += 1,
                    (Some(found), Action::Put(attributes)) if *found == item(put.key.clone(), attributes.clone()) => {
                        same += 1;
                    }
                    (Some(_), _) => return Err(LoadError::Taken(row.name)),
                }
            }
            match (same, absent) {
                (_, 0) => {}
                (0, _) => missing.push(row),
                _ => return Err(LoadError::Taken(row.name)),
            }
        }
        Ok(missing)
    }
}

/// The items of each row.
fn items_of(rows: Rows) -> Result<Vec<RowItems>, LoadError> {
    match rows {
        Rows::Inserts(inserts) => inserts.iter().map(of_insert).collect(),
        Rows::Events(events) => Ok(events.iter().map(of_event).collect()),
        Rows::Undelivered(entries) => Ok(entries.iter().map(of_undelivered).collect()),
        Rows::DeadLetters(letters) => Ok(letters.iter().map(of_dead_letter).collect()),
    }
}

fn of_insert(insert: &Change) -> Result<RowItems, LoadError> {
    let mut plan = Plan::default();
    items::plan(insert, &mut plan, None);
    let puts: Vec<Operation> = plan.into_operations();
    let name = puts.first().map(|put| put.key.partition.clone()).unwrap_or_default();
    let are_puts = puts.iter().all(|operation| matches!(operation.action, Action::Put(_)));
    if are_puts { Ok(RowItems { name, puts }) } else { Err(LoadError::NoInsert) }
}

fn of_event(event: &StoredEvent) -> RowItems {
    let mut attributes = items::events::attributes(event);
    attributes.extend(items::events::index(event));
    row(format!("event {}", event.id), Key::event(&event.subject, event.at, event.id), attributes)
}

/// The number of an entry takes the place of a stamp: stamps of commits are of the clock, and greater by far.
fn of_undelivered(entry: &Undelivered) -> RowItems {
    let event = &entry.event;
    let attributes = items::outbox::tried(event, entry.number, entry.attempts, entry.due_at);
    let key = Key::outbox_entry(event.subject.id, entry.number, event.id);
    row(format!("the undelivered event {}", event.id), key, attributes)
}

fn of_dead_letter(letter: &DeadLetter) -> RowItems {
    let id = letter.event.id;
    let attributes = items::outbox::given_up(&letter.event, &letter.failure);
    row(format!("the dead letter {id}"), Key::dead_letter(id), attributes)
}

fn row(name: String, key: Key, attributes: items::Attributes) -> RowItems {
    let put = Operation { key, action: Action::Put(attributes), condition: Some(Condition::IS_ABSENT) };
    RowItems { name, puts: vec![put] }
}
