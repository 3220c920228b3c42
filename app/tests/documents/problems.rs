use std::{fmt::Write, fs};

use serde_json::Value;

use crate::{generated::assert_committed, markdown::repository};

const INTRODUCTION: &str = "\
# Problems

*For developers of clients: every error code of the API.*

<!-- Made by app/tests/documents/problems.rs from docs/openapi.json: change `presentation::Code` or the
controller, run `make openapi`, not this. -->

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
| `allowed` | of `invalid-transition` only: the statuses that the order can change to |

Clients should decide by `code`, and by the status where they don't know the code. `title` and `detail` may change. With 401
comes the header `WWW-Authenticate`, with 405 `Allow`, with 503 `Retry-After`.

A server describes each code at the `type` of its problem, as JSON or as a page: `GET /problems/not-found`, and all of them at
`GET /problems`, with the operations that return it.

| status | code | meaning | what to do |
|---|---|---|---|
";

fn reference() -> String {
    let document = fs::read_to_string(repository().join("docs/openapi.json")).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let examples = document["components"]["examples"].as_object().unwrap();
    let mut examples: Vec<_> = examples.iter().map(|(code, example)| (code, example, &example["value"])).collect();
    examples.sort_by_key(|(_, _, body)| body["status"].as_u64());
    let mut text = INTRODUCTION.to_owned();
    for (code, example, body) in examples {
        let [title, meaning] = ["summary", "description"].map(|name| example[name].as_str().unwrap());
        let advice = body["detail"].as_str().unwrap().strip_prefix(meaning).unwrap().trim_start();
        writeln!(text, "| {} | `{code}` | **{title}.** {meaning} | {advice} |", body["status"]).unwrap();
    }
    text
}

#[test]
fn the_committed_list_is_that_of_the_code() {
    assert_committed("docs/problems.md", &reference());
}
