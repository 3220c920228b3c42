use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;

use super::{
    formats::{V1, V2},
    request::{GatewayRequest, NoRequest},
};

/// An event that invokes the function.
#[derive(Debug)]
pub(super) enum Event {
    /// A request, in the form of its gateway. The response to one that can't be parsed has that form too.
    Request(Form, Result<GatewayRequest, NoRequest>),
    /// The schedule's event: `{"tranche": "background"}`.
    Background,
}

/// The format of requests and responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Version 2.0 of the format of API Gateway: an HTTP API, or the function's own URL.
    V2,
    /// Version 1.0: a REST API, or an HTTP API that speaks the older format.
    V1,
    /// A load balancer.
    LoadBalancer(HeaderValues),
}

/// How many values of each header a load balancer passes on and accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderValues {
    /// One, the default of its target groups.
    One,
    /// All.
    All,
}

/// An event that this function does not handle.
#[derive(Debug, Error)]
#[error(
    "the event is no request of API Gateway, of a function URL or of a load balancer, and not {{\"tranche\": \"background\"}}: \
     look at what invokes the function"
)]
pub(super) struct NoEvent;

impl Event {
    /// Parses an event. Only the fields that are used are read, so additional ones do no harm. Null counts as absent,
    /// since gateways send either.
    pub(super) fn read(mut event: Value) -> Result<Self, NoEvent> {
        leave_out_nulls(&mut event);
        if let Some(work) = event.get("tranche") {
            return if work == "background" { Ok(Self::Background) } else { Err(NoEvent) };
        }
        let form = Form::of(&event).ok_or(NoEvent)?;
        let request = match form {
            Form::V2 => parsed::<V2>(event).map(Into::into),
            Form::V1 => parsed::<V1>(event).map(Into::into),
            Form::LoadBalancer(_) => parsed::<V1>(event).map(GatewayRequest::of_load_balancer),
        };
        Ok(Self::Request(form, request))
    }
}

impl Form {
    fn of(event: &Value) -> Option<Self> {
        let has = |name| event.get(name).is_some();
        let context_has = |name| event.get("requestContext").is_some_and(|context| context.get(name).is_some());
        if context_has("elb") {
            let values = if has("multiValueHeaders") { HeaderValues::All } else { HeaderValues::One };
            Some(Self::LoadBalancer(values))
        } else if has("rawPath") || context_has("http") {
            Some(Self::V2)
        } else if has("path") || has("httpMethod") {
            Some(Self::V1)
        } else {
            None
        }
    }
}

/// The error leaves out what is wrong: that text could repeat a cookie.
fn parsed<T: DeserializeOwned>(event: Value) -> Result<T, NoRequest> {
    serde_json::from_value(event).map_err(|_| NoRequest)
}

fn leave_out_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(leave_out_nulls);
        }
        Value::Array(elements) => {
            elements.retain(|element| !element.is_null());
            elements.iter_mut().for_each(leave_out_nulls);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(event: Value) -> Option<(Form, bool)> {
        match Event::read(event) {
            Ok(Event::Request(form, request)) => Some((form, request.is_ok())),
            Ok(Event::Background) => panic!("a request"),
            Err(NoEvent) => None,
        }
    }

    #[test]
    fn events_are_known_by_what_stands_in_them() {
        let elb = || json!({"elb": {"targetGroupArn": "arn"}});
        for (event, expected) in [
            (json!({"rawPath": "/"}), Some(Form::V2)),
            (json!({"requestContext": {"http": {}}}), Some(Form::V2)),
            (json!({"path": "/"}), Some(Form::V1)),
            (json!({"httpMethod": "GET"}), Some(Form::V1)),
            (json!({"requestContext": elb()}), Some(Form::LoadBalancer(HeaderValues::One))),
            (
                json!({"requestContext": elb(), "multiValueHeaders": null, "headers": {}}),
                Some(Form::LoadBalancer(HeaderValues::One)),
            ),
            (json!({"requestContext": elb(), "multiValueHeaders": {}}), Some(Form::LoadBalancer(HeaderValues::All))),
            (json!({}), None),
            (json!(null), None),
            (json!("/livez"), None),
            (json!({"Records": []}), None),
            (json!({"rawPath": null}), None),
            (json!({"version": "0", "source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}), None),
        ] {
            assert_eq!(form(event.clone()).map(|(form, _)| form), expected, "{event}");
        }
    }

    #[test]
    fn a_field_of_another_type_makes_no_request_and_no_failure() {
        for event in [
            json!({"rawPath": 7}),
            json!({"rawPath": "/", "headers": []}),
            json!({"rawPath": "/", "requestContext": "x"}),
            json!({"path": "/", "multiValueHeaders": {"a": "b"}}),
            json!({"path": "/", "isBase64Encoded": "true"}),
        ] {
            assert_eq!(form(event.clone()).map(|(_, is_request)| is_request), Some(false), "{event}");
        }
    }
}
