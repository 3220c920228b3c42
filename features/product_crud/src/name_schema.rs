use domain::ProductName;
use presentation::trimmed_text;
use utoipa::openapi::Object;

/// What OpenAPI says of a product's name that is sent.
pub(crate) fn product_name() -> Object {
    trimmed_text(&(1..=ProductName::MAX_LENGTH))
        .description(Some(
            "What it is called: 1 to 200 characters, not counting white space at its ends, and no control characters but \
             newline and tab. It can't be null.",
        ))
        .examples(["Teapot"])
        .build()
}
