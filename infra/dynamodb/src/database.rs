use std::{sync::Arc, time::Duration};

use aws_sdk_dynamodb::{
    Client,
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
};
use tokio::{sync::Semaphore, time::Instant};

use crate::{
    InvalidUrl, Location, Settings,
    client::Clients,
    errors::{Failure, Verdict, classify},
    stamps::Stamps,
};

/// The default limit of concurrent requests.
const CONNECTIONS: u32 = 64;
/// No retry starts later than this after the first attempt: it could not end before the deadline of the call.
const LAST_TRY: Duration = Duration::from_secs(4);
/// The attempts of a request that gets no response.
const TRIES_UNANSWERED: u32 = 3;
/// The longest pause before the second attempt; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
/// The longest pause before any attempt.
const LONGEST_PAUSE: Duration = Duration::from_millis(320);

/// The table, and access to it.
pub(crate) struct Database {
    location: Location,
    /// The name of the table in messages.
    name: Arc<str>,
    clients: Clients,
    turns: Semaphore,
    timeout: Duration,
    pub(crate) stamps: Stamps,
}

impl Database {
    pub(crate) fn new(settings: &Settings) -> Result<Self, InvalidUrl> {
        let connections = settings.max_connections.unwrap_or(CONNECTIONS).max(1);
        let location = Location::parse(&settings.url)?;
        Ok(Self {
            name: location.to_string().into(),
            location,
            clients: Clients::default(),
            turns: Semaphore::new(usize::try_from(connections).unwrap_or(Semaphore::MAX_PERMITS)),
            timeout: settings.acquire_timeout,
            stamps: Stamps::default(),
        })
    }

    /// The name of the table.
    pub(crate) fn table(&self) -> &str {
        &self.location.table
    }

    /// The table in messages: its name, and where it is.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The response to a request, which is retried if that may help.
    pub(crate) async fn send<T, E, F>(&self, request: impl Fn(Client) -> F) -> Result<T, Failure<E>>
    where
        E: ProvideErrorMetadata,
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        self.send_classified(request, classify).await
    }

    /// The same, with failures classified by `classify`.
    pub(crate) async fn send_classified<T, E, F>(
        &self,
        request: impl Fn(Client) -> F,
        classify: impl Fn(&SdkError<E, HttpResponse>) -> Verdict,
    ) -> Result<T, Failure<E>>
    where
        F: Future<Output = Result<T, SdkError<E, HttpResponse>>>,
    {
        let (began, mut pause, mut unanswered, mut is_renewed) = (Instant::now(), FIRST_PAUSE, 0, false);
        loop {
            let (error, generation) = {
                let turn = tokio::time::timeout(self.timeout, self.turns.acquire()).await;
                let Ok(Ok(_turn)) = turn else { return Err(Failure::Saturated) };
                let (client, generation) = self.clients.get(&self.location).await.map_err(Failure::NoCredentials)?;
                match Box::pin(request(client)).await {
                    Ok(answer) => return Ok(answer),
                    Err(error) => (error, generation),
                }
            };
            let may_help = match classify(&error) {
                Verdict::Contended => true,
                Verdict::Lost => {
                    unanswered += 1;
                    unanswered < TRIES_UNANSWERED
                }
                // Once, with the credentials that there are by now.
                Verdict::Unauthenticated => !std::mem::replace(&mut is_renewed, true) && self.clients.renew(generation),
                Verdict::Unavailable | Verdict::Unexpected => false,
            };
            // Random pauses spread competitors out.
            let wait = pause.mul_f64(fastrand::f64());
            if !may_help || began.elapsed() + wait > LAST_TRY {
                return Err(Failure::Request(Box::new(error), Arc::clone(&self.name)));
            }
            tokio::time::sleep(wait).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}
