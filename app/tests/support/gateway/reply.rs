use actix_web::{HttpResponse, http::StatusCode};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

/// The HTTP response that a gateway builds from the function's, in either format.
pub(super) fn read(answer: &Value) -> HttpResponse {
    let status = answer["statusCode"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap();
    let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let single = answer["headers"].as_object().into_iter().flatten();
    let single = single.map(|(name, value)| (name.clone(), text(value)));
    let several = answer["multiValueHeaders"].as_object().into_iter().flatten();
    let several = several.flat_map(|(name, values)| values.as_array().unwrap().iter().map(|v| (name.clone(), text(v))));
    let cookies = answer["cookies"].as_array().into_iter().flatten();
    let cookies = cookies.map(|cookie| ("set-cookie".to_owned(), text(cookie)));
    let mut left_out = None;
    for (name, value) in single.chain(several).chain(cookies) {
        if name == "content-length" {
            left_out = value.parse::<usize>().ok();
            continue;
        }
        response.append_header((name, value));
    }
    let body = answer["body"].as_str().unwrap_or_default();
    match left_out {
        // In the response to HEAD, this gateway's server reports the length of a body, and leaves it out itself.
        Some(length) => response.body(vec![b' '; length]),
        None if answer["isBase64Encoded"] == true => response.body(STANDARD.decode(body).unwrap()),
        None => response.body(body.to_owned()),
    }
}
