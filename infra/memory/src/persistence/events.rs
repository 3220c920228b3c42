use application::{
    DeadLetter, DeadLetters, Direction, EventFilter, EventId, EventPosition, Events, Failure, Outbox, OutboxPosition,
    PendingEvent, StoreError, StoredEvent,
};
use async_trait::async_trait;
use domain::Timestamp;
use shaku::Component;
use uuid::Uuid;

use crate::MemoryStore;

#[derive(Component)]
#[shaku(interface = Events)]
pub(super) struct MemoryEvents {
    store: MemoryStore,
}

#[async_trait]
impl Events for MemoryEvents {
    async fn list(
        &self,
        filter: &EventFilter,
        direction: Direction,
        after: Option<EventPosition>,
        limit: u16,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        self.store.read(|state| {
            let matching = state.events().iter().filter(|event| filter.matches(event));
            let in_order = |one: EventPosition, other: EventPosition| match direction {
                Direction::Ascending => one.cmp(&other),
                Direction::Descending => other.cmp(&one),
            };
            let behind = |event: &&StoredEvent| after.is_none_or(|after| in_order(after, (*event).into()).is_lt());
            let mut found: Vec<&StoredEvent> = matching.filter(behind).collect();
            found.sort_by(|one, other| in_order((*one).into(), (*other).into()));
            found.into_iter().take(limit.into()).cloned().collect()
        })
    }
}

#[derive(Component)]
#[shaku(interface = Outbox)]
pub(super) struct MemoryOutbox {
    store: MemoryStore,
}

#[async_trait]
impl Outbox for MemoryOutbox {
    async fn acquire(&self, owner: Uuid, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        self.store.update(|state| state.outbox.acquire(owner, now, until))
    }

    async fn release(&self, owner: Uuid) -> Result<(), StoreError> {
        self.store.update(|state| state.outbox.release(owner))
    }

    async fn pending(&self, after: Option<&OutboxPosition>, limit: u16) -> Result<Vec<PendingEvent>, StoreError> {
        self.store.read(|state| state.outbox.pending(after, limit))
    }

    async fn remove(&self, delivered: &[OutboxPosition]) -> Result<(), StoreError> {
        self.store.update(|state| state.outbox.remove(delivered))
    }

    async fn postpone(&self, failed: &OutboxPosition, attempts: u32, due_at: Timestamp) -> Result<(), StoreError> {
        self.store.update(|state| state.outbox.postpone(failed, attempts, due_at))
    }

    async fn move_to_dead_letters(&self, failed: &OutboxPosition, failure: Failure) -> Result<(), StoreError> {
        self.store.update(|state| state.outbox.move_to_dead_letters(failed, failure))
    }
}

#[derive(Component)]
#[shaku(interface = DeadLetters)]
pub(super) struct MemoryDeadLetters {
    store: MemoryStore,
}

#[async_trait]
impl DeadLetters for MemoryDeadLetters {
    async fn find(&self, event: EventId) -> Result<Option<DeadLetter>, StoreError> {
        self.store.read(|state| state.outbox.dead_letter(event))
    }

    async fn list(&self, after: Option<EventId>, limit: u16) -> Result<Vec<DeadLetter>, StoreError> {
        self.store.read(|state| state.outbox.dead_letters(after, limit))
    }
}
