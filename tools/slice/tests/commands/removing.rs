use std::fs;

use crate::copy::Copy;

const NOTHING: [String; 0] = [];

#[test]
fn nothing_is_left_of_what_is_removed() {
    let copy = Copy::new();
    let slices = [
        ("close_account", "DELETE", "/api/v1/auth/account", "user"),
        ("publish_notice2", "POST", "/api/v1/notices", "super_admin"),
        ("list_notices", "GET", "/api/v1/notices", "open"),
    ];
    // In either order: lines of one stand beside lines of another.
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        for (name, method, path, role) in slices {
            copy.add(name, method, path, role);
        }
        for number in order {
            let report = copy.slice(&["remove", slices[number].0]).success();
            assert!(report.starts_with(&format!("The removal of `{}` is done:\n", slices[number].0)), "{report}");
            for step in ["git status", "make openapi", "make clients", "make ci"] {
                assert!(report.contains(&format!("\n  {step} ")), "{report}");
            }
        }
        assert_eq!(copy.changes(), NOTHING);
    }
    assert!(!copy.at(".slices").exists() && !copy.at("features/close_account").exists());
}

#[test]
fn a_group_goes_with_the_last_slice_of_its_collection() {
    let copy = Copy::new();
    copy.add("publish_notice2", "POST", "/api/v1/notices", "admin");
    copy.add("list_notices", "GET", "/api/v1/notices", "user");
    copy.slice(&["remove", "publish_notice2"]).success();
    assert!(copy.read("app/src/routes.rs").contains("(\"Notices\", \"Publish notice2.\")"));
    copy.slice(&["remove", "list_notices"]).success();
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn the_openapi_document_is_rid_of_the_operation() {
    let copy = Copy::new();
    let original = copy.read("docs/openapi.json");
    copy.add("close_account", "DELETE", "/api/v1/auth/account", "user");
    // As `make openapi` would write it, as far as it matters here.
    let path = "    \"/api/v1/auth/account\": {\n      \"delete\": {\n        \"operationId\": \"closeAccount\"\n      }\n    },\n";
    let place = "    \"/api/v1/auth/login\": {\n";
    assert!(original.contains(place));
    copy.write("docs/openapi.json", &original.replacen(place, &format!("{path}{place}"), 1));
    copy.slice(&["remove", "close_account"]).success();
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn edits_are_listed_and_kept_unless_they_are_to_go() {
    let copy = Copy::new();
    copy.add("close_account", "DELETE", "/api/v1/auth/account", "user");
    copy.write("features/close_account/src/lib.rs", "//! Mine.\n");
    copy.write("features/close_account/src/mine.rs", "");
    fs::remove_file(copy.at("features/close_account/tests/close_account.rs")).unwrap();
    let routes = copy.read("app/src/routes.rs").replace("        .and(close_account::routes(module))\n", "");
    copy.write("app/src/routes.rs", &routes);
    let before = copy.changes();
    assert_eq!(
        copy.slice(&["remove", "close_account"]).refusal(),
        "error: `close_account` is not as it was made, so nothing was removed:\n  \
         features/close_account/src/lib.rs was edited\n  \
         features/close_account/tests/close_account.rs is gone\n  \
         features/close_account/src/mine.rs was added\n  \
         app/src/routes.rs was edited; this line is missing, or is there twice: .and(close_account::routes(module))\n\
         Undo these, or give --force to remove the slice with all that was edited.\n"
    );
    assert_eq!(copy.changes(), before);
    copy.slice(&["remove", "close_account", "--force"]).success();
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn an_edited_row_goes_with_its_slice() {
    let copy = Copy::new();
    for (name, method, path) in
        [("close_account", "DELETE", "/api/v1/auth/account"), ("publish_notice2", "POST", "/api/v1/notices")]
    {
        copy.add(name, method, path, "user");
        let roles = copy.read("app/tests/http/roles.rs");
        for edited in [
            format!("(\"{method}\", \"{path}\", [401, 401, 204, 204, 403]),"),
            format!("(\n        \"{method}\",\n        \"{path}\",\n        [401, 401, 204, 204, 403],\n    ),"),
        ] {
            let made = format!("(\"{method}\", \"{path}\", [401, 401, 204, 204, 204]),");
            assert!(roles.contains(&made), "{roles}");
            copy.write("app/tests/http/roles.rs", &roles.replace(&made, &edited));
            let refusal = copy.slice(&["remove", name]).refusal();
            assert!(
                refusal.contains("app/tests/http/roles.rs was edited; this line is missing, or is there twice: "),
                "{refusal}"
            );
            let report = copy.slice(&["remove", name, "--force"]).success();
            assert!(!report.contains("Left"), "{report}");
            assert_eq!(copy.changes(), NOTHING);
            copy.add(name, method, path, "user");
        }
        copy.slice(&["remove", name]).success();
    }
}

#[test]
fn an_edited_group_is_kept_while_it_has_slices_and_then_goes_where_that_is_meant() {
    let copy = Copy::new();
    copy.add("publish_notice2", "POST", "/api/v1/notices", "admin");
    copy.add("list_notices", "GET", "/api/v1/notices", "user");
    let routes = copy.read("app/src/routes.rs").replace("\"Publish notice2.\"", "\"What users are shown.\"");
    copy.write("app/src/routes.rs", &routes);
    copy.slice(&["remove", "publish_notice2"]).success();
    assert!(copy.read("app/src/routes.rs").contains("(\"Notices\", \"What users are shown.\")"));
    let before = copy.changes();
    assert_eq!(
        copy.slice(&["remove", "list_notices"]).refusal(),
        "error: `list_notices` is not as it was made, so nothing was removed:\n  \
         app/src/routes.rs was edited; this line is missing, or is there twice: (\"Notices\", \"Publish notice2.\"),\n\
         Undo these, or give --force to remove the slice with all that was edited.\n"
    );
    assert_eq!(copy.changes(), before);
    copy.slice(&["remove", "list_notices", "--force"]).success();
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn a_line_that_was_edited_beyond_recognition_is_reported() {
    let copy = Copy::new();
    copy.add("close_account", "DELETE", "/api/v1/auth/account", "user");
    let routes = copy.read("app/src/routes.rs");
    copy.write("app/src/routes.rs", &routes.replace("(close_account::routes(module))", "(close_account::routes(all))"));
    let left = "\nLeft, since it was edited: app/src/routes.rs: .and(close_account::routes(all))\n";
    let command = ["remove", "close_account", "--force", "--dry-run"];
    for command in [&command[..], &command[..3]] {
        let report = copy.slice(command).success();
        assert!(report.ends_with(left), "{report}");
    }
    assert_eq!(copy.changes(), ["M app/src/routes.rs"]);
}

#[test]
fn a_dry_run_removes_nothing() {
    let copy = Copy::new();
    copy.add("close_account", "DELETE", "/api/v1/auth/account", "user");
    let before = copy.changes();
    let report = copy.slice(&["remove", "close_account", "--dry-run"]).success();
    assert!(report.contains("  delete features/close_account/src/lib.rs\n"), "{report}");
    assert_eq!(copy.changes(), before);
}

#[test]
fn what_was_not_made_by_the_command_is_not_removed_by_it() {
    let copy = Copy::new();
    let refusal = copy.slice(&["remove", "log_in"]).refusal();
    let expected =
        "error: `log_in` was not made by this command: there is no .slices/log_in.toml. No slice was made by it yet.\n";
    assert_eq!(refusal, expected);
    copy.add("close_account", "DELETE", "/api/v1/auth/account", "user");
    let refusal = copy.slice(&["remove", "log_in"]).refusal();
    assert!(refusal.ends_with("Those that were: close_account.\n"), "{refusal}");
    assert!(copy.slice(&["remove", "../log_in"]).refusal().contains("can't be the name of a slice"));
}
