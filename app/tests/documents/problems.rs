use std::{collections::BTreeSet, fmt::Write, fs};

use presentation::Code;
use serde_json::Value;

use crate::{generated::assert_committed, markdown::repository};

const INTRODUCTION: &str = "\
# Problems

*For developers of clients: every error code of the API.*

<!-- Made by app/tests/documents/problems.rs from `presentation::Code`: change that, not this. -->

Every error response is an `application/problem+json` (RFC 9457, Problem Details). Its members:

| member | meaning |
|---|---|
| `type` | the URI of the problem type: `/problems/` and the code |
| `title` | the problem type, for people |
| `status` | the HTTP status |
| `detail` | the cause in this case and what to do about it, for people |
| `code` | the stable error code, for programs |
| `requestId` | the id of the request, as in the header `X-Request-Id` and in the log |
| `errors` | the invalid fields: `pointer` (RFC 6901), `code` and `detail` of each |
| `checks` | of `GET /readyz` only: the result of each check |

Clients should decide by `code`, and by the status where they don't know the code. `title` and `detail` may change. With 401
comes the header `WWW-Authenticate`, with 405 `Allow`, with 503 `Retry-After`.

| status | code | title |
|---|---|---|
";

fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    let row = |code: Code| (code.status().as_u16(), code.as_str().to_owned(), code.title().to_owned());
    let mut rows: Vec<_> = Code::shared().map(row).collect();
    let others: BTreeSet<_> = of_operations().into_iter().filter(|row| !rows.contains(row)).collect();
    rows.extend(others);
    rows.sort_by_key(|row| row.0);
    for (status, code, title) in rows {
        writeln!(text, "| {status} | `{code}` | {title} |").unwrap();
    }
    text
}

/// The status, code and title of each problem that the OpenAPI document has as an example: those of slices are among them.
fn of_operations() -> Vec<(u16, String, String)> {
    let document: Value =
        serde_json::from_str(&fs::read_to_string(repository().join("docs/openapi.json")).unwrap()).unwrap();
    let values =
        |value: &Value| value.as_object().map(|all| all.values().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let operations = values(&document["paths"]).iter().flat_map(values).collect::<Vec<_>>();
    let responses = operations.iter().flat_map(|operation| values(&operation["responses"]));
    let examples = responses.flat_map(|response| values(&response["content"]["application/problem+json"]["examples"]));
    let row = |example: Value| {
        let text = |name: &str| example["value"][name].as_str().unwrap().to_owned();
        (u16::try_from(example["value"]["status"].as_u64().unwrap()).unwrap(), text("code"), text("title"))
    };
    examples.map(row).collect()
}

#[test]
fn the_committed_list_is_that_of_the_code() {
    assert_committed("docs/problems.md", &reference());
}
