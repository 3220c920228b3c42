//! The service as an AWS Lambda function, from the same composition as the server.
//!
//! Events of API Gateway, of a function URL and of a load balancer become requests to the same app that the server
//! serves, in this process and without a connection. Background work has an event of its own here, which a schedule
//! sends: nothing runs after a response, since the environment is frozen then.

mod background;
mod base_path;
mod bridge;
mod event;
mod formats;
mod request;
mod response;
mod secrets;

use std::{error::Error, process::ExitCode, rc::Rc, sync::Arc, time::Duration};

use application::ErrorChain;
use domain::Timestamp;
use lambda_runtime::{Context, LambdaEvent, service_fn};
use serde_json::Value;
use tokio::{sync::Mutex, time::timeout};
use tracing::{info, warn};

use background::Background;
use bridge::Bridge;
use event::Event;
use response::Reply;

use crate::{
    composition::compose,
    configuration::{Sources, load, runs_on_lambda},
    http_app::HttpApp,
    logging,
    readiness::Readiness,
    startup_tasks::StartupTasks,
    telemetry::Telemetry,
};

/// Answers events until the environment ends.
#[must_use]
pub fn run() -> ExitCode {
    if !runs_on_lambda() {
        eprintln!(
            "tranche-lambda runs on AWS Lambda (AWS_LAMBDA_RUNTIME_API is not set). The server is: tranche serve"
        );
        return ExitCode::FAILURE;
    }
    match actix_web::rt::System::new().block_on(serve()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", ErrorChain(&*error));
            ExitCode::FAILURE
        }
    }
}

/// The time limit of one try to prepare the store: Lambda ends a start after 10 s, without a line in the log.
const PREPARING: Duration = Duration::from_secs(5);
/// How long a response waits for the export of traces.
const FLUSHING: Duration = Duration::from_secs(1);

/// The state of one environment, from its start to its end.
struct Function {
    startup_tasks: Mutex<Option<StartupTasks>>,
    bridge: Bridge,
    background: Background,
    telemetry: Telemetry,
}

async fn serve() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut sources = Sources::of_process(None, Vec::new());
    // The files exist for as long as this value.
    let _secrets = secrets::fetch(&mut sources.environment).await?;
    let mut settings = load(&sources)?;
    settings.keep_generated_secrets()?;
    let telemetry = Telemetry::start(&settings.telemetry)?;
    logging::start_unbuffered(&settings.log, &telemetry)?;
    let composition = compose(&settings)?;
    let readiness = Arc::new(Readiness::new(&composition));
    let app = HttpApp::new(&settings, &composition, &readiness);
    let function = Rc::new(Function {
        startup_tasks: Mutex::new(Some(StartupTasks::new(&composition, &settings))),
        bridge: Bridge::new(&app).await?,
        background: Background::new(&composition, &settings.events),
        telemetry,
    });
    function.prepare().await;
    info!(target: "security", event = "start", outcome = "success", version = env!("CARGO_PKG_VERSION"), "start");
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| {
        let function = function.clone();
        async move {
            let deadline = deadline(&event.context);
            function.handle(event.payload, deadline).await
        }
    }))
    .await
}

/// When Lambda ends the invocation.
fn deadline(context: &Context) -> Timestamp {
    let millis = i64::try_from(context.deadline).ok();
    millis.and_then(|millis| Timestamp::from_unix_millis(millis).ok()).unwrap_or(Timestamp::MAX)
}

impl Function {
    async fn handle(&self, event: Value, deadline: Timestamp) -> Result<Reply, Box<dyn Error + Send + Sync>> {
        self.prepare().await;
        let reply = self.answer(event, deadline).await;
        // The environment may be frozen once the response is sent.
        let _ = timeout(FLUSHING, self.telemetry.flush()).await;
        reply
    }

    async fn answer(&self, event: Value, deadline: Timestamp) -> Result<Reply, Box<dyn Error + Send + Sync>> {
        match Event::read(event)? {
            Event::Request(form, request) => Ok(Reply::new(form, self.bridge.answer(request).await)),
            Event::Background => Ok(Reply::Background(self.background.run(deadline).await?)),
        }
    }

    /// Does the startup tasks that are left because the store did not answer at the start.
    async fn prepare(&self) {
        let mut left = self.startup_tasks.lock().await;
        if let Some(startup_tasks) = &mut *left {
            match timeout(PREPARING, startup_tasks.try_once()).await {
                Ok(Ok(true)) => *left = None,
                Ok(Ok(false)) => {}
                Ok(Err(unusable)) => startup_tasks.log_unusable(&unusable),
                Err(_) => warn!(
                    "the store is not prepared yet: it takes longer than {PREPARING:?}; the next invocation goes on"
                ),
            }
        }
    }
}
