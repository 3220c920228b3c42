use std::{
    collections::{HashMap, HashSet},
    mem,
    sync::{Mutex, MutexGuard, PoisonError, atomic::Ordering},
};

use domain::Timestamp;
use futures_util::{StreamExt, stream};
use tokio::time::timeout;
use tracing::{error, warn};

use super::{
    CycleOutcome, EventDispatcher, PAGE,
    schedule::{is_due, pause_after, wait_after, wait_in_outage},
    times::{BEGINNING, DELIVERY},
};
use crate::{EventId, Failure, NotDelivered, OutboxPosition, PendingEvent, StoreError, StoredSubject};

/// The most subjects whose events are delivered at a time.
const SUBJECTS: usize = 8;
/// The batch size in which delivered events are removed: at most this many are delivered again if the process dies.
const BATCH: usize = 25;
/// This many deliveries in a row without a response mean that the receiver is down.
const OUTAGE: usize = 5;

/// One cycle over the outbox, under the lease.
pub(super) struct Cycle<'a> {
    dispatcher: &'a EventDispatcher,
    leased_at: Timestamp,
    record: Mutex<Record>,
}

/// The state of a cycle.
#[derive(Default)]
struct Record {
    /// Subjects with an undelivered event: their later events wait for it.
    blocked: HashSet<StoredSubject>,
    /// Delivered, and not yet removed from the outbox.
    delivered: Vec<OutboxPosition>,
    /// No response, and none to any delivery since: whether the receiver is down is not known yet.
    unanswered: Vec<Failed>,
    progressed: bool,
    /// No more deliveries are started. It is never reset, or a later event of a subject could overtake one that was
    /// skipped.
    over: bool,
    /// The first error of the store.
    error: Option<StoreError>,
}

/// A delivery that failed.
struct Failed {
    event: EventId,
    position: OutboxPosition,
    attempts_before: u32,
    reason: NotDelivered,
}

impl<'a> Cycle<'a> {
    pub(super) fn new(dispatcher: &'a EventDispatcher, leased_at: Timestamp) -> Self {
        Self { dispatcher, leased_at, record: Mutex::default() }
    }

    /// Delivers from the beginning of the outbox.
    pub(super) async fn run(self) -> Result<CycleOutcome, StoreError> {
        let mut after = None;
        while !self.is_over() {
            let page = self.dispatcher.outbox.pending(after.as_ref(), PAGE).await?;
            let is_last = page.len() < usize::from(PAGE);
            after = page.last().map(|last| last.position.clone());
            stream::iter(by_subject(page)).for_each_concurrent(SUBJECTS, |events| self.deliver_in_order(events)).await;
            self.remove_delivered(1).await;
            if is_last {
                break;
            }
        }
        self.finish().await
    }

    /// Delivers these events of one subject until one fails or is not due.
    async fn deliver_in_order(&self, events: Vec<PendingEvent>) {
        for pending in events {
            if self.is_over() || !self.may_go(&pending) {
                return;
            }
            let delivery = timeout(DELIVERY, self.dispatcher.publisher.publish(&pending.event)).await;
            let failure = match delivery {
                Ok(Ok(())) => None,
                Ok(Err(reason)) => Some(reason),
                Err(_) => Some(NotDelivered::Unreachable(format!("no answer within {DELIVERY:?}"))),
            };
            match failure {
                None => self.record_delivered(pending.position).await,
                Some(reason) => return self.record_failed(&pending, reason).await,
            }
        }
    }

    /// Whether the event may be delivered now. An event that is not due blocks the later ones of its subject.
    fn may_go(&self, pending: &PendingEvent) -> bool {
        let (mut record, subject) = (self.record(), &pending.event.subject);
        if !is_due(pending, self.dispatcher.clock.now()) {
            record.blocked.insert(subject.clone());
        }
        !record.blocked.contains(subject)
    }

    async fn record_delivered(&self, position: OutboxPosition) {
        self.record().delivered.push(position);
        self.record_answer().await;
        self.remove_delivered(BATCH).await;
    }

    async fn record_failed(&self, pending: &PendingEvent, reason: NotDelivered) {
        let (event, position) = (pending.event.id, pending.position.clone());
        let failed = Failed { event, position, attempts_before: pending.attempts, reason };
        self.record().blocked.insert(pending.event.subject.clone());
        if matches!(failed.reason, NotDelivered::Refused(_)) {
            self.record_answer().await;
            return self.count_failure(failed).await;
        }
        let mut record = self.record();
        record.unanswered.push(failed);
        record.over |= record.is_outage();
    }

    /// The receiver responds, so the failures before it were those of the events, not an outage.
    async fn record_answer(&self) {
        let unanswered = {
            let mut record = self.record();
            if record.is_outage() {
                return;
            }
            mem::take(&mut record.unanswered)
        };
        self.dispatcher.outages.store(0, Ordering::Relaxed);
        for failed in unanswered {
            self.count_failure(failed).await;
        }
    }

    /// Counts the failure as an attempt: postpones the next one, or gives the event up.
    async fn count_failure(&self, Failed { event, position, attempts_before, reason }: Failed) {
        let EventDispatcher { outbox, clock, max_attempts, .. } = self.dispatcher;
        let (attempts, now) = (attempts_before.saturating_add(1), clock.now());
        if attempts < *max_attempts {
            let due_at = now.after(wait_after(attempts));
            warn!(%event, attempts, %due_at, %reason, "an event was not delivered");
            self.recorded(outbox.postpone(&position, attempts, due_at).await);
            return;
        }
        let failure = Failure { attempts, at: now, reason: reason.to_string() };
        if self.recorded(outbox.move_to_dead_letters(&position, failure).await) {
            error!(%event, attempts, %reason, "an event was given up: it is a dead letter");
            self.record().progressed = true;
        }
    }

    /// Postpones an event in an outage. The event's first failure counts as one attempt, because 0 means never tried;
    /// later ones in an outage don't count.
    async fn postpone_in_outage(&self, Failed { event, position, attempts_before, reason }: Failed, outages: u32) {
        let EventDispatcher { outbox, clock, .. } = self.dispatcher;
        let due_at = clock.now().after(wait_in_outage(outages));
        warn!(%event, %due_at, %reason, "an event was not delivered: the receiver is down");
        self.recorded(outbox.postpone(&position, attempts_before.max(1), due_at).await);
    }

    /// Removes the delivered events from the outbox, if there are at least `least`.
    async fn remove_delivered(&self, least: usize) {
        let delivered = {
            let mut record = self.record();
            if record.delivered.len() < least {
                return;
            }
            mem::take(&mut record.delivered)
        };
        if self.recorded(self.dispatcher.outbox.remove(&delivered).await) {
            self.record().progressed = true;
        }
    }

    async fn finish(self) -> Result<CycleOutcome, StoreError> {
        let (unanswered, is_outage) = {
            let mut record = self.record();
            let is_outage = record.is_outage();
            (mem::take(&mut record.unanswered), is_outage)
        };
        let outages =
            if is_outage { self.dispatcher.outages.fetch_add(1, Ordering::Relaxed).saturating_add(1) } else { 0 };
        for failed in unanswered {
            // Each further call would wait for a store that does not answer, past the end of the lease.
            if self.record().error.is_some() {
                break;
            }
            // Fewer failures are no outage.
            if is_outage { self.postpone_in_outage(failed, outages).await } else { self.count_failure(failed).await }
        }
        let record = self.record.into_inner().unwrap_or_else(PoisonError::into_inner);
        match record.error {
            Some(error) => Err(error),
            None if is_outage => Ok(CycleOutcome::ReceiverDown { pause: pause_after(outages) }),
            None if record.progressed => Ok(CycleOutcome::Progress),
            None => Ok(CycleOutcome::NothingDue),
        }
    }

    fn is_over(&self) -> bool {
        let (mut record, now) = (self.record(), self.dispatcher.clock.now());
        // After the clock was set back, the remaining time of the lease is unknown.
        let is_late = now < self.leased_at || now.since(self.leased_at) >= BEGINNING;
        record.over |= is_late || self.dispatcher.is_stopping();
        record.over
    }

    /// Whether the store call succeeded. If not, no more deliveries are started.
    fn recorded(&self, result: Result<(), StoreError>) -> bool {
        let Err(error) = result else { return true };
        let mut record = self.record();
        record.over = true;
        record.error.get_or_insert(error);
        false
    }

    /// The deliveries of a cycle take turns on one task, and no panic leaves a record half written.
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn is_outage(&self) -> bool {
        self.unanswered.len() >= OUTAGE
    }
}

/// Groups the events by subject, in their order; subjects in the order of their first events.
fn by_subject(page: Vec<PendingEvent>) -> Vec<Vec<PendingEvent>> {
    let mut groups: Vec<Vec<PendingEvent>> = Vec::new();
    let mut indices: HashMap<StoredSubject, usize> = HashMap::new();
    for pending in page {
        let index = *indices.entry(pending.event.subject.clone()).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(pending),
            None => groups.push(vec![pending]),
        }
    }
    groups
}
