//! `cargo slice aggregate`: what it makes is the example of `docs/adding-an-aggregate.md`, and goes away as it came.

use std::{collections::BTreeSet, fs, path::Path};

use crate::copy::{Copy, migration_of, repository};

const SUPPLIER: [&str; 4] = ["aggregate", "supplier", "name:text(1..100):unique", "email:text(3..254)?"];
const NOTHING: [&str; 0] = [];

/// What is made besides the example: the record, the cases of the HTTP suite, sample data, and lines of documents and of the
/// lockfile.
const BESIDES: [&str; 8] = [
    "M Cargo.lock",
    "M app/tests/http/cases.rs",
    "M app/tests/http/main.rs",
    "M docs/reference/openapi.md",
    "M features/seed_store/src/sample/mod.rs",
    "?? .slices/supplier.toml",
    "?? app/tests/http/suppliers.rs",
    "?? features/seed_store/src/sample/suppliers.rs",
];

/// The files of the example by their paths in the repository, with the paths at which they lie in it.
fn example() -> Vec<(String, String)> {
    let root = repository().join("examples/supplier");
    let mut paths = Vec::new();
    collect(&root, &root, &mut paths);
    // As `Cargo.toml` it would count as a member of the workspace.
    let named = |path: String| (path.replace("manifest.toml", "Cargo.toml"), path);
    paths.into_iter().filter(|path| path != "shared.patch").map(named).collect()
}

fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, paths);
        } else {
            paths.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        }
    }
}

#[test]
fn the_example_is_what_its_own_arguments_make() {
    let copy = Copy::new();
    copy.slice(&SUPPLIER).success();
    let patched = Copy::new();
    let shared = repository().join("examples/supplier/shared.patch");
    patched.git(&["apply", "--whitespace=error", shared.to_str().unwrap()]);
    let mut expected: BTreeSet<String> = patched.changes().into_iter().collect();
    for line in &expected {
        let path = line.trim_start_matches("M ");
        assert_same(&copy.read(path), &patched.read(path), path);
    }
    for (path, kept) in example() {
        let text = fs::read_to_string(repository().join("examples/supplier").join(kept)).unwrap();
        assert_same(&copy.read(&path), &text, &path);
        expected.insert(format!("?? {path}"));
    }
    expected.extend(BESIDES.map(str::to_owned));
    assert_eq!(copy.changes().into_iter().collect::<BTreeSet<_>>(), expected);
}

/// Fails with the first line that differs.
fn assert_same(made: &str, expected: &str, path: &str) {
    for ((made, expected), number) in made.lines().zip(expected.lines()).zip(1..) {
        assert_eq!(made, expected, "line {number} of {path}");
    }
    assert!(made == expected, "{path} has another end");
}

#[test]
fn the_same_call_again_changes_nothing_and_another_one_is_refused() {
    let copy = Copy::new();
    copy.slice(&SUPPLIER).success();
    let before = copy.changes();
    assert_eq!(
        copy.slice(&SUPPLIER).success(),
        "`supplier` is there already, made by this very command. Nothing was changed.\n"
    );
    let refusal = copy.slice(&[&SUPPLIER[..], &["--read", "user"]].concat()).refusal();
    assert!(
        refusal.contains("cargo slice aggregate supplier 'name:text(1..100):unique' 'email:text(3..254)?'"),
        "{refusal}"
    );
    assert_eq!(copy.changes(), before);
}

#[test]
fn a_dry_run_shows_the_plan_and_writes_nothing() {
    let copy = Copy::new();
    let report = copy.slice(&[&SUPPLIER[..], &["--dry-run"]].concat()).success();
    assert!(report.contains("  create core/domain/src/supplier.rs ("), "{report}");
    assert!(report.contains("  edit   core/application/src/aggregates.rs (+10 lines)\n"), "{report}");
    assert_eq!(copy.changes(), NOTHING);
}

/// Aggregates of every kind of field and of every option, each after those before.
const ALL: [&[&str]; 6] = [
    &SUPPLIER,
    &[
        "aggregate",
        "brand",
        "title:text(1..80):unique",
        "number:integer(-5..9000000):unique",
        "status:enum(active,very_blocked)=active",
        "tier:enum(aa,bb)?",
        "weight:integer(0..1000)=5",
        "product:ref(product)?",
        "spare:ref(product)",
        "maker:ref(supplier)",
        "keeper:ref(user)?",
    ],
    &[
        "aggregate",
        "offer",
        "credit:money?",
        "fee:money",
        "rating:integer(1..5)?",
        "since:date?",
        "until:date",
        "visible:boolean",
        "hidden:boolean=true",
        "odd:boolean?",
    ],
    &["aggregate", "memo", "text:text(1..500)", "brand:ref(brand)?", "--owned-by", "user"],
    &["aggregate", "price_list", "code:integer(0..100000000):unique", "--read", "user", "--write", "user"],
    &["aggregate", "person", "day:date", "--read", "admin", "--plural", "people"],
];

#[test]
fn aggregates_come_one_after_the_other_and_go_in_any_order() {
    let copy = Copy::new();
    let [first, last] = [("create_suppliers", 0), ("create_people", ALL.len() - 1)]
        .map(|(what, behind)| format!("{}::", migration_of(&copy, what, behind)));
    for command in ALL {
        copy.slice(&[command, &["--force"]].concat()).success();
    }
    let migrations = copy.read("migration/src/lib.rs");
    assert!(migrations.contains(&first) && migrations.contains(&last));
    for (name, by) in [("supplier", "brand"), ("brand", "memo")] {
        assert_eq!(
            copy.slice(&["remove", name]).refusal(),
            format!("error: `{name}` can't be removed: `{by}` refers to it. Remove that first.\n")
        );
    }
    for name in ["price_list", "offer", "memo", "brand", "person", "supplier"] {
        copy.slice(&["remove", name]).success();
    }
    assert_eq!(copy.changes(), NOTHING);
}

#[test]
fn what_was_edited_is_listed_and_removed_where_that_is_meant() {
    let copy = Copy::new();
    copy.slice(&SUPPLIER).success();
    copy.write("features/supplier_crud/src/lib.rs", "// Mine.\n");
    copy.write("features/supplier_crud/src/own.rs", "");
    let aggregates = copy.read("core/application/src/aggregates.rs");
    copy.write(
        "core/application/src/aggregates.rs",
        &aggregates.replace("    SupplierName,\n", "    SupplierNames,\n"),
    );
    let before = copy.changes();
    assert_eq!(
        copy.slice(&["remove", "supplier"]).refusal(),
        "error: `supplier` is not as it was made, so nothing was removed:\n  \
         features/supplier_crud/src/lib.rs was edited\n  \
         features/supplier_crud/src/own.rs was added\n  \
         core/application/src/aggregates.rs was edited; these lines are missing, or are there twice: SupplierName,\n\
         Undo these, or give --force to remove the slice with all that was edited.\n"
    );
    assert_eq!(copy.changes(), before);
    copy.slice(&["remove", "supplier", "--force"]).success();
    assert_eq!(copy.changes(), ["M core/application/src/aggregates.rs"]);
}

#[test]
fn a_migration_that_was_released_stays_and_another_one_drops_the_table() {
    let copy = Copy::new();
    let [created, dropped, again] = [("create_suppliers", 0), ("drop_suppliers", 1), ("create_suppliers", 2)]
        .map(|(what, behind)| migration_of(&copy, what, behind));
    copy.slice(&SUPPLIER).success();
    copy.commit();
    let store = "app/tests/end_to_end/earlier_stores/0.2.0/sqlite.sql";
    copy.write(store, &format!("INSERT INTO seaql_migrations VALUES('{created}',0);\n"));
    copy.slice(&["remove", "supplier"]).success();
    let migrations = copy.read("migration/src/lib.rs");
    assert!(
        migrations
            .contains(&format!("        Box::new({created}::Migration),\n        Box::new({dropped}::Migration),\n")),
        "{migrations}"
    );
    assert!(copy.read(&format!("migration/src/{dropped}.rs")).contains("&[\"suppliers\"]"));
    assert!(copy.read(&format!("migration/src/{created}.rs")).contains("create_table"));
    assert!(!copy.changes().iter().any(|line| line.contains("D migration")));
    // Made again, it has a table of a new migration.
    copy.slice(&[&SUPPLIER[..], &["--force"]].concat()).success();
    assert!(copy.read("migration/src/lib.rs").contains(&again));
}

#[test]
fn a_migration_that_a_tag_has_was_released_and_one_behind_it_was_not() {
    let copy = Copy::new();
    let [created, added, dropped] = [("create_suppliers", 0), ("add_phone_to_suppliers", 1), ("drop_suppliers", 2)]
        .map(|(what, behind)| migration_of(&copy, what, behind));
    copy.slice(&SUPPLIER).success();
    copy.commit();
    copy.git(&["tag", "v0.2.0"]);
    copy.slice(&["field", "supplier", "phone:text(3..30)?"]).success();
    copy.slice(&["remove", "supplier"]).success();
    let migrations = copy.read("migration/src/lib.rs");
    let kept = format!("        Box::new({created}::Migration),\n        Box::new({dropped}::Migration),\n");
    assert!(migrations.contains(&kept) && !migrations.contains(&added), "{migrations}");
    assert!(!copy.at(&format!("migration/src/{added}.rs")).exists());
    assert!(copy.at(&format!("migration/src/{created}.rs")).exists());
}

#[test]
fn each_bad_argument_is_a_sentence_and_nothing_is_written() {
    let copy = Copy::new();
    for (arguments, sentence) in [
        (&["Supplier", "name:text(1..9)"][..], "`Supplier` can't be the name of a slice"),
        (&["match", "name:text(1..9)"], "`match` can't be the name of a slice: it is a keyword of Rust"),
        (&["product", "name:text(1..9)"], "`product` is taken: there is features/product_crud"),
        (&["session", "name:text(1..9)"], "`session` is taken: there is core/domain/src/session.rs"),
        (&["currency", "name:text(1..9)"], "`currency` is taken: core/domain/src/lib.rs has another `Currency`"),
        (&["event", "name:text(1..9)"], "`event` is taken: there is infra/sea_orm/src/rows/events.rs"),
        (
            &["table", "name:text(1..9)"],
            "`table` can't be the name of a slice: the code that would be made has another use",
        ),
        (&["change", "name:text(1..9)"], "`change` is taken: core/application/src/aggregates.rs has another `Change`"),
        (
            &["world", "name:text(1..9)"],
            "`world` can't be the name of a slice: the code that would be made has another use",
        ),
        (&["supplier", "name"], "`name` can't be a field: it has no `:`"),
        (
            &["supplier", "name:text(1..9)", "name:date"],
            "`supplier` can't be made: two of its fields have the name `name`",
        ),
        (&["supplier", "version:integer(1..9)"], "`version:integer(1..9)` can't be a field: `version` is taken"),
        (&["supplier", "status:enum()"], "`status:enum()` can't be a field: an enum has at least two words"),
        (
            &["supplier", "size:integer(9..1)"],
            "`size:integer(9..1)` can't be a field: the bounds `9..1` are upside down",
        ),
        (
            &["supplier", "maker:ref(brand)"],
            "`maker:ref(brand)` can't be a field: there is no aggregate `brand` to refer to. Those that there are: product, user",
        ),
        (
            &["supplier", "other:ref(supplier)"],
            "`other:ref(supplier)` can't be a field: a supplier can't refer to one of its own kind",
        ),
        (
            &["supplier", "name:text(1..9)", "--plural", "products"],
            "`supplier` is taken: there is infra/memory/src/state/products.rs",
        ),
        (&["supplier", "name:text(1..9)", "--owned-by", "product"], "`product` can't own anything"),
        (
            &["supplier", "fault:enum(aa,bb)", "fault_id:text(1..9)"],
            "`supplier` can't be made: two things of it would be called `SupplierFault`",
        ),
    ] {
        let refusal = copy.slice(&[&["aggregate"], arguments].concat()).refusal();
        assert!(refusal.starts_with(&format!("error: {sentence}")), "{refusal}");
        assert_eq!(copy.changes(), NOTHING, "{arguments:?}");
    }
}

#[test]
fn what_is_left_out_is_missing_where_there_is_no_terminal() {
    let copy = Copy::new();
    for (arguments, missing) in [(&["aggregate"][..], "NAME"), (&["aggregate", "supplier"], "FIELD")] {
        let refusal = copy.slice(arguments).refusal();
        assert!(
            refusal.starts_with(&format!("error: {missing} is missing. Give it, as in `cargo slice aggregate")),
            "{refusal}"
        );
    }
}

#[test]
fn a_place_that_is_missing_is_named_and_nothing_is_written() {
    for (path, there, instead, lacking) in [
        ("core/application/src/aggregates.rs", "enum Change", "enum Changed", "has no enum Change"),
        ("core/application/src/aggregates.rs", "fn shape", "fn form", "has no function shape with a `match self`"),
        ("core/application/src/aggregates.rs", "DUMPED_AGGREGATES", "LISTS", "has no constant DUMPED_AGGREGATES"),
        ("infra/memory/src/state/mod.rs", "struct State", "struct Contents", "has no struct State"),
        (
            "infra/sea_orm/src/rows/mod.rs",
            "match change",
            "match *change",
            "has no function written with a `match change`",
        ),
        ("migration/src/lib.rs", "fn documented", "fn all", "has no function documented with a list"),
        ("testing/contract/src/cases/mod.rs", "let groups", "let all", "has no function all with a list"),
        ("app/tests/http/roles.rs", "COLLECTIONS", "LISTS", "has no constant COLLECTIONS"),
    ] {
        let copy = Copy::new();
        copy.write(path, &copy.read(path).replace(there, instead));
        copy.commit();
        let refusal = copy.slice(&SUPPLIER).refusal();
        assert!(refusal.starts_with(&format!("error: {path} {lacking}")), "{refusal}");
        assert_eq!(copy.changes(), NOTHING, "{path}");
    }
}
