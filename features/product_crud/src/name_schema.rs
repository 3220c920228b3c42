use domain::ProductName;
use presentation::trimmed_text;
use utoipa::openapi::Object;

/// The OpenAPI schema of a product's name in a request.
pub(crate) fn product_name() -> Object {
    trimmed_text(&(1..=ProductName::MAX_LENGTH))
        .description(Some(
            "The name: 1 to 200 characters, not counting white space at its ends, and no control characters but \
             newline and tab. It can't be null.",
        ))
        .examples(["Teapot"])
        .build()
}
