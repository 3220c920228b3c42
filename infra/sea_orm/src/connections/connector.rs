use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use deadpool::managed::{Manager, Metrics, RecycleError, RecycleResult};
use sea_orm::sqlx::{self, ConnectOptions};
use tokio::{
    sync::Semaphore,
    time::{sleep, timeout},
};

use super::{
    damage::Damage,
    engine::{Engine, Options},
    no_connection::Cause,
    open::{Generation, Open},
};

/// The first and the longest pause between two attempts to connect to a server that accepts no connections at the
/// moment.
const PAUSES: (Duration, Duration) = (Duration::from_millis(10), Duration::from_millis(400));

/// Opens connections, and checks whether idle ones can be used again.
pub(super) struct Connector<E: Engine> {
    options: Options<E>,
    /// The timeout for opening a connection.
    timeout: Duration,
    /// One for each connection that the server may have open.
    permits: Arc<Semaphore>,
    generation: Generation,
    /// Why there is no connection, if the last attempts to open one failed or got no response.
    trouble: Mutex<Option<Arc<Cause>>>,
}

impl<E: Engine> Connector<E> {
    pub(super) fn new(options: Options<E>, most: usize, timeout: Duration) -> Self {
        let permits = Arc::new(Semaphore::new(most));
        Self { options, timeout, permits, generation: Generation::default(), trouble: Mutex::default() }
    }

    /// Why callers wait for a connection, unless all are in use.
    pub(super) fn trouble(&self) -> Option<Arc<Cause>> {
        self.locked_trouble().clone()
    }

    /// The number of the generation in which connections are opened now.
    pub(super) fn present_generation(&self) -> u64 {
        self.generation.retire_after_refusal();
        self.generation.present()
    }

    fn locked_trouble(&self) -> MutexGuard<'_, Option<Arc<Cause>>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a connection in a task of its own: if the caller is cancelled, the task closes it in order.
    async fn open(&self) -> Result<Open<E>, Cause> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Cause::Closed)?;
        self.locked_trouble().get_or_insert_with(|| Arc::new(Cause::Silent(self.timeout)));
        let (options, generation) = (self.options.clone(), self.generation.of_today());
        let opening = tokio::spawn(timeout(self.timeout, async move {
            let mut open = Open::<E>::new(options.connect().await?, permit, generation);
            E::check_database(open.connection()).await?;
            Ok(open)
        }));
        let outcome = opening.await.map_err(|_| Cause::Refused(sqlx::Error::WorkerCrashed))?;
        outcome.unwrap_or(Err(Cause::Silent(self.timeout)))
    }
}

impl<E: Engine> Manager for Connector<E> {
    type Type = Open<E>;
    type Error = Arc<Cause>;

    /// A server that is starting refuses for a moment, and so does one with too many connections: it is retried while a
    /// caller waits.
    async fn create(&self) -> Result<Open<E>, Arc<Cause>> {
        let (mut pause, longest) = PAUSES;
        loop {
            let cause = match self.open().await {
                Ok(open) => {
                    *self.locked_trouble() = None;
                    return Ok(open);
                }
                Err(cause) => Arc::new(cause),
            };
            *self.locked_trouble() = Some(Arc::clone(&cause));
            match &*cause {
                Cause::Refused(error) if E::refuses_for_a_moment(error) => sleep(pause).await,
                _ => return Err(cause),
            }
            pause = longest.min(pause * 2);
        }
    }

    async fn recycle(&self, open: &mut Open<E>, metrics: &Metrics) -> RecycleResult<Arc<Cause>> {
        if open.is_outdated() {
            return Err(RecycleError::message("its server failed after it was opened"));
        }
        if open.is_refused() {
            open.outdate_all();
            return Err(RecycleError::message("its server refused an operation such as a write"));
        }
        match E::idle_damage(open.connection(), metrics.age(), metrics.last_used()).await {
            Damage::None => return Ok(()),
            Damage::Connection => {}
            Damage::Server | Damage::Refusal => open.outdate_all(),
        }
        Err(RecycleError::message("it can't be used again"))
    }
}
