//! API Gateway and the runtime interface of AWS Lambda, as far as a function can observe them: HTTP requests become
//! events, which the function's environments fetch, one at a time each.

mod event;
mod reply;

use std::{
    collections::HashMap,
    process::{Child, Command},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    http::StatusCode,
    rt::{System, time::timeout},
    web::{self, Bytes, Data, PayloadConfig},
};
use serde_json::Value;
use tokio::sync::{Mutex as AsyncMutex, mpsc as queue, oneshot};

use super::TIMEOUT;

/// The format of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// That of REST APIs.
    V1,
    /// That of HTTP APIs.
    V2,
    /// That of load balancers whose target group passes on every value of a header.
    LoadBalancer,
}

/// The timeout of an idle connection.
const IDLE: Duration = Duration::from_secs(75);

/// The stage that the function stands behind; it is part of every path in an HTTP API.
const STAGE: &str = "live";
/// The most bytes of a body that Lambda accepts.
const BODY_LIMIT: usize = 6 * 1024 * 1024;

/// The year 2100, in milliseconds of Unix.
const NO_DEADLINE: &str = "4102444800000";

/// A gateway, with the environments of the function behind it; dropping it ends all.
pub(crate) struct Gateway {
    /// `host:port` of the gateway.
    pub(crate) address: String,
    pub(crate) environments: Vec<Child>,
    /// When the first of them was started.
    pub(crate) since: Instant,
    invocations: Data<Invocations>,
    servers: Vec<ServerHandle>,
    thread: Option<JoinHandle<()>>,
}

impl Gateway {
    /// A gateway before a number of environments, each a process of its own.
    pub(crate) fn start(format: Format, number: usize, mut environment: impl FnMut() -> Command) -> Self {
        let invocations = Data::new(Invocations::new(format));
        let (send, receive) = mpsc::channel();
        let shared = invocations.clone();
        let thread = thread::spawn(move || {
            System::new().block_on(async move {
                let front = serve(shared.clone(), |config| {
                    config.default_service(web::to(ask));
                });
                let runtime = serve(shared, |config| {
                    config
                        .route("/2018-06-01/runtime/invocation/next", web::get().to(next))
                        .route("/2018-06-01/runtime/invocation/{id}/response", web::post().to(respond))
                        .route("/2018-06-01/runtime/invocation/{id}/error", web::post().to(fail));
                });
                send.send([(front.0, front.1.handle()), (runtime.0, runtime.1.handle())]).unwrap();
                let (front, runtime) = tokio::join!(front.1, runtime.1);
                front.and(runtime).unwrap();
            });
        });
        let [(address, front), (runtime_address, runtime)] = receive.recv().unwrap();
        let since = Instant::now();
        let environments = (0..number).map(|_| {
            let mut command = environment();
            command
                .env("AWS_LAMBDA_RUNTIME_API", &runtime_address)
                .env("AWS_LAMBDA_FUNCTION_NAME", "tranche")
                .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
                .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
            command.spawn().unwrap()
        });
        let environments = environments.collect();
        Self { address, environments, since, invocations, servers: vec![front, runtime], thread: Some(thread) }
    }

    /// Invokes the function with this event, and waits for its response.
    pub(crate) fn invoke(&self, event: Value) -> Result<Value, String> {
        self.invoke_until(NO_DEADLINE, event)
    }

    /// The same, with a deadline after this time.
    #[expect(clippy::disallowed_methods, reason = "the service that invokes functions has a clock of its own")]
    pub(crate) fn invoke_within(&self, time: Duration, event: Value) -> Result<Value, String> {
        let deadline = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + time;
        self.invoke_until(&deadline.as_millis().to_string(), event)
    }

    fn invoke_until(&self, deadline: &str, event: Value) -> Result<Value, String> {
        let answer = self.invocations.begin(event, deadline);
        answer.blocking_recv().expect("an environment is there")
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        for environment in &mut self.environments {
            // It may have ended by itself.
            let _ = environment.kill();
            let _ = environment.wait();
        }
        for server in &self.servers {
            // All are killed at once; the end is waited for below.
            drop(server.stop(false));
        }
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn serve(
    invocations: Data<Invocations>,
    routes: impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static,
) -> (String, actix_web::dev::Server) {
    let server = HttpServer::new(move || {
        App::new().app_data(invocations.clone()).app_data(PayloadConfig::new(BODY_LIMIT)).configure(routes.clone())
    });
    // Keep-alive outlasts actix's default of five seconds, so that clients find their connections open after a pause.
    let server = server.keep_alive(IDLE).workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let address = server.addrs()[0].to_string();
    (address, server.run())
}

/// The events that wait for an environment, and those that one is handling.
struct Invocations {
    format: Format,
    give: queue::UnboundedSender<Invocation>,
    take: AsyncMutex<queue::UnboundedReceiver<Invocation>>,
    begun: AtomicU64,
    answers: Mutex<HashMap<String, oneshot::Sender<Result<Value, String>>>>,
}

/// An event that an environment is to handle.
struct Invocation {
    id: String,
    event: Value,
    /// The deadline, in milliseconds of Unix.
    deadline: String,
}

impl Invocations {
    fn new(format: Format) -> Self {
        let (give, take) = queue::unbounded_channel();
        Self { format, give, take: AsyncMutex::new(take), begun: AtomicU64::default(), answers: Mutex::default() }
    }

    fn begin(&self, event: Value, deadline: &str) -> oneshot::Receiver<Result<Value, String>> {
        let (answer, answered) = oneshot::channel();
        let mut answers = self.answers.lock().unwrap();
        let id = format!("invocation-{}", self.begun.fetch_add(1, Ordering::Relaxed));
        answers.insert(id.clone(), answer);
        self.give.send(Invocation { id, event, deadline: deadline.to_owned() }).unwrap();
        answered
    }

    fn end(&self, id: &str, answer: Result<Value, String>) {
        // The client may have hung up.
        let _ = self.answers.lock().unwrap().remove(id).expect("an invocation in flight").send(answer);
    }
}

/// A request of a client.
async fn ask(request: HttpRequest, body: Bytes, invocations: Data<Invocations>) -> HttpResponse {
    let event = event::of(invocations.format, &request, &body);
    match timeout(TIMEOUT, invocations.begin(event, NO_DEADLINE)).await {
        Ok(Ok(Ok(answer))) => reply::read(&answer),
        // A failure of the function is no response of it.
        Ok(Ok(Err(error))) => HttpResponse::BadGateway().body(error),
        Ok(Err(_)) | Err(_) => HttpResponse::GatewayTimeout().finish(),
    }
}

/// An environment fetches an event.
async fn next(invocations: Data<Invocations>) -> HttpResponse {
    let Invocation { id, event, deadline } = invocations.take.lock().await.recv().await.expect("the gateway is there");
    HttpResponse::Ok()
        .insert_header(("lambda-runtime-aws-request-id", id))
        .insert_header(("lambda-runtime-deadline-ms", deadline))
        .insert_header(("lambda-runtime-invoked-function-arn", "arn:aws:lambda:local:000000000000:function:tranche"))
        .insert_header(("lambda-runtime-trace-id", "Root=1-00000000-000000000000000000000000"))
        .json(event)
}

async fn respond(id: web::Path<String>, body: Bytes, invocations: Data<Invocations>) -> HttpResponse {
    invocations.end(&id, serde_json::from_slice(&body).map_err(|error| error.to_string()));
    HttpResponse::new(StatusCode::ACCEPTED)
}

async fn fail(id: web::Path<String>, body: String, invocations: Data<Invocations>) -> HttpResponse {
    invocations.end(&id, Err(body));
    HttpResponse::new(StatusCode::ACCEPTED)
}
