use utoipa::openapi::{Object, ObjectBuilder, Type};

/// What OpenAPI says of a product's name that is sent: the rule of the domain, as a regular expression. White space at its
/// ends does not count.
pub(crate) fn product_name() -> Object {
    let white_space = r"[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let end = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
    let inside = r"[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]";
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(
            "What it is called: 1 to 200 characters, not counting white space at its ends, and no control characters but \
             newline and tab. It can't be null.",
        ))
        .min_length(Some(1))
        .pattern(Some(format!("^{white_space}*{end}({inside}{{0,198}}{end})?{white_space}*$")))
        .examples(["Teapot"])
        .build()
}
