use std::{collections::BTreeSet, fs, path::Path};

use crate::{
    planted::{NONE, workspace},
    workspace::{Member, Workspace},
};

/// The top-level folders of members that the build of the image does not get: cargo refuses a workspace without one of its
/// members.
fn kept_from_the_image(workspace: &Workspace, ignore_file: &str) -> Vec<String> {
    let top_level = |member: &Member| member.folder.split('/').next().unwrap().to_owned();
    let folders: BTreeSet<_> = workspace.members.iter().map(top_level).collect();
    folders
        .into_iter()
        .filter(|folder| !ignore_file.lines().any(|line| line.strip_prefix('!') == Some(folder)))
        .map(|folder| format!(".dockerignore: has no line !{folder}"))
        .collect()
}

#[test]
fn the_image_is_built_from_every_member() {
    let planted =
        workspace([Member::planted("app"), Member::planted("testing/contract"), Member::planted("migration")]);
    assert_eq!(
        kept_from_the_image(&planted, "*\n!app\n!migrations\ntesting\n"),
        [".dockerignore: has no line !migration", ".dockerignore: has no line !testing"]
    );
    let ignore_file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.dockerignore");
    assert_eq!(kept_from_the_image(Workspace::real(), &fs::read_to_string(ignore_file).unwrap()), NONE);
}
