use actix_web::HttpRequest;
use application::IdempotencyKey;
use utoipa::IntoParams;

use crate::{Code, Problem};

/// The OpenAPI description of `Idempotency-Key`.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes")]
pub struct IdempotencyKeyHeader {
    /// A key for this request, chosen by the client. For 24 hours, the same body under the same key gets the first
    /// response again, and another body is refused. A refused request leaves the key unused.
    #[param(
        rename = "Idempotency-Key",
        value_type = String,
        required = false,
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
        example = "8e03978e-40d5-43dd-bc93-6894a57f9324"
    )]
    idempotency_key: Option<String>,
}

const HEADER: &str = "idempotency-key";

/// The `Idempotency-Key` of a request; `None` where it has none.
///
/// # Errors
/// The problem `invalid-parameter` for an invalid key, and for more than one header.
pub fn idempotency_key(request: &HttpRequest) -> Result<Option<IdempotencyKey>, Problem> {
    let mut keys = request.headers().get_all(HEADER);
    let Some(key) = keys.next() else { return Ok(None) };
    if keys.next().is_some() {
        return Err(Problem::new(
            Code::InvalidParameter,
            "The request has several `Idempotency-Key` headers. Send one.",
        ));
    }
    let key = IdempotencyKey::parse(key.as_bytes());
    key.map(Some).map_err(|error| Problem::new(Code::InvalidParameter, error.to_string()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn read(keys: &[&str]) -> Result<Option<String>, Code> {
        let mut request = TestRequest::default();
        for key in keys {
            request = request.append_header((HEADER, *key));
        }
        let key = idempotency_key(&request.to_http_request());
        key.map(|key| key.map(|key| key.as_str().to_owned())).map_err(|problem| problem.code())
    }

    #[test]
    fn there_is_one_key_or_none() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&["a-1"]), Ok(Some("a-1".to_owned())));
        assert_eq!(read(&["a", "a"]), Err(Code::InvalidParameter));
        for other in ["", "a b", &"x".repeat(256)] {
            assert_eq!(read(&[other]), Err(Code::InvalidParameter), "{other:?}");
        }
    }
}
