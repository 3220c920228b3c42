use std::sync::LazyLock;

use actix_web::http::StatusCode;
use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use presentation::ProblemType;
use sha2::{Digest, Sha256};

/// The styles of a page, which stand in it. Browsers show it in light or dark, as the user prefers.
const STYLES: &str = include_str!("page.css");

/// The content security policy of a page: its styles, which their digest names, and nothing else.
pub(super) static CONTENT_SECURITY_POLICY: LazyLock<String> = LazyLock::new(|| {
    let digest = STANDARD.encode(Sha256::digest(STYLES));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
});

/// The page of all problem types, which are sorted by their status.
pub(super) fn list(problems: &[ProblemType], has_documentation: bool) -> Markup {
    let content = html! {
        h1 { "Problems" }
        p {
            "Every error response of this API is an " code { "application/problem+json" } " (RFC 9457) with one of these codes."
        }
        @for of_status in problems.chunk_by(|one, next| one.status == next.status) {
            @if let Some(first) = of_status.first() {
                h2 { (status(first)) }
            }
            ul {
                @for problem in of_status {
                    li {
                        a href={ "/problems/" (problem.code) } { code { (problem.code) } }
                        span { (problem.title) }
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
        p { code { (problem.code) } }
        dl {
            dt { "Status" }
            dd { (status(problem)) }
            dt { "Meaning" }
            dd { (marked_up(&problem.meaning)) }
            dt { "What to do" }
            dd { (marked_up(&problem.advice)) }
            dt { "Operations" }
            dd {
                @if problem.operations.is_empty() {
                    "None: it is returned where a request is for no operation."
                } @else {
                    ul { @for operation in &problem.operations { li { code { (operation) } } } }
                }
            }
        }
    };
    layout(&problem.title, &content, &html! { a href="/problems" { "All problems" } }, has_documentation)
}

/// The status with its name: `404 Not Found`.
fn status(problem: &ProblemType) -> String {
    let name = StatusCode::from_u16(problem.status).ok().and_then(|status| status.canonical_reason());
    format!("{} {}", problem.status, name.unwrap_or_default())
}

fn layout(title: &str, content: &Markup, link: &Markup, has_documentation: bool) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLES)) }
            }
            body {
                nav {
                    @if has_documentation {
                        a href="/docs/" { "Documentation of the API" }
                    }
                    (link)
                }
                main { (content) }
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
        assert!(page.contains("<dd>422 Unprocessable Entity</dd>"), "{page}");
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

    #[test]
    fn problems_of_one_status_stand_together() {
        let of = |code: &str, status| ProblemType { code: code.to_owned(), status, ..problem() };
        let page = list(&[of("a", 400), of("b", 404), of("c", 404)], true).into_string();
        assert_eq!(page.matches("<h2>404 Not Found</h2>").count(), 1, "{page}");
        assert_eq!(page.matches("<li>").count(), 3, "{page}");
    }

    #[test]
    fn the_policy_allows_the_styles_of_the_page_as_they_stand_in_it_and_nothing_unsafe() {
        let page = single(&problem(), true).into_string();
        let (_, rest) = page.split_once("<style>").unwrap();
        let (styles, _) = rest.split_once("</style>").unwrap();
        let digest = STANDARD.encode(Sha256::digest(styles));
        assert!(
            CONTENT_SECURITY_POLICY.contains(&format!("style-src 'sha256-{digest}';")),
            "{}",
            *CONTENT_SECURITY_POLICY
        );
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
        assert!(!page.contains(" style="), "the digest allows no styles on elements: {page}");
    }
}
