use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use saphyr::{LoadableYamlNode, Yaml};

use crate::{markdown::repository, tree::files};

/// An ecosystem of Dependabot, and a folder.
type Entry = (String, String);

/// The ecosystem of a file that pins what comes from elsewhere. The crates of a workspace are pinned by its lock.
fn ecosystem(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?;
    let has_extension = |wanted: &str| path.extension().is_some_and(|extension| extension == wanted);
    let is_yaml = has_extension("yml") || has_extension("yaml");
    match name {
        "Cargo.lock" => Some("cargo"),
        "package.json" => Some("npm"),
        "pyproject.toml" => Some("pip"),
        _ if name.starts_with("requirements") && has_extension("txt") => Some("pip"),
        _ if name.starts_with("Dockerfile") => Some("docker"),
        _ if is_yaml && has_a_digest(path) => Some("docker"),
        _ if is_yaml && name.contains("compose") => Some("docker-compose"),
        _ if is_yaml && path.parent()?.ends_with(".github/workflows") => Some("github-actions"),
        _ => None,
    }
}

/// Whether it is a manifest of Kubernetes with an image that a digest pins.
fn has_a_digest(path: &Path) -> bool {
    path.starts_with("deploy/kubernetes")
        && fs::read_to_string(repository().join(path)).is_ok_and(|text| text.contains("@sha256:"))
}

/// The entries that the files need. Workflows are those of the root.
fn needed<'a>(paths: impl IntoIterator<Item = &'a Path>) -> BTreeSet<Entry> {
    let entry = |path: &'a Path| {
        let ecosystem = ecosystem(path)?;
        let folder = if ecosystem == "github-actions" { Path::new("") } else { path.parent()? };
        Some((ecosystem.to_owned(), format!("/{}", folder.display())))
    };
    paths.into_iter().filter_map(entry).collect()
}

/// The entries of a configuration.
fn configured(text: &str) -> BTreeSet<Entry> {
    let documents = Yaml::load_from_str(text).unwrap();
    let mut entries = BTreeSet::new();
    for update in documents[0]["updates"].as_sequence().unwrap() {
        let ecosystem = update["package-ecosystem"].as_str().unwrap();
        let many = update.as_mapping_get("directories").and_then(Yaml::as_sequence);
        let folders = many.into_iter().flatten().chain(update.as_mapping_get("directory"));
        entries.extend(folders.map(|folder| (ecosystem.to_owned(), folder.as_str().unwrap().to_owned())));
    }
    entries
}

#[test]
fn updates_are_proposed_for_all_that_is_pinned_and_for_nothing_else() {
    let root = repository();
    let paths: Vec<_> = files().into_iter().map(|path| path.strip_prefix(&root).unwrap().to_owned()).collect();
    let needed = needed(paths.iter().map(PathBuf::as_path));
    assert!(needed.len() > 6, "{needed:?}");
    assert_eq!(configured(&fs::read_to_string(root.join(".github/dependabot.yml")).unwrap()), needed);
}

#[test]
fn what_is_pinned_is_recognized_wherever_it_is() {
    let paths = [
        ".github/workflows/ci.yml",
        "a/Dockerfile",
        "a/compose.more.yaml",
        "b/Cargo.lock",
        "b/Cargo.toml",
        "package.json",
        "c/requirements-dev.txt",
        "c/pyproject.toml",
        "c/compose.sh",
    ];
    let expected = [
        ("cargo", "/b"),
        ("docker", "/a"),
        ("docker-compose", "/a"),
        ("github-actions", "/"),
        ("npm", "/"),
        ("pip", "/c"),
    ];
    let entries = |expected: &[(&str, &str)]| -> BTreeSet<Entry> {
        expected.iter().map(|(ecosystem, folder)| ((*ecosystem).to_owned(), (*folder).to_owned())).collect()
    };
    assert_eq!(needed(paths.map(Path::new)), entries(&expected));
    let text = "updates:\n  - package-ecosystem: npm\n    directory: /x\n  - package-ecosystem: pip\n    directories: [/, /y]\n";
    assert_eq!(configured(text), entries(&[("npm", "/x"), ("pip", "/"), ("pip", "/y")]));
}
