use crate::copy::Copy;

const CLOSE_ACCOUNT: [&str; 8] =
    ["use-case", "close_account", "--method", "DELETE", "--path", "/api/v1/auth/account", "--role", "user"];

#[test]
fn a_use_case_is_made_registered_served_and_documented() {
    let copy = Copy::new();
    let report = copy.slice(&CLOSE_ACCOUNT).success();
    assert_eq!(
        copy.changes(),
        [
            "M Cargo.lock",
            "M app/Cargo.toml",
            "M app/src/module.rs",
            "M app/src/routes.rs",
            "M app/tests/http/roles.rs",
            "M docs/reference/openapi.md",
            "?? .slices/close_account.toml",
            "?? features/close_account/Cargo.toml",
            "?? features/close_account/src/controller.rs",
            "?? features/close_account/src/interactor.rs",
            "?? features/close_account/src/lib.rs",
            "?? features/close_account/tests/close_account.rs",
        ]
    );
    for (path, line) in [
        ("Cargo.lock", " \"close_account\",\n"),
        ("app/Cargo.toml", "close_account = { path = \"../features/close_account\" }\nconfig.workspace"),
        ("app/src/module.rs", "use close_account::CloseAccount;\n"),
        ("app/src/module.rs", "            CloseAccount,\n"),
        ("app/src/routes.rs", "        .and(close_account::routes(module))\n}\n"),
        (
            "app/tests/http/roles.rs",
            "    (\"DELETE\", \"/api/v1/auth/account\", [401, 401, 204, 204, 204]),\n    (\"GET\", \"/api/v1/users\"",
        ),
        ("docs/reference/openapi.md", "|---|---|\n| `DELETE /api/v1/auth/account` | Close account |\n| `POST"),
        ("features/close_account/src/controller.rs", "#[delete(\"/api/v1/auth/account\")]\n"),
    ] {
        assert!(copy.read(path).contains(line), "{path} lacks {line}");
        assert!(report.contains(path), "{report}");
    }
    for step in [
        "cargo test -p close_account",
        "make openapi",
        "make clients",
        "CHANGELOG.md",
        "make ci",
        "cargo slice remove close_account",
    ] {
        assert!(report.contains(step), "{report}");
    }
}

#[test]
fn the_same_call_again_changes_nothing_and_another_is_refused() {
    let copy = Copy::new();
    copy.slice(&CLOSE_ACCOUNT).success();
    let (changes, record) = (copy.changes(), copy.read(".slices/close_account.toml"));
    let answer = copy.slice(&CLOSE_ACCOUNT).success();
    assert_eq!(answer, "`close_account` is there already, made by this very command. Nothing was changed.\n");
    let other = copy.slice(&[&CLOSE_ACCOUNT[..], &["--summary", "Close it"]].concat()).refusal();
    assert!(
        other.starts_with("error: The slice `close_account` exists, made by `cargo slice use-case close_account"),
        "{other}"
    );
    assert_eq!((copy.changes(), copy.read(".slices/close_account.toml")), (changes, record));
}

#[test]
fn a_dry_run_shows_the_plan_and_changes_nothing() {
    let copy = Copy::new();
    copy.write("notes.txt", "A change that is not committed is no hindrance here.");
    let report = copy.slice(&[&CLOSE_ACCOUNT[..], &["--dry-run"]].concat()).success();
    assert!(report.starts_with("The use case `close_account` would do this; nothing was changed:\n"), "{report}");
    assert!(report.contains("  edit   app/src/module.rs (+2 lines)\n"), "{report}");
    assert_eq!(copy.changes(), ["?? notes.txt"]);
}

#[test]
fn a_collection_that_is_new_has_a_group_of_its_own() {
    let copy = Copy::new();
    copy.add("publish_notice2", "POST", "/api/v1/notices", "admin");
    let routes = copy.read("app/src/routes.rs");
    assert!(routes.contains("\"),\n    (\"Notices\", \"Publish notice2.\"),\n    (\"System\""), "{routes}");
    assert!(copy.read("app/tests/http/roles.rs").contains("\"/api/v1/notices\", [401, 401, 403, 204, 204]),\n];"));
    assert!(copy.read("docs/reference/openapi.md").contains("\n## Notices\n\n| call"));
    copy.add("list_notices", "GET", "/api/v1/notices", "open");
    assert_eq!(copy.read("app/src/routes.rs").matches("(\"Notices\", ").count(), 1);
    let list = copy.read("docs/reference/openapi.md");
    assert!(list.contains("| `GET /api/v1/notices` | List notices |\n| `POST /api/v1/notices` |"), "{list}");
}
