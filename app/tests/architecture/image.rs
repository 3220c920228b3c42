use std::{fs, path::Path};

use crate::{
    planted::{NONE, workspace},
    workspace::{Member, Workspace},
};

/// The members that the build of the image does not get: cargo refuses a workspace without one of its members.
fn kept_from_the_image(workspace: &Workspace, ignore_file: &str) -> Vec<String> {
    let is_let_in = |folder: &str| ignore_file.lines().any(|line| line.strip_prefix('!') == Some(folder));
    workspace
        .members
        .iter()
        .filter(|member| !Path::new(&member.folder).ancestors().any(|folder| is_let_in(folder.to_str().unwrap())))
        .map(|member| format!("{} is not let in by .dockerignore", member.folder))
        .collect()
}

#[test]
fn the_image_is_built_from_every_member() {
    let planted = workspace([
        Member::planted("app"),
        Member::planted("clients/rust"),
        Member::planted("migration"),
        Member::planted("testing/contract"),
    ]);
    assert_eq!(
        kept_from_the_image(&planted, "*\n!app\n!clients/rust\n!migrations\ntesting\n"),
        ["migration is not let in by .dockerignore", "testing/contract is not let in by .dockerignore"]
    );
    let ignore_file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.dockerignore");
    assert_eq!(kept_from_the_image(Workspace::real(), &fs::read_to_string(ignore_file).unwrap()), NONE);
}
