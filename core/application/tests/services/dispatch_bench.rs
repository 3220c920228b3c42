use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use application::{
    Actor, DeadLetter, DeadLetters, Event, EventData, EventDispatcher, EventId, EventKind, EventPublisher, Ids,
    NotDelivered, Outbox, PendingEvent, StoredEvent, Subject,
};
use async_trait::async_trait;
use domain::UserId;
use memory_store::fakes::SequentialIds;

use crate::bench::Bench;

/// A store whose outbox is dispatched, and a receiver that responds as a test configures it.
pub(crate) struct DispatchBench {
    pub(crate) bench: Bench,
    pub(crate) outbox: Arc<dyn Outbox>,
    pub(crate) receiver: Arc<ScriptedReceiver>,
}

/// The receiver's response to a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Taken,
    Refused,
    Unreachable,
    /// It never responds.
    Silence,
}

type Reaction = Box<dyn Fn(&StoredEvent) -> Answer + Send + Sync>;

/// A publisher that records its deliveries.
#[derive(Default)]
pub(crate) struct ScriptedReceiver {
    reaction: Mutex<Option<Reaction>>,
    delivered: Mutex<Vec<EventId>>,
    under_way: AtomicUsize,
    most_under_way: AtomicUsize,
}

#[async_trait]
impl EventPublisher for ScriptedReceiver {
    async fn publish(&self, event: &StoredEvent) -> Result<(), NotDelivered> {
        self.delivered.lock().unwrap().push(event.id);
        let under_way = self.under_way.fetch_add(1, Ordering::Relaxed) + 1;
        self.most_under_way.fetch_max(under_way, Ordering::Relaxed);
        // Other tasks run meanwhile, as during a call over a network.
        tokio::task::yield_now().await;
        let answer = self.reaction.lock().unwrap().as_ref().map_or(Answer::Taken, |reaction| reaction(event));
        if answer == Answer::Silence {
            std::future::pending::<()>().await;
        }
        self.under_way.fetch_sub(1, Ordering::Relaxed);
        match answer {
            Answer::Refused => Err(NotDelivered::Refused("it said no".to_owned())),
            Answer::Unreachable => Err(NotDelivered::Unreachable("the line is dead".to_owned())),
            Answer::Taken | Answer::Silence => Ok(()),
        }
    }
}

impl ScriptedReceiver {
    /// The deliveries since the last call, in their order.
    pub(crate) fn delivered(&self) -> Vec<EventId> {
        std::mem::take(&mut self.delivered.lock().unwrap())
    }

    /// The most concurrent deliveries.
    pub(crate) fn most_under_way(&self) -> usize {
        self.most_under_way.load(Ordering::Relaxed)
    }

    /// Sets the response to every event.
    pub(crate) fn react(&self, reaction: impl Fn(&StoredEvent) -> Answer + Send + Sync + 'static) {
        *self.reaction.lock().unwrap() = Some(Box::new(reaction));
    }

    /// Sets the response to these events; all others are accepted.
    pub(crate) fn answer<const N: usize>(&self, answers: [(EventId, Answer); N]) {
        let answers = HashMap::from(answers);
        self.react(move |event| answers.get(&event.id).copied().unwrap_or(Answer::Taken));
    }

    /// Accepts every event.
    pub(crate) fn recover(&self) {
        self.react(|_| Answer::Taken);
    }
}

impl DispatchBench {
    pub(crate) fn new() -> Self {
        let bench = Bench::new();
        let outbox = bench.persistence.resolve();
        Self { bench, outbox, receiver: Arc::default() }
    }

    /// Another dispatcher, as of another process.
    pub(crate) fn dispatcher(&self, max_attempts: u32) -> EventDispatcher {
        let (store, clock) = (&*self.bench.persistence, Arc::new(self.bench.fakes.clock.clone()));
        EventDispatcher::new(store, self.receiver.clone(), clock, self.bench.fakes.ids.next(), max_attempts)
    }

    /// Records an event about the `number`th user.
    pub(crate) async fn happen(&self, number: u64) -> EventId {
        let event = Event {
            id: EventId::new(self.bench.fakes.ids.next()),
            kind: EventKind::PasswordSet,
            subject: subject(number),
            actor: Actor::Operator,
            at: self.bench.now(),
            request_id: self.bench.caller().request_id,
            data: EventData::new(),
        };
        let id = event.id;
        self.bench.commit(|changes| changes.record_event(event)).await;
        id
    }

    /// Records an event about each of this many users, the first of them first.
    pub(crate) async fn happen_to_each(&self, users: u64) -> Vec<EventId> {
        let mut events = Vec::new();
        for number in 0..users {
            events.push(self.happen(number).await);
        }
        events
    }

    pub(crate) fn let_pass(&self, seconds: u64) {
        self.bench.fakes.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) async fn pending(&self) -> Vec<PendingEvent> {
        self.outbox.pending(None, 1_000).await.unwrap()
    }

    pub(crate) async fn pending_ids(&self) -> Vec<EventId> {
        self.pending().await.iter().map(|pending| pending.event.id).collect()
    }

    pub(crate) async fn dead_letters(&self) -> Vec<DeadLetter> {
        let dead_letters: Arc<dyn DeadLetters> = self.bench.persistence.resolve();
        dead_letters.list(None, 1_000).await.unwrap()
    }
}

/// The `number`th user.
pub(crate) fn subject(number: u64) -> Subject {
    Subject::User(UserId::new(SequentialIds::nth(1_000_000 + number)))
}
