use maud::{DOCTYPE, Markup, html};
use presentation::ProblemType;

/// The page of all problem types.
pub(super) fn list(problems: &[ProblemType], has_documentation: bool) -> Markup {
    let content = html! {
        h1 { "Problems" }
        p {
            "Every error response of this API is an " code { "application/problem+json" } " (RFC 9457) with one of these codes."
        }
        table {
            thead { tr { th { "Status" } th { "Code" } th { "Title" } } }
            tbody {
                @for problem in problems {
                    tr {
                        td { (problem.status) }
                        td { a href={ "/problems/" (problem.code) } { code { (problem.code) } } }
                        td { (problem.title) }
                    }
                }
            }
        }
    };
    layout("Problems", &content, &html! {}, has_documentation)
}

/// The page of one problem type.
pub(super) fn single(problem: &ProblemType, has_documentation: bool) -> Markup {
    let content = html! {
        h1 { (problem.title) }
        dl {
            dt { "Code" }
            dd { code { (problem.code) } }
            dt { "Status" }
            dd { (problem.status) }
            dt { "Meaning" }
            dd { (marked_up(&problem.meaning)) }
            dt { "What to do" }
            dd { (marked_up(&problem.advice)) }
            dt { "Operations" }
            @if problem.operations.is_empty() {
                dd { "None: it is returned where a request is for no operation." }
            }
            @for operation in &problem.operations {
                dd { code { (operation) } }
            }
        }
    };
    layout(&problem.title, &content, &html! { a href="/problems" { "All problems" } }, has_documentation)
}

/// A page without scripts and styles, which the content security policy of the server refuses. Browsers show it in light
/// or dark, as the user prefers.
fn layout(title: &str, content: &Markup, link: &Markup, has_documentation: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
            }
            body {
                main { (content) }
                nav {
                    p { (link) }
                    @if has_documentation {
                        p { a href="/docs/" { "The documentation of the API" } }
                    }
                }
            }
        }
    }
}

/// A text with its names between backticks as code.
fn marked_up(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> ProblemType {
        ProblemType {
            code: "invalid-tea".to_owned(),
            status: 422,
            title: "Tea & <script>".to_owned(),
            meaning: "The field `kind` is <b>cold</b>.".to_owned(),
            advice: "Send `Tea-Kind` \"hot\".".to_owned(),
            operations: vec!["viewTea".to_owned()],
        }
    }

    #[test]
    fn texts_are_escaped_and_names_are_code() {
        let page = single(&problem(), true).into_string();
        assert!(page.contains("<h1>Tea &amp; &lt;script&gt;</h1>"), "{page}");
        assert!(page.contains("<dd>The field <code>kind</code> is &lt;b&gt;cold&lt;/b&gt;.</dd>"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }

    #[test]
    fn pages_refer_to_each_other_and_to_documentation_that_is_served() {
        let (list, single) =
            (|docs| list(&[problem()], docs).into_string(), |docs| single(&problem(), docs).into_string());
        assert!(list(true).contains("href=\"/problems/invalid-tea\""));
        assert!(single(true).contains("href=\"/problems\""));
        for page in [list(true), single(true)] {
            assert!(page.contains("href=\"/docs/\""), "{page}");
        }
        for page in [list(false), single(false)] {
            assert!(page.contains("</main>") && !page.contains("/docs/"), "{page}");
        }
    }
}
