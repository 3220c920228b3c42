use std::fmt::Write;

use presentation::Code;

use crate::generated::assert_committed;

const INTRODUCTION: &str = "\
# Problems

*For developers of clients: every error code of the API.*

<!-- Made by app/tests/documents/problems.rs from `presentation::Code`: change that, not this. -->

Every error response is an `application/problem+json` (RFC 9457, Problem Details). Its members:

| member | meaning |
|---|---|
| `type` | `/problems/` and the code |
| `title` | the kind of problem, for people |
| `status` | the status of the answer |
| `detail` | what happened here and what to do about it, for people |
| `code` | the stable name; what a program decides by |
| `requestId` | the name of the request, as in the header `X-Request-Id` and in the log |
| `errors` | where fields are at fault: `pointer` (RFC 6901), `code` and `detail` of each |
| `checks` | of `GET /readyz` alone: what each check found |

Clients should decide by `code`, and by the status where they don't know the code. `title` and `detail` may change. With 401
comes the header `WWW-Authenticate`, with 405 `Allow`, with 503 `Retry-After`.

| status | code | title |
|---|---|---|
";

fn reference() -> String {
    let mut text = INTRODUCTION.to_owned();
    for &code in Code::ALL {
        writeln!(text, "| {} | `{}` | {} |", code.status().as_u16(), code.as_str(), code.title()).unwrap();
    }
    text
}

#[test]
fn the_committed_list_is_that_of_the_code() {
    assert_committed("docs/problems.md", &reference());
}
