//! `cargo slice field`: an aggregate with a field that was added later is what it would be with it from the beginning, but for its
//! migrations and what reads items without the field.

use std::fs;

use crate::copy::{Copy, migration_of};

const SUPPLIER: [&str; 4] = ["aggregate", "supplier", "name:text(1..100):unique", "email:text(3..254)?"];
const NOTHING: [&str; 0] = [];

/// What else reads an item without the field, which has the default then.
const READERS: &[&str] = &["infra/dynamodb/src/items/suppliers.rs"];

/// A copy with suppliers, committed.
fn with_suppliers() -> Copy {
    let copy = Copy::new();
    copy.slice(&SUPPLIER).success();
    copy.commit();
    copy
}

/// The paths that have other content than in the other copy.
fn differing(one: &Copy, other: &Copy) -> Vec<String> {
    let (one_files, other_files) = (one.files(), other.files());
    let all = one_files.iter().chain(other_files.iter().filter(|path| !one_files.contains(path)));
    let differs = |path: &&String| {
        !(one_files.contains(path)
            && other_files.contains(path)
            && fs::read(one.at(path)).unwrap() == fs::read(other.at(path)).unwrap())
    };
    let mut paths: Vec<String> = all.filter(differs).cloned().collect();
    paths.sort();
    paths
}

#[test]
fn a_field_that_is_added_later_is_what_it_would_be_from_the_beginning() {
    let (added, whole) = (with_suppliers(), Copy::new());
    for (field, readers) in [
        ("phone:text(3..30)?", NOTHING.as_slice()),
        ("credit:money?", NOTHING.as_slice()),
        ("rating:integer(1..5)?", NOTHING.as_slice()),
        ("since:date?", NOTHING.as_slice()),
        ("odd:boolean?", NOTHING.as_slice()),
        ("product:ref(product)?", NOTHING.as_slice()),
        ("tier:enum(aa,bb)?", NOTHING.as_slice()),
        ("status:enum(active,blocked)=active", READERS),
        ("weight:integer(0..1000)=5", READERS),
        ("hidden:boolean=true", READERS),
    ] {
        let [created, altered] = [("create_suppliers".to_owned(), 0), (added_by(field), 0)]
            .map(|(what, behind)| format!("migration/src/{}.rs", migration_of(&whole, &what, behind)));
        let altered = altered.replace(&number(&altered), &number(&migration_of(&added, "", 0)));
        added.slice(&["field", "supplier", field]).success();
        whole.slice(&[&SUPPLIER[..], &[field]].concat()).success();
        // Dumps of before are read.
        let domain = "core/domain/src/supplier.rs";
        let mut expected = vec![".slices/supplier.toml", domain, "migration/src/lib.rs", &created, &altered];
        expected.extend(readers);
        expected.sort_unstable();
        assert_eq!(differing(&added, &whole), expected, "{field}");
        let is_of_dumps = |line: &&str| !line.contains("#[serde(default");
        let (with, without) = (added.read(domain), whole.read(domain));
        let lines: Vec<_> = with.lines().filter(is_of_dumps).collect();
        if readers.is_empty() {
            assert_eq!(lines, without.lines().collect::<Vec<_>>(), "{field}");
        }
        added.reset();
        whole.reset();
    }
}

/// What the migration of a field does.
fn added_by(field: &str) -> String {
    format!("add_{}_to_suppliers", field.split_once(':').unwrap().0)
}

/// The number of a migration in its name.
fn number(migration: &str) -> String {
    migration.rsplit('/').next().unwrap()[10..16].to_owned()
}

#[test]
fn an_added_field_has_a_migration_that_leaves_the_previous_binary_alone() {
    let copy = with_suppliers();
    for (field, columns) in [
        ("phone:text(3..30)?", &[".add_column(text_null(\"phone\"))"][..]),
        ("hidden:boolean=true", &[".add_column(boolean(\"hidden\").default(true))"]),
        ("weight:integer(0..1000)=5", &[".add_column(big_integer(\"weight\").default(5_i64))"]),
        (
            "credit:money?",
            &[
                ".add_column(big_integer_null(\"credit_amount\"))",
                ".add_column(string_len_null(\"credit_currency\", 3))",
            ],
        ),
        (
            "status:enum(active,blocked)=active",
            &[
                ".add_column(string_len(\"status\", 32).default(\"active\"))",
                "index(\"suppliers_by_status_and_creation\", \"suppliers\", &[\"status\", \"created_at\", \"id\"])",
            ],
        ),
    ] {
        let path = format!("migration/src/{}.rs", migration_of(&copy, &added_by(field), 0));
        copy.slice(&["field", "supplier", field]).success();
        let migration = copy.read(&path);
        for column in columns {
            assert!(migration.contains(column), "{migration}");
        }
        assert!(migration.contains("and in those that the previous binary inserts"), "{migration}");
        copy.reset();
    }
}

#[test]
fn the_same_field_again_changes_nothing_and_what_was_made_is_removed_whole() {
    let copy = Copy::new();
    copy.slice(&SUPPLIER).success();
    for field in ["phone:text(3..30)?", "status:enum(active,blocked)=active"] {
        let report = copy.slice(&["field", "supplier", field, "--force"]).success();
        assert!(report.starts_with(&format!("The field `{field}` of `supplier` is done:\n")), "{report}");
        let (before, text) = (copy.changes(), copy.read("core/domain/src/supplier.rs"));
        assert_eq!(
            copy.slice(&["field", "supplier", field]).success(),
            format!("`supplier` has the field `{field}` already. Nothing was changed.\n")
        );
        assert_eq!((copy.changes(), copy.read("core/domain/src/supplier.rs")), (before, text));
    }
    let refusal = copy.slice(&SUPPLIER).refusal();
    assert!(
        refusal.contains(" && cargo slice field supplier 'phone:text(3..30)?' && cargo slice field supplier 'status:"),
        "{refusal}"
    );
    copy.slice(&["remove", "supplier"]).success();
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn the_tests_of_those_that_refer_to_it_follow() {
    let copy = Copy::new();
    let shipment = ["aggregate", "shipment", "number:integer(1..9999999):unique", "supplier:ref(supplier)", "--force"];
    copy.slice(&SUPPLIER).success();
    copy.slice(&shipment).success();
    copy.slice(&["field", "supplier", "phone:text(3..30)?", "--force"]).success();
    let tests = copy.read("features/shipment_crud/tests/shipment_crud/main.rs");
    assert!(tests.contains("phone: Edit::Set(Some(\"Phone A\".to_owned()))"), "{tests}");
    for name in ["shipment", "supplier"] {
        copy.slice(&["remove", name]).success();
    }
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn a_dry_run_shows_the_plan_and_writes_nothing() {
    let copy = with_suppliers();
    let report = copy.slice(&["field", "supplier", "phone:text(3..30)?", "--dry-run"]).success();
    assert!(report.contains("  edit   core/domain/src/supplier.rs (+"), "{report}");
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn edits_stay_and_count_as_edits_still() {
    let copy = with_suppliers();
    let domain = copy.read("core/domain/src/supplier.rs");
    let own = "    /// Whether it can be written to.\n    #[must_use]\n    pub fn has_email(&self) -> bool {\n        self.stored.details.email.is_some()\n    }\n\n";
    let place = "    /// The fields that users set.\n    #[must_use]\n    pub const fn details(";
    assert!(domain.contains(place));
    copy.write("core/domain/src/supplier.rs", &domain.replace(place, &format!("{own}{place}")));
    copy.commit();
    let report = copy.slice(&["field", "supplier", "phone:text(3..30)?"]).success();
    assert!(report.ends_with("\nMerged with what was edited there: core/domain/src/supplier.rs\n"), "{report}");
    let merged = copy.read("core/domain/src/supplier.rs");
    assert!(merged.contains(own) && merged.contains("pub phone: Option<SupplierPhone>"), "{merged}");
    let refusal = copy.slice(&["remove", "supplier"]).refusal();
    assert!(
        refusal.contains("nothing was removed:\n  core/domain/src/supplier.rs was edited\nUndo these"),
        "{refusal}"
    );
}

#[test]
fn edits_where_the_field_belongs_are_named_and_nothing_is_written() {
    let copy = with_suppliers();
    for (path, there, instead) in [
        (
            "core/domain/src/supplier.rs",
            "    pub email: Option<SupplierEmail>,\n}",
            "    pub mail: Option<SupplierEmail>,\n}",
        ),
        ("core/domain/src/lib.rs", "SupplierEmail, SupplierFault", "SupplierFault, SupplierEmail"),
    ] {
        let text = copy.read(path);
        assert!(text.contains(there), "{path}");
        copy.write(path, &text.replace(there, instead));
    }
    copy.commit();
    let refusal = copy.slice(&["field", "supplier", "phone:text(3..30)?"]).refusal();
    let expected = "error: `supplier` was edited where the field `phone:text(3..30)?` belongs, so nothing was written:\n  \
                    core/domain/src/supplier.rs\n  core/domain/src/lib.rs was edited; these lines are missing, or are there twice: pub use supplier::";
    assert!(refusal.starts_with(expected), "{refusal}");
    assert!(refusal.ends_with("Take these edits back, add the field, and make them again.\n"), "{refusal}");
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn each_bad_field_is_a_sentence_and_nothing_is_written() {
    let copy = with_suppliers();
    copy.slice(&["aggregate", "shipment", "number:integer(1..9999999):unique", "supplier:ref(supplier)"]).success();
    copy.slice(&[
        "use-case",
        "close_account",
        "--method",
        "DELETE",
        "--path",
        "/api/v1/auth/account",
        "--role",
        "user",
        "--force",
    ])
    .success();
    copy.commit();
    for (name, field, sentence) in [
        (
            "supplier",
            "phone:text(3..30)",
            "`supplier` can't have the field `phone:text(3..30)`: the suppliers that exist have no phone, and neither have those that \
             a binary of before creates beside the new one. Let it be absent, as in `phone:text(3..30)?`.",
        ),
        (
            "supplier",
            "status:enum(active,blocked)",
            "`supplier` can't have the field `status:enum(active,blocked)`: the suppliers that exist have no status, and neither have \
             those that a binary of before creates beside the new one. Let it be absent, as in `status:enum(active,blocked)?`, or give \
             a default, as in `status:enum(active,blocked)=active`.",
        ),
        (
            "supplier",
            "code:text(1..20):unique",
            "`supplier` can't have the field `code:text(1..20):unique`: the suppliers that exist have no code",
        ),
        (
            "supplier",
            "email:date?",
            "`supplier` can't have the field `email:date?`: two of its fields have the name `email`",
        ),
        (
            "supplier",
            "draft:text(1..9)?",
            "`supplier` can't have the field `draft:text(1..9)?`: core/domain/src/lib.rs has another `SupplierDraft`",
        ),
        (
            "supplier",
            "shipment:ref(shipment)?",
            "`supplier` can't have the field `shipment:ref(shipment)?`: `shipment` refers to `supplier` already",
        ),
        (
            "supplier",
            "brand:ref(brand)?",
            "`brand:ref(brand)?` can't be a field: there is no aggregate `brand` to refer to",
        ),
        ("supplier", "phone", "`phone` can't be a field: it has no `:`"),
        (
            "product",
            "phone:text(3..30)?",
            "`product` is no aggregate that `cargo slice aggregate` made, so its files are not known. Those that were: `shipment`, `supplier`.",
        ),
        ("close_account", "phone:text(3..30)?", "`close_account` is no aggregate that `cargo slice aggregate` made"),
    ] {
        let refusal = copy.slice(&["field", name, field]).refusal();
        assert!(refusal.starts_with(&format!("error: {sentence}")), "{refusal}");
        assert_eq!(copy.changes(), NOTHING, "{field}");
    }
    let refusal = copy.slice(&["field", "supplier"]).refusal();
    assert!(
        refusal
            .starts_with("error: FIELD is missing. Give it, as in `cargo slice field supplier 'phone:text(3..30)?'`"),
        "{refusal}"
    );
}
