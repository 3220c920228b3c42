use crate::copy::Copy;

const SOUND: [(&str, &str); 4] =
    [("name", "close_account"), ("--method", "DELETE"), ("--path", "/api/v1/auth/account"), ("--role", "user")];

/// The words of a sound command with one argument replaced; left out where there is nothing in its place.
fn command<'a>(replaced: &str, by: Option<&'a str>) -> Vec<&'a str> {
    let mut words = vec!["use-case"];
    for (option, sound) in SOUND {
        let given = if option == replaced { by } else { Some(sound) };
        let option = (option != "name").then_some(option);
        words.extend(given.into_iter().flat_map(|given| option.into_iter().chain([given])));
    }
    words
}

#[test]
fn each_bad_argument_is_a_sentence_and_nothing_is_written() {
    let copy = Copy::new();
    for (option, given, sentence) in [
        ("name", "CloseAccount", "`CloseAccount` can't be the name of a slice. A name has 2 to 40 characters"),
        ("name", "match", "`match` can't be the name of a slice: it is a keyword of Rust."),
        ("name", "log_in", "`log_in` is taken: there is features/log_in."),
        ("--method", "FETCH", "`FETCH` is no method that a use case can have. It is one of GET, POST"),
        ("--path", "api/v1/x", "`api/v1/x` can't be the path of a use case: it does not begin with /."),
        (
            "--path",
            "/api/v1/auth/logout",
            "`DELETE /api/v1/auth/logout` is served already: `logOut` of docs/openapi.json has it.",
        ),
        ("--role", "root", "`root` is no role. It is one of user, admin and super_admin"),
        ("--role", "open", "`DELETE` can't be open: a change is recorded with the user who made it."),
    ] {
        let refusal = copy.slice(&command(option, Some(given))).refusal();
        assert!(refusal.starts_with(&format!("error: {sentence}")), "{refusal}");
        assert_eq!(copy.changes(), [""; 0], "{given}");
    }
}

#[test]
fn what_is_left_out_is_missing_where_there_is_no_terminal() {
    let copy = Copy::new();
    for (option, _) in SOUND {
        let refusal = copy.slice(&command(option, None)).refusal();
        let missing = if option == "name" { "NAME" } else { option };
        assert!(
            refusal.starts_with(&format!("error: {missing} is missing. Give it, as in `cargo slice use-case")),
            "{refusal}"
        );
    }
    assert_eq!(copy.changes(), [""; 0]);
}

#[test]
fn a_work_tree_with_changes_is_refused_unless_it_is_meant() {
    let copy = Copy::new();
    copy.write("notes.txt", "");
    let command = command("", None);
    let refusal = copy.slice(&command).refusal();
    assert!(
        refusal.starts_with("error: The work tree has changes that are not committed:\n?? notes.txt\nCommit"),
        "{refusal}"
    );
    assert_eq!(copy.changes(), ["?? notes.txt"]);
    copy.slice(&[&command[..], &["--force"]].concat()).success();
}

#[test]
fn a_place_that_is_missing_is_named_and_nothing_is_written() {
    for (path, there, instead, lacking) in [
        ("app/Cargo.toml", "[dependencies]", "[dependencys]", "app/Cargo.toml has no table [dependencies]"),
        (
            "app/src/module.rs",
            "AppModule {",
            "Module {",
            "app/src/module.rs has no list `components` of the module AppModule",
        ),
        ("app/src/routes.rs", "fn slices", "fn all", "app/src/routes.rs has no function slices"),
        ("app/src/routes.rs", "const GROUPS", "const TAGS", "app/src/routes.rs has no constant GROUPS"),
        ("app/tests/http/roles.rs", "const TABLE", "const ROLES", "app/tests/http/roles.rs has no constant TABLE"),
        ("docs/reference/openapi.md", "## ", "### ", "docs/reference/openapi.md has no group of operations"),
        ("Cargo.lock", "name = \"tranche\"", "name = \"acme\"", "Cargo.lock has no package tranche"),
        ("app/src/module.rs", "}", "", "app/src/module.rs can't be read: "),
        ("docs/openapi.json", "{", "", "docs/openapi.json can't be read: "),
    ] {
        let copy = Copy::new();
        copy.write(path, &copy.read(path).replace(there, instead));
        copy.commit();
        let refusal = copy.slice(&command("", None)).refusal();
        assert!(refusal.starts_with(&format!("error: {lacking}")), "{path}: {refusal}");
        assert_eq!(copy.changes(), [""; 0], "{path}");
    }
}
