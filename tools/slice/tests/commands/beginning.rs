use std::{fs, path::Path, process::Command};

use crate::copy::Copy;

/// Runs git, which must succeed, and returns what it prints.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.test", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn a_repository_begins_anew_and_an_update_is_merged_into_it() {
    let (copy, outside) = (Copy::new(), tempfile::tempdir().unwrap());
    let at = |name: &str| outside.path().join(name).to_str().unwrap().to_owned();
    let make = |name: &str| copy.slice(&["new", &at(name), "--name", "Quill Works"]).success();
    let report = make("quill");
    let commit = git(&copy.at("."), &["rev-parse", "HEAD"]);
    assert!(report.contains(&format!("with one commit, made of version {} at {commit}.", version(&copy))), "{report}");
    let quill = outside.path().join("quill");
    assert_eq!(git(&quill, &["log", "--format=%s"]), "Begin Quill Works");
    assert_eq!(git(&quill, &["status", "--porcelain"]), "");
    assert!(fs::read_to_string(quill.join("app/Cargo.toml")).unwrap().contains("name = \"quill-works\""));
    let origin = fs::read_to_string(quill.join(".origin.toml")).unwrap();
    assert!(origin.contains(&format!("commit = \"{commit}\"\n")), "{origin}");
    assert!(origin.ends_with("\n[answers]\nname = \"Quill Works\"\nwithout = []\n"), "{origin}");
    assert_eq!(copy.changes(), [""; 0]);

    // Both go on: the update that is merged is the difference of what the two commits of the origin become under the name.
    let routes = "docs/tutorial/tour.md";
    copy.write(routes, &format!("{}\nAn update.\n", copy.read(routes)));
    copy.commit();
    fs::write(quill.join("own.txt"), "Own work.\n").unwrap();
    git(&quill, &["add", "--all"]);
    git(&quill, &["commit", "--quiet", "--message", "Own work"]);
    make("next");
    git(&quill, &["fetch", "--quiet", &at("next"), "main"]);
    let first = git(&quill, &["rev-list", "--max-parents=0", "HEAD"]);
    let update = git(&quill, &["commit-tree", "FETCH_HEAD^{tree}", "-p", &first, "-m", "Update"]);
    git(&quill, &["merge", "--quiet", "--no-edit", &update]);
    assert!(fs::read_to_string(quill.join(routes)).unwrap().ends_with("\nAn update.\n"));
    assert!(quill.join("own.txt").exists());
}

fn version(copy: &Copy) -> String {
    let manifest = copy.read("Cargo.toml");
    manifest.split("[workspace.package]\nversion = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_place_that_is_taken_or_inside_and_a_bad_name_are_refused_and_nothing_is_made() {
    let (copy, outside) = (Copy::new(), tempfile::tempdir().unwrap());
    let place = outside.path().join("quill");
    let place = place.to_str().unwrap();
    for (arguments, sentence) in [
        (["new", outside.path().to_str().unwrap(), "--name", "Quill"], " exists. Remove it, or choose another name."),
        (["new", "../quill", "--name", "Quill"], "../quill lies in this repository. Choose a place outside of it"),
        (
            ["new", place, "--name", "quill"],
            "`quill` can't be the name of the product: each of its words has a capital",
        ),
        (["new", place, "--name", "Serde"], "`Serde` can't be the name of the product: Cargo.lock has that word"),
    ] {
        let refusal = copy.slice(&arguments).refusal();
        assert!(refusal.contains(sentence), "{refusal}");
    }
    copy.write("notes.txt", "");
    let refusal = copy.slice(&["new", place, "--name", "Quill"]).refusal();
    assert!(refusal.contains("The work tree has changes that are not committed:\n?? notes.txt"), "{refusal}");
    assert!(
        copy.slice(&["new", place]).refusal().starts_with("error: --name is missing. Give it, as in `cargo slice new")
    );
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    assert_eq!(copy.changes(), ["?? notes.txt"]);
}
