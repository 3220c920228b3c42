//! The document that lists operations: a table for each group.

use crate::{operation::Operation, refusal::Refusal, route::Method, text::insert_behind};

/// Two lines over the rows of each table.
const TABLE: &str = "| call | what it does |\n|---|---|\n";

/// The list of operations with a row for one, under the heading of its group.
///
/// # Errors
/// [`Refusal::AnchorMissing`] where there is no list.
pub(crate) fn with_row(file: &str, list: &str, operation: &Operation<'_>, summary: &str) -> Result<String, Refusal> {
    let row = format!("{} {summary} |\n", row_of(operation));
    let lines: Vec<&str> = list.lines().collect();
    let heading = format!("## {}", operation.path.group());
    if let Some(at) = lines.iter().position(|line| *line == heading) {
        let section = lines.iter().skip(at + 1).take_while(|line| !line.starts_with("## "));
        let before = section.zip(at + 2..).filter(|(line, _)| match key_of(line) {
            Some(key) => key < operation.key(),
            None => line.starts_with('|'),
        });
        let behind = before.map(|(_, number)| number).last();
        let behind = behind.ok_or_else(|| lacks(file, &format!("table under `{heading}`")))?;
        return Ok(insert_behind(list, behind, &row));
    }
    // Groups are in the order of their first rows.
    let first = |at: usize| lines.iter().skip(at).find_map(|line| key_of(line));
    let headings = lines.iter().zip(0..).filter(|(line, _)| line.starts_with("## ")).map(|(_, at)| at);
    let mut later = headings.clone().filter(|at| first(*at).is_some_and(|key| key > operation.key()));
    match (later.next(), headings.last()) {
        (Some(at), _) => Ok(insert_behind(list, at, &format!("{heading}\n\n{TABLE}{row}\n"))),
        (None, Some(_)) => Ok(format!("{list}\n{heading}\n\n{TABLE}{row}")),
        (None, None) => Err(lacks(file, "group of operations")),
    }
}

/// The list of operations without the row of one, and without its group where that was its only row.
pub(crate) fn without_row(list: &str, operation: &Operation<'_>) -> String {
    let begins = row_of(operation);
    let rest: String = list.split_inclusive('\n').filter(|line| !line.starts_with(&begins)).collect();
    let empty = format!("## {}\n\n{TABLE}", operation.path.group());
    match rest.split_once(&empty) {
        Some((before, "")) => before.trim_end().to_owned() + "\n",
        Some((before, behind)) if behind.starts_with('\n') => format!("{before}{}", behind.trim_start()),
        _ => rest,
    }
}

/// The beginning of a row, up to the summary.
fn row_of(operation: &Operation<'_>) -> String {
    format!("| `{operation}` |")
}

/// What a row is sorted by; `None` of a line that is no row.
fn key_of(line: &str) -> Option<(String, Method)> {
    let (method, path) = line.strip_prefix("| `")?.split_once('`')?.0.split_once(' ')?;
    Some((path.to_owned(), method.parse().ok()?))
}

fn lacks(file: &str, what: &str) -> Refusal {
    Refusal::AnchorMissing { file: file.to_owned(), what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::RoutePath;

    const LIST: &str = "# Operations\n\n## System\n\n| call | what it does |\n|---|---|\n| `GET /` | Find |\n\n## Auth\n\n| call | what it does |\n|---|---|\n| `POST /api/v1/auth/login` | Log in |\n| `GET /api/v1/auth/me` | See |\n\n## Orders\n\n| call | what it does |\n|---|---|\n| `GET /api/v1/orders` | List |\n";

    fn in_list(method: Method, path: &str) -> String {
        let path = RoutePath::parse(path).unwrap();
        let operation = Operation { method, path: &path };
        let with = with_row("docs/reference/openapi.md", LIST, &operation, "Do it").unwrap();
        assert_eq!(without_row(&with, &operation), LIST);
        with
    }

    #[test]
    fn a_row_goes_where_it_is_sorted_and_a_group_comes_and_goes_with_it() {
        let row = "| `PUT /api/v1/auth/me` | Do it |\n";
        assert!(in_list(Method::Put, "/api/v1/auth/me").contains(&format!("See |\n{row}\n## Orders")));
        let row = "| `DELETE /api/v1/auth/account` | Do it |\n";
        assert!(in_list(Method::Delete, "/api/v1/auth/account").contains(&format!("|---|---|\n{row}| `POST")));
        let section = format!("## Notices\n\n{TABLE}| `POST /api/v1/notices` | Do it |\n");
        assert!(in_list(Method::Post, "/api/v1/notices").contains(&format!("See |\n\n{section}\n## Orders")));
        let section = format!("## Time\n\n{TABLE}| `GET /api/v1/time` | Do it |\n");
        assert!(in_list(Method::Get, "/api/v1/time").ends_with(&format!("List |\n\n{section}")));
        let (path, method) = (RoutePath::parse("/api/v1/time").unwrap(), Method::Get);
        assert!(with_row("a.md", "# Nothing\n", &Operation { method, path: &path }, "A").is_err());
    }
}
