use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, PackageId};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The workspace as the rules see it.
pub(crate) struct Workspace {
    pub(crate) members: Vec<Member>,
}

/// A crate of the workspace.
pub(crate) struct Member {
    pub(crate) name: String,
    /// Its path from the workspace's root: `features/log_in`.
    pub(crate) folder: String,
    /// The dependencies of its manifest.
    pub(crate) dependencies: Vec<Dependency>,
    /// Every package that `cargo test -p` of it builds.
    pub(crate) builds: BTreeSet<String>,
    pub(crate) manifest: toml::Table,
    pub(crate) sources: Vec<SourceFile>,
}

/// A dependency by the name of its package, even if a manifest renames it.
pub(crate) struct Dependency {
    pub(crate) package: String,
    pub(crate) kind: DependencyKind,
}

/// A Rust file, without its comments.
pub(crate) struct SourceFile {
    /// Its path from the folder of its crate: `src/controller.rs`.
    pub(crate) path: String,
    /// Identifiers, punctuation and brackets in order; a literal is `"`, since its content is no code.
    pub(crate) tokens: Vec<String>,
}

/// The layer of a crate, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Domain,
    Application,
    Presentation,
    Testing,
    Feature,
    Infra,
    Migration,
    App,
    /// Benchmarks and their baselines, which are no part of the product.
    Bench,
    /// Programs that work on the files of this repository.
    Tools,
    /// Clients of the API, which know its document and nothing of the product.
    Client,
    /// Manifests that name features of dependencies, without code.
    SharedFeatures,
}

static REAL: LazyLock<Workspace> = LazyLock::new(Workspace::read);

impl Workspace {
    /// The workspace that this test belongs to.
    pub(crate) fn real() -> &'static Self {
        &REAL
    }

    pub(crate) fn members_in(&self, layer: Layer) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.layer() == Some(layer))
    }

    pub(crate) fn has_member(&self, package: &str) -> bool {
        self.members.iter().any(|member| member.name == package)
    }

    fn read() -> Self {
        // Of one platform only: dependencies of the others need not be downloaded to test here.
        let metadata = MetadataCommand::new()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .features(CargoOpt::AllFeatures)
            .other_options(["--locked".to_owned(), "--filter-platform".to_owned(), host_platform()])
            .exec()
            .unwrap();
        let names: HashMap<&PackageId, &str> =
            metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
        let members = metadata
            .workspace_packages()
            .into_iter()
            .map(|package| {
                let folder = package.manifest_path.parent().unwrap();
                let dependencies = package
                    .dependencies
                    .iter()
                    .map(|dependency| Dependency { package: dependency.name.clone(), kind: dependency.kind })
                    .collect();
                Member {
                    name: package.name.to_string(),
                    folder: folder.strip_prefix(&metadata.workspace_root).unwrap().as_str().replace('\\', "/"),
                    dependencies,
                    builds: built_by(&metadata, &package.id).into_iter().map(|id| names[id].to_owned()).collect(),
                    manifest: fs::read_to_string(&package.manifest_path).unwrap().parse().unwrap(),
                    sources: sources_below(folder.as_std_path()),
                }
            })
            .collect();
        Self { members }
    }
}

impl Member {
    pub(crate) fn layer(&self) -> Option<Layer> {
        match self.folder.as_str() {
            "core/domain" => Some(Layer::Domain),
            "core/application" => Some(Layer::Application),
            "core/presentation" => Some(Layer::Presentation),
            "migration" => Some(Layer::Migration),
            "app" => Some(Layer::App),
            folder if folder.starts_with("features/") => Some(Layer::Feature),
            // What `cargo slice` makes, as it stands in no product.
            folder if folder.starts_with("tools/exemplars/") => Some(Layer::Feature),
            folder if folder.starts_with("infra/") => Some(Layer::Infra),
            folder if folder.starts_with("testing/") => Some(Layer::Testing),
            folder if folder.starts_with("bench/") => Some(Layer::Bench),
            folder if folder.starts_with("tools/") => Some(Layer::Tools),
            folder if folder.starts_with("clients/") => Some(Layer::Client),
            folder if folder.starts_with("shared_features/") => Some(Layer::SharedFeatures),
            _ => None,
        }
    }
}

impl SourceFile {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        Self { path: path.to_owned(), tokens }
    }

    /// The tokens, without those of inline modules, which are the file's tests.
    pub(crate) fn code(&self) -> Vec<&str> {
        let (mut code, mut tokens) = (Vec::new(), self.tokens.iter().map(String::as_str));
        while let Some(token) = tokens.next() {
            code.push(token);
            if token == "{" && matches!(code[..], [.., "mod", _, _]) {
                let mut depth = 1;
                let rest = tokens.by_ref().take_while(|token| {
                    depth += i32::from(*token == "{") - i32::from(*token == "}");
                    depth > 0
                });
                rest.for_each(drop);
            }
        }
        code
    }

    /// Whether these tokens occur in a row.
    pub(crate) fn has(&self, sequence: &[&str]) -> bool {
        self.tokens.windows(sequence.len()).any(|window| window == sequence)
    }

    /// The distinct tokens that `is_sought` picks out.
    pub(crate) fn tokens_that(&self, is_sought: impl Fn(&str) -> bool) -> BTreeSet<&str> {
        self.tokens.iter().map(String::as_str).filter(|token| is_sought(token)).collect()
    }
}

fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(open.to_owned());
                flatten(group.stream(), tokens);
                tokens.push(close.to_owned());
            }
            TokenTree::Literal(_) => tokens.push("\"".to_owned()),
            TokenTree::Ident(ident) => tokens.push(ident.to_string().trim_start_matches("r#").to_owned()),
            TokenTree::Punct(punct) => tokens.push(punct.to_string()),
        }
    }
}

/// The packages that `cargo test -p` of the package builds: its own dependencies of every kind, and all indirect ones
/// but those for tests.
fn built_by<'a>(metadata: &'a Metadata, root: &'a PackageId) -> BTreeSet<&'a PackageId> {
    let nodes: HashMap<_, _> =
        metadata.resolve.as_ref().unwrap().nodes.iter().map(|node| (&node.id, &node.deps)).collect();
    let mut built = BTreeSet::new();
    let mut open = vec![root];
    while let Some(package) = open.pop() {
        for dependency in nodes[package] {
            let for_tests_alone = dependency.dep_kinds.iter().all(|kind| kind.kind == DependencyKind::Development);
            if (package == root || !for_tests_alone) && built.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    built
}

fn host_platform() -> String {
    let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap().stdout;
    let version = String::from_utf8(version).unwrap();
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

fn sources_below(folder: &Path) -> Vec<SourceFile> {
    let mut sources = Vec::new();
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let relative = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push(SourceFile::new(&relative, &fs::read_to_string(&path).unwrap()));
        }
    }
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    sources
}

#[test]
fn the_real_workspace_is_read_whole() {
    let real = Workspace::real();
    for name in ["domain", "application", "presentation", "log_in", "security", "migration", "tranche"] {
        let member = real.members.iter().find(|member| member.name == name).unwrap_or_else(|| panic!("no {name}"));
        assert!(!member.sources.is_empty(), "{name} has no sources");
        assert_eq!(member.manifest["package"]["name"].as_str(), Some(name));
    }
    let sea_orm_store = real.members.iter().find(|member| member.name == "sea_orm_store").unwrap();
    assert!(sea_orm_store.builds.contains("sea-orm"), "the drivers are named as the rules name them");
}

#[test]
fn comments_and_literals_are_no_code_and_raw_names_are_names() {
    let source =
        SourceFile::new("x.rs", "/// actix_web\n// sqlx\nfn r#sea() { let _ = \"aws_config\"; /* std::env */ }");
    assert_eq!(source.tokens_that(|token| token.starts_with("actix") || token.contains("sqlx")).len(), 0);
    assert!(source.has(&["fn", "sea", "(", ")", "{"]));
    assert!(source.has(&["=", "\"", ";"]));
}

#[test]
fn a_crate_in_an_unknown_folder_is_found() {
    let nowhere = |workspace: &Workspace| -> Vec<String> {
        workspace.members.iter().filter(|m| m.layer().is_none()).map(|m| m.folder.clone()).collect()
    };
    let planted = Workspace { members: vec![Member::planted("utilities/strings"), Member::planted("features/log_in")] };
    assert_eq!(nowhere(&planted), ["utilities/strings"]);
    assert_eq!(nowhere(Workspace::real()), Vec::<String>::new());
}
