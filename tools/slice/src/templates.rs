//! The files of a slice, rendered from templates and formatted.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use minijinja::{Environment, UndefinedBehavior, context, syntax::SyntaxConfig};

use crate::{refusal::Refusal, repository::Repository, route::Role, use_case::UseCase};

/// The version of the templates, which a record names.
pub(crate) const VERSION: u32 = 1;

/// A file of a slice, from the folder of its crate.
pub(crate) struct Rendered {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Rendered {
    /// Whether it is Rust.
    pub(crate) fn is_code(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }
}

/// The files of a use case.
///
/// # Errors
/// [`Refusal::Template`] and [`Refusal::Rustfmt`].
pub(crate) fn render(use_case: &UseCase, repository: &Repository) -> Result<Vec<Rendered>, Refusal> {
    let mut files = draft(use_case)?;
    for file in files.iter_mut().filter(|file| file.is_code()) {
        file.text = formatted(&file.text, repository)?;
    }
    Ok(files)
}

/// The files of a use case before they are formatted.
///
/// # Errors
/// [`Refusal::Template`].
pub(crate) fn draft(use_case: &UseCase) -> Result<Vec<Rendered>, Refusal> {
    let (interactor, controller, tests) = if use_case.method.changes() {
        (
            include_str!("../templates/change/interactor.rs.jinja"),
            include_str!("../templates/change/controller.rs.jinja"),
            include_str!("../templates/change/tests.rs.jinja"),
        )
    } else {
        (
            include_str!("../templates/read/interactor.rs.jinja"),
            include_str!("../templates/read/controller.rs.jinja"),
            include_str!("../templates/read/tests.rs.jinja"),
        )
    };
    let sources = [
        ("Cargo.toml".to_owned(), include_str!("../templates/Cargo.toml.jinja")),
        ("src/controller.rs".to_owned(), controller),
        ("src/interactor.rs".to_owned(), interactor),
        ("src/lib.rs".to_owned(), include_str!("../templates/lib.rs.jinja")),
        (format!("tests/{}.rs", use_case.name), tests),
    ];
    let environment = environment()?;
    let mut files = Vec::new();
    for (path, source) in sources {
        let text = environment.render_named_str(&path, source, arguments(use_case))?;
        files.push(Rendered { path, text });
    }
    Ok(files)
}

/// What a call is answered that is let in.
pub(crate) fn success(use_case: &UseCase) -> u16 {
    if use_case.method.changes() { 204 } else { 200 }
}

pub(crate) fn environment() -> Result<Environment<'static>, Refusal> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build()?);
    Ok(environment)
}

fn arguments(use_case: &UseCase) -> minijinja::Value {
    let (extractor, role, audience) = match use_case.role {
        Role::Open => ("Public", "User", "Open to everybody"),
        Role::User => ("SignedIn", "User", "For every user who is signed in"),
        Role::Admin => ("Administrator", "Admin", "For admins"),
        Role::SuperAdmin => ("Administrator", "SuperAdmin", "For super admins"),
    };
    context! {
        name => use_case.name.as_str(),
        type => use_case.name.type_name(),
        summary => use_case.summary.as_str(),
        method => use_case.method.as_str(),
        attribute => use_case.method.as_str().to_lowercase(),
        path => use_case.path.as_str(),
        extractor,
        role,
        audience,
        answers => use_case.role.answers(success(use_case)).to_vec(),
        open => use_case.role == Role::Open,
        changes => use_case.method.changes(),
        has_body => use_case.method.has_body(),
    }
}

/// Code as `cargo fmt` leaves it: a name decides what fits into a line.
pub(crate) fn formatted(code: &str, repository: &Repository) -> Result<String, Refusal> {
    let failed = |error: &dyn ToString| Refusal::Rustfmt(error.to_string());
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", &repository.edition()?, "--quiet"])
        .current_dir(repository.root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error))?;
    // A file is smaller than a pipe, so it is all written before anything of the output is read.
    if let Some(mut input) = rustfmt.stdin.take() {
        input.write_all(code.as_bytes()).map_err(|error| failed(&error))?;
    }
    let output = rustfmt.wait_with_output().map_err(|error| failed(&error))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|error| failed(&error))
    } else {
        Err(failed(&String::from_utf8_lossy(&output.stderr).trim()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{
        names::SliceName,
        route::{Method, RoutePath},
    };

    fn use_case(name: &str, method: Method, path: &str, role: Role, summary: &str) -> UseCase {
        UseCase::new(SliceName::parse(name).unwrap(), method, RoutePath::parse(path).unwrap(), role, Some(summary))
            .unwrap()
    }

    fn here() -> Repository {
        Repository::above(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn each_exemplar_is_what_its_own_arguments_make() {
        let exemplars = here().root().join("tools/exemplars");
        let mut rendered = Vec::new();
        for exemplar in [
            use_case("discard_draft", Method::Delete, "/api/v1/drafts", Role::User, "Discard a draft"),
            use_case("publish_notice", Method::Post, "/api/v1/notices", Role::Admin, "Publish a notice"),
            use_case("view_desk", Method::Get, "/api/v1/desk", Role::Admin, "View the desk"),
            use_case("view_time", Method::Get, "/api/v1/time", Role::Open, "Get the time"),
        ] {
            let folder = exemplars.join(exemplar.name.as_str());
            for Rendered { path, text } in render(&exemplar, &here()).unwrap() {
                let expected = fs::read_to_string(folder.join(&path)).unwrap();
                assert_eq!(text, expected, "{} {path}", exemplar.name);
            }
            rendered.push(exemplar.name.to_string());
        }
        let mut standing: Vec<_> =
            fs::read_dir(exemplars).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        standing.sort();
        assert_eq!(standing, rendered);
    }

    #[test]
    fn short_and_long_names_are_formatted_too() {
        let short = use_case("go", Method::Put, "/api/v1/a", Role::SuperAdmin, "Go");
        let controller = &render(&short, &here()).unwrap()[1].text;
        assert!(
            controller
                .contains("async fn go(go: web::Data<Go>, Administrator(actor): Administrator, body: JsonBody) ->")
        );
        let long = use_case(&"a".repeat(40), Method::Put, "/api/v1/a", Role::User, "Go");
        assert!(render(&long, &here()).unwrap()[1].text.lines().all(|line| line.len() <= 120));
    }

    #[test]
    fn an_argument_that_a_template_lacks_is_an_error() {
        assert!(environment().unwrap().render_named_str("a", "{{ nothing }}", context! {}).is_err());
    }
}
