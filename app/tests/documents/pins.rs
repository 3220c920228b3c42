use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

use crate::{markdown::repository, tree::files};

/// Images that are built here, arguments that hold an image with its digest, and the empty image.
const OWN: [&str; 5] = ["tranche", "tranche:${TAG:-latest}", "${BUILD_IMAGE}", "${RUNTIME_IMAGE}", "scratch"];

/// A file that references external actions or images.
struct Source {
    path: String,
    text: String,
}

/// Whether a file is a workflow, a Dockerfile, a Compose file or a manifest for Kubernetes.
fn references_what_is_pinned(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    let is_yaml = path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
    let is_workflow = is_yaml && path.parent().unwrap().ends_with(".github/workflows");
    let is_manifest = is_yaml && path.starts_with(repository().join("deploy/kubernetes"));
    is_workflow || is_manifest || name.contains("Dockerfile") || (is_yaml && name.contains("compose"))
}

/// The actions that are not pinned to a commit with its release behind it, and the images without a digest.
fn unpinned(source: &Source) -> Vec<String> {
    let named = Regex::new(
        r"(?m)^(?:[\s-]*uses:|\s*image:|FROM(?: --\S+)*|ARG \w*IMAGE\w*=|COPY --from=)\s*(\S+)(?: AS (\w+))?(?: (#.*))?",
    )
    .unwrap();
    let action = Regex::new(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$").unwrap();
    let image = Regex::new(r"^[\w./-]+(:[\w.-]+)?@sha256:[0-9a-f]{64}$").unwrap();
    let release = Regex::new(r"^# v\d+\.\d+\.\d+$").unwrap();
    let mut stages = Vec::new();
    let mut unpinned = Vec::new();
    for found in named.captures_iter(&source.text) {
        let name = found[1].to_owned();
        let comment = found.get(3).map_or("", |comment| comment.as_str());
        let is_action = found[0].contains("uses:");
        let is_pinned = if is_action {
            name.starts_with("./") || (action.is_match(&name) && release.is_match(comment))
        } else {
            image.is_match(&name) || OWN.contains(&name.as_str()) || stages.contains(&name)
        };
        if !is_pinned {
            unpinned.push(format!("{}: {name}", source.path));
        }
        stages.extend(found.get(2).map(|stage| stage.as_str().to_owned()));
    }
    unpinned
}

fn sources() -> Vec<Source> {
    let root = repository();
    let paths = files().into_iter().filter(|path| references_what_is_pinned(path));
    let source = |path: PathBuf| Source {
        path: path.strip_prefix(&root).unwrap().display().to_string(),
        text: fs::read_to_string(&path).unwrap(),
    };
    paths.map(source).collect()
}

#[test]
fn what_comes_from_elsewhere_is_named_by_its_digest() {
    let sources = sources();
    for path in [
        ".github/workflows/ci.yml",
        "deploy/kubernetes/components/backup-postgres/backup.yaml",
        "docker/Dockerfile",
        "docker/compose.yaml",
        "testing/compose.yaml",
    ] {
        assert!(sources.iter().any(|source| source.path == path), "{path} is checked");
    }
    assert_eq!(sources.iter().flat_map(unpinned).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn one_image_has_one_digest_wherever_it_is_named() {
    let image = Regex::new(r"(?m)([\w-]+:[\w.-]+)@(sha256:[0-9a-f]{64})").unwrap();
    let mut digests = BTreeMap::new();
    for source in sources() {
        for found in image.captures_iter(&source.text) {
            let before = digests.insert(found[1].to_owned(), found[2].to_owned());
            assert!(before.is_none_or(|before| before == found[2]), "{}: {}", source.path, &found[1]);
        }
    }
    assert!(digests.len() > 3, "{digests:?}");
}

#[test]
fn what_a_tag_names_is_noticed() {
    let (commit, digest) = ("0123456789".repeat(4), "01234567".repeat(8));
    let text = format!(
        "      - uses: actions/checkout@v4\n      - uses: actions/checkout@{commit}\n      - uses: ./.github/own\n\
         \x20   uses: actions/cache@{commit} # v4.3.0\n    image: haproxy:3.2\n    image: haproxy:3.2@sha256:{digest} # 3.2.4\n\
         ARG BUILD_IMAGE=rust:1.95\nFROM ${{BUILD_IMAGE}} AS build\nFROM --platform=linux/amd64 debian:bookworm-slim AS runtime\n\
         COPY --from=build /a /b\nCOPY --from=busybox:1 /a /b\nFROM scratch\n"
    );
    let expected = [
        "actions/checkout@v4".to_owned(),
        format!("actions/checkout@{commit}"),
        "haproxy:3.2".to_owned(),
        "rust:1.95".to_owned(),
        "debian:bookworm-slim".to_owned(),
        "busybox:1".to_owned(),
    ];
    assert_eq!(unpinned(&Source { path: "a".to_owned(), text }), expected.map(|name| format!("a: {name}")));
}
