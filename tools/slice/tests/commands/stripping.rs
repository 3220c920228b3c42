use std::fs;

use crate::copy::{Copy, repository};

/// The parts that have a list, sorted.
fn parts() -> Vec<String> {
    let Ok(folder) = fs::read_dir(repository().join("tools/slice/parts")) else { return Vec::new() };
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut parts: Vec<_> = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    parts.sort();
    parts
}

/// `tools/slice/combinations.sh` builds and tests what is left; this sees at once that a list no longer fits.
#[test]
fn each_list_fits_the_repository_and_leaves_no_word_of_its_part() {
    let copy = Copy::whole();
    for part in parts() {
        let plan = copy.slice(&["strip", &part, "--dry-run"]).success();
        assert!(plan.contains(", this would be done; nothing was changed:\n  "), "{plan}");
        assert!(!plan.contains("\nLeft, "), "{plan}");
        assert!(plan.contains(&format!("  delete tools/slice/parts/{part}.toml\n")), "{plan}");
    }
    assert_eq!(copy.changes(), [""; 0]);
}

#[test]
fn what_is_no_part_is_refused_and_without_a_name_the_parts_are_listed() {
    let copy = Copy::whole();
    for name in ["accounts", "log_in", "../log_in"] {
        let refusal = copy.slice(&["strip", name]).refusal();
        assert!(
            refusal.starts_with(&format!("error: `{name}` is no part that can be stripped here. Those that can: ")),
            "{refusal}"
        );
        let refusal = copy.slice(&["new", "../../quill", "--name", "Quill", "--without", name]).refusal();
        assert!(refusal.starts_with(&format!("error: `{name}` is no part that can be stripped here. ")), "{refusal}");
    }
    let list = copy.slice(&["strip"]).success();
    for part in parts() {
        assert!(list.contains(&format!("\n  {part} ")), "{list}");
    }
}

#[test]
fn a_list_that_does_not_fit_and_a_dirty_tree_are_refused() {
    let copy = Copy::whole();
    for part in parts() {
        let list = format!("tools/slice/parts/{part}.toml");
        let text = copy.read(&list);
        for (broken, sentence) in [
            (
                "files = [\n",
                "error: nowhere/at/all does not have a tracked file, as the list of the part in tools/slice/parts says.",
            ),
            ("summary", &*format!("error: {list} can't be read: ")),
        ] {
            let instead = if broken == "summary" { "sumary" } else { "files = [\n    \"nowhere/at/all\",\n" };
            copy.write(&list, &text.replacen(broken, instead, 1));
            let refusal = copy.slice(&["strip", &part, "--force"]).refusal();
            assert!(refusal.starts_with(sentence), "{refusal}");
        }
        let refusal = copy.slice(&["strip", &part]).refusal();
        assert!(refusal.starts_with("error: "), "{refusal}");
        copy.write(&list, &text);
        copy.write("notes.txt", "");
        let refusal = copy.slice(&["strip", &part]).refusal();
        assert!(
            refusal.starts_with("error: The work tree has changes that are not committed:\n?? notes.txt"),
            "{refusal}"
        );
        fs::remove_file(copy.at("notes.txt")).unwrap();
    }
    assert_eq!(copy.changes(), [""; 0]);
}
