use actix_web::HttpRequest;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{Code, Problem, body::read_strictly};

/// Reads the query of `request` as a `T`, whose fields are texts that may be absent.
///
/// # Errors
/// The problem `invalid-parameter` for a parameter that `T` does not have, that is repeated, or whose value `T`
/// refuses.
pub fn read_query<T: DeserializeOwned>(request: &HttpRequest) -> Result<T, Problem> {
    let mut parameters = Map::new();
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()) {
        if parameters.insert(name.clone().into_owned(), Value::String(value.into_owned())).is_some() {
            return Err(invalid(&format!("`{name}` is given twice.")));
        }
    }
    read_strictly(Value::Object(parameters))
        .map_err(|fault| invalid(&format!("{}: {}", fault.pointer.trim_start_matches('/'), fault.detail)))
}

/// Whether the query of `request` has a parameter of this name, with any value: for checks before the query is parsed.
#[must_use]
pub fn has_parameter(request: &HttpRequest, name: &str) -> bool {
    form_urlencoded::parse(request.query_string().as_bytes()).any(|(parameter, _)| parameter == name)
}

/// The problem of an invalid query, with the reason.
pub(crate) fn invalid(why: &str) -> Problem {
    Problem::new(Code::InvalidParameter, format!("The query is invalid. {why}"))
}
