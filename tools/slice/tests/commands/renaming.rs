use std::{fs, path::Path};

use crate::copy::Copy;

/// The name that the product has here, as people write it and as its binary has it.
fn present(copy: &Copy) -> (String, String) {
    let said = copy.read("app/src/product.rs");
    let title = said.split("TITLE: &str = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let binary = title.to_lowercase().replace(' ', "-");
    (title, binary)
}

#[test]
fn nothing_is_left_of_the_old_name_but_the_notice() {
    let copy = Copy::whole();
    let (title, binary) = present(&copy);
    let report = copy.slice(&["rename", "Inkpot Works"]).success();
    assert!(report.starts_with("The product is called `Inkpot Works` now: "), "{report}");
    assert!(!report.contains("Left, since"), "{report}");
    assert!(report.contains("  LICENSE: Copyright (c) "), "{report}");
    for file in copy.files().into_iter().filter(|file| Path::new(file).extension() != Some("png".as_ref())) {
        let text = copy.read(&file).to_lowercase();
        let lines = text.lines().filter(|line| !line.starts_with("copyright (c) "));
        for spelling in [title.to_lowercase(), binary.clone(), binary.replace('-', "_"), binary.replace('-', "")] {
            assert!(!file.to_lowercase().contains(&spelling), "{file}");
            if let Some(line) = lines.clone().find(|line| line.contains(&spelling)) {
                panic!("{file}: {line}");
            }
        }
    }
    for (path, line) in [
        ("app/src/product.rs", "TITLE: &str = \"Inkpot Works\";"),
        ("app/Cargo.toml", "name = \"inkpot-works\"\n"),
        ("app/src/main.rs", "inkpot_works::cli::run()"),
        ("app/src/configuration/key.rs", "\"INKPOT_WORKS_\""),
        ("app/src/configuration/sections/store.rs", "sqlite://data/inkpot-works.db"),
        ("core/presentation/src/problem/mod.rs", "realm=\"inkpot-works\""),
        ("docker/compose.yaml", "image: inkpot-works:"),
        ("docker/postgres/database.sql", "CREATE ROLE inkpot_works LOGIN"),
        ("docker/observability/dashboards/inkpot-works.json", "inkpot_works_store_up"),
        ("docs/openapi.json", "\"title\": \"Inkpot Works\""),
        ("clients/typescript/src/index.ts", "export type InkpotWorks = "),
        ("clients/python/src/inkpot_works_client/__init__.py", "from inkpot_works_client.client import"),
        ("LICENSE", "Copyright (c) "),
    ] {
        assert!(copy.read(path).contains(line), "{path} lacks {line}");
    }
    copy.commit();
    let again = copy.slice(&["rename", "Inkpot Works"]).success();
    assert_eq!(again, "The product is called `Inkpot Works` already. Nothing was changed.\n");
    // A name that the other begins with is no trace of it.
    for name in ["Inkpot", "Inkpot Works", &title] {
        let report = copy.slice(&["rename", name]).success();
        assert!(!report.contains("Left, since"), "{report}");
        copy.commit();
    }
    assert_eq!(copy.difference_to_the_first_commit(), "", "there and back is where it was");
}

#[test]
fn a_name_that_is_in_use_and_a_dirty_tree_are_refused() {
    let copy = Copy::new();
    let (title, _) = present(&copy);
    for (name, sentence) in [
        ("quill", "`quill` can't be the name of the product: each of its words has a capital".to_owned()),
        ("Serde", "`Serde` can't be the name of the product: Cargo.lock has that word".to_owned()),
        ("Match", "`Match` can't be the name of the product: Rust, cargo or a file system".to_owned()),
    ] {
        let refusal = copy.slice(&["rename", name]).refusal();
        assert!(refusal.starts_with(&format!("error: {sentence}")), "{refusal}");
    }
    copy.write("notes.txt", "");
    let refusal = copy.slice(&["rename", "Quill"]).refusal();
    assert!(refusal.starts_with("error: The work tree has changes that are not committed:\n?? notes.txt"), "{refusal}");
    let plan = copy.slice(&["rename", "Quill", "--dry-run"]).success();
    assert!(plan.starts_with("The name `Quill` would do this; nothing was changed:\n"), "{plan}");
    assert_eq!(copy.changes(), ["?? notes.txt"]);
    assert!(copy.read("app/src/product.rs").contains(&title));
}

#[test]
fn a_part_of_a_word_is_left_and_reported() {
    let copy = Copy::new();
    let (_, binary) = present(&copy);
    fs::write(copy.at("notes.txt"), format!("un{binary}d\n")).unwrap();
    copy.commit();
    let report = copy.slice(&["rename", "Quill"]).success();
    assert!(report.contains(&format!("change it by hand:\n  notes.txt: un{binary}d\n")), "{report}");
}
