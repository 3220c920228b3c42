use std::rc::Rc;

use actix_http::Request;
use actix_service::{IntoServiceFactory, Service, ServiceExt, ServiceFactory, boxed, boxed::BoxService, map_config};
use actix_web::{
    Error, HttpResponse,
    body::{BoxBody, to_bytes},
    dev::{AppConfig, ServiceResponse},
    rt,
    web::Bytes,
};
use application::ErrorChain;
use presentation::{Code, Problem};
use thiserror::Error;
use tracing::error;

use super::{
    request::{GatewayRequest, NoRequest},
    response::Answer,
};
use crate::http_app::HttpApp;

type App = BoxService<Request, ServiceResponse<BoxBody>, Error>;

/// Passes requests to the app, in this thread.
pub(super) struct Bridge {
    app: Rc<App>,
}

/// The app can't be built.
#[derive(Debug, Error)]
#[error("the routes can't be set up")]
pub(super) struct NoApp;

impl Bridge {
    /// A bridge to its own app.
    pub(super) async fn new(app: &HttpApp) -> Result<Self, NoApp> {
        let factory = map_config(app.build().into_factory(), |()| AppConfig::default());
        let app = factory.new_service(()).await.map_err(|()| NoApp)?;
        Ok(Self { app: Rc::new(boxed::service(app.map(ServiceResponse::map_into_boxed_body))) })
    }

    /// The app's response.
    pub(super) async fn answer(&self, request: Result<GatewayRequest, NoRequest>) -> Answer {
        let wants_no_body = request.as_ref().is_ok_and(GatewayRequest::wants_no_body);
        let request = match request.and_then(GatewayRequest::into_request) {
            Ok(request) => request,
            Err(no_request) => {
                return whole(Problem::new(Code::BadRequest, no_request.to_string()).respond(None)).await;
            }
        };
        let app = self.app.clone();
        // In its own task, so that a panic ends the request and not the environment.
        let answered = rt::spawn(async move {
            match app.call(request).await {
                Ok(response) => whole(response.into_parts().1).await,
                Err(error) => whole(HttpResponse::from_error(error)).await,
            }
        });
        match answered.await {
            Ok(answer) if wants_no_body => answer.without_body(),
            Ok(answer) => answer,
            Err(panic) => {
                error!(error = %ErrorChain(&panic), "a request panicked");
                whole(Problem::internal(panic.to_string()).respond(None)).await
            }
        }
    }
}

/// Collects the response with its whole body.
async fn whole(response: HttpResponse<BoxBody>) -> Answer {
    let (head, body) = response.into_parts();
    match to_bytes(body).await {
        Ok(body) => Answer::new(head.status(), head.headers(), body),
        Err(error) => {
            error!(%error, "the body of a response ended early");
            Answer::new(actix_web::http::StatusCode::INTERNAL_SERVER_ERROR, head.headers(), Bytes::new())
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_service::fn_service;
    use serde_json::{Value, json};

    use super::*;
    use crate::lambda::{event::Event, response::Reply};

    #[test]
    fn a_panic_outside_of_every_route_is_a_problem_and_ends_nothing() {
        rt::System::new().block_on(async {
            let app = fn_service(|_: Request| async { panic!("canary") });
            let bridge = Bridge { app: Rc::new(boxed::service(app)) };
            for _ in 0..2 {
                let context = json!({"http": {"method": "GET"}});
                let event = Event::read(json!({"rawPath": "/", "requestContext": context})).unwrap();
                let Event::Request(form, request) = event else { panic!("{event:?}") };
                let answer = Reply::new(form, bridge.answer(request).await);
                let answer = serde_json::to_value(answer).unwrap();
                let problem: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
                assert_eq!((&answer["statusCode"], &problem["code"]), (&json!(500), &json!("internal")));
                assert!(!answer.to_string().contains("canary"));
            }
        });
    }
}
