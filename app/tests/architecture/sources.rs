use std::collections::BTreeSet;

use crate::{
    planted::{NONE, workspace},
    workspace::{Layer, Member, SourceFile, Workspace},
};

/// Frameworks by the prefix or the whole name of their crate in code, each with the paths where it may be used. A path
/// is a prefix from the workspace's root, where `*` is any one folder.
const FRAMEWORKS: &[(Name, &[&str])] = &[
    (Name::Beginning("actix"), &ACTIX_FOLDERS),
    (Name::Whole("utoipa_actix_web"), &["core/presentation/"]),
    (Name::Whole("sea_orm"), &["infra/sea_orm/", "testing/test_databases/", "migration/"]),
    (Name::Whole("sea_orm_migration"), &["infra/sea_orm/", "migration/"]),
    (Name::Whole("sea_query"), &["infra/sea_orm/", "migration/"]),
    (Name::Whole("sqlx"), &["infra/sea_orm/", "migration/", "bench/"]),
    (Name::Beginning("aws_"), &["infra/dynamodb/", "app/src/lambda/"]),
    (Name::Whole("lambda_http"), &["app/src/lambda/", "bench/"]),
    (Name::Whole("lambda_runtime"), &["app/src/lambda/"]),
];

/// In a slice, only controllers and their tests speak HTTP. A slice of several use cases has a module for each.
const ACTIX_FOLDERS: [&str; 9] = [
    "core/presentation/",
    "testing/test_kit/",
    "features/*/src/controller.rs",
    "features/*/src/*/controller.rs",
    "features/*/tests/",
    "tools/exemplars/*/src/controller.rs",
    "tools/exemplars/*/tests/",
    "app/",
    "bench/",
];

/// The only reader of the environment.
const CONFIGURATION: &str = "app/src/configuration";

/// Functions that read or change a variable of the environment: of `std::env`, and of the log filter.
const ENVIRONMENT_FUNCTIONS: [&str; 6] = ["var", "var_os", "vars", "vars_os", "set_var", "remove_var"];
const FILTER_FUNCTIONS: [&str; 4] = ["from_env", "try_from_env", "from_default_env", "try_from_default_env"];

enum Name {
    Beginning(&'static str),
    Whole(&'static str),
}

impl Name {
    fn is(&self, token: &str) -> bool {
        match self {
            Self::Beginning(beginning) => token.starts_with(beginning),
            Self::Whole(name) => token == *name,
        }
    }
}

fn framework_types_stand_where_they_belong(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, source) in all_sources(workspace) {
        for (name, folders) in FRAMEWORKS {
            if !folders.iter().any(|folder| lies_at(&path, folder)) {
                violations
                    .extend(source.tokens_that(|token| name.is(token)).into_iter().map(|t| format!("{path}: {t}")));
            }
        }
    }
    violations
}

fn domain_does_not_wait(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in workspace.members_in(Layer::Domain) {
        for source in &member.sources {
            let waits = source.tokens_that(|token| matches!(token, "async" | "await" | "Future"));
            violations.extend(waits.into_iter().map(|token| format!("{}/{}: {token}", member.folder, source.path)));
        }
    }
    violations
}

fn core_and_features_have_one_form(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in &workspace.members {
        if !member.folder.starts_with("core/") && !member.folder.starts_with("features/") {
            continue;
        }
        if member.manifest.contains_key("features") {
            violations.push(format!("{}/Cargo.toml: [features]", member.folder));
        }
        let varying = member.sources.iter().filter(|source| depends_on_a_cargo_feature(source));
        violations.extend(varying.map(|source| format!("{}/{}: cfg(feature)", member.folder, source.path)));
    }
    violations
}

fn depends_on_a_cargo_feature(source: &SourceFile) -> bool {
    source.tokens.iter().zip(0..).filter(|(token, _)| matches!(token.as_str(), "cfg" | "cfg_attr")).any(|(_, at)| {
        let mut depth = 0;
        let condition = source.tokens[at + 1..].iter().skip_while(|token| *token == "!").take_while(|token| {
            match token.as_str() {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            depth > 0
        });
        condition.into_iter().any(|token| token == "feature")
    })
}

fn configuration_alone_reads_the_environment(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, source) in all_sources(workspace) {
        // cargo says by variables where a build script writes.
        if path.starts_with(CONFIGURATION) || lies_in_tests(&path) || path.ends_with("/build.rs") {
            continue;
        }
        for function in ENVIRONMENT_FUNCTIONS {
            if source.has(&["env", ":", ":", function]) {
                violations.push(format!("{path}: env::{function}"));
            }
        }
        // An import of the function, or of all of them, would hide the call.
        for opening in ["{", "*"] {
            if source.has(&["env", ":", ":", opening]) {
                violations.push(format!("{path}: env::{opening}"));
            }
        }
        let filters = source.tokens_that(|token| FILTER_FUNCTIONS.contains(&token));
        violations.extend(filters.into_iter().map(|function| format!("{path}: {function}")));
    }
    violations
}

fn slices_have_their_parts(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in workspace.members_in(Layer::Feature) {
        let has = |path: &str| member.sources.iter().any(|source| source.path == path);
        if !has("src/lib.rs") {
            violations.push(format!("{} has no lib.rs", member.folder));
        }
        let use_cases = use_case_folders(member);
        // Without HTTP a slice needs no controller: the command line calls its interactor.
        let speaks_http = member.dependencies.iter().any(|dependency| dependency.package == "presentation");
        let parts = if speaks_http { &["controller", "interactor"][..] } else { &["interactor"] };
        for part in parts {
            let lacking = use_cases.iter().filter(|folder| !has(&format!("{folder}{part}.rs")));
            violations.extend(lacking.map(|folder| format!("{}/{folder} has no {part}", member.folder)));
        }
    }
    violations
}

/// The folders of a slice that hold a use case each: its modules that have one of the parts, or, without such, the
/// slice itself.
fn use_case_folders(member: &Member) -> BTreeSet<String> {
    let is_part = |name: &str| matches!(name, "controller.rs" | "interactor.rs" | "error.rs");
    let modules = member.sources.iter().filter_map(|source| {
        let (folder, name) = source.path.strip_prefix("src/")?.rsplit_once('/')?;
        is_part(name).then(|| format!("src/{folder}/"))
    });
    let modules: BTreeSet<_> = modules.collect();
    if modules.is_empty() { BTreeSet::from(["src/".to_owned()]) } else { modules }
}

fn all_sources(workspace: &Workspace) -> impl Iterator<Item = (String, &SourceFile)> {
    workspace
        .members
        .iter()
        .flat_map(|member| member.sources.iter().map(|source| (format!("{}/{}", member.folder, source.path), source)))
}

/// Whether `path` begins with `folder`, where `*` is any one folder.
fn lies_at(path: &str, folder: &str) -> bool {
    let Some((before, after)) = folder.split_once('*') else { return path.starts_with(folder) };
    path.strip_prefix(before)
        .and_then(|rest| rest.find('/').map(|end| &rest[end..]))
        .is_some_and(|rest| lies_at(rest, after))
}

/// Tests find servers and programs through the environment.
fn lies_in_tests(path: &str) -> bool {
    path.starts_with("testing/test_databases/") || path.split('/').any(|folder| folder == "tests")
}

#[test]
fn framework_types_stand_in_their_adapters_alone() {
    let planted = workspace([
        Member::planted("features/log_in")
            .with_source("src/controller.rs", "use actix_web::web;")
            .with_source("src/interactor.rs", "use actix_web::HttpResponse; fn f(_: sea_orm::DbErr) {}")
            .with_source("tests/http.rs", "use actix_web::test;"),
        Member::planted("core/application").with_source("src/lib.rs", "// actix_web\nuse aws_sdk_dynamodb::Client;"),
        Member::planted("infra/sea_orm").with_source("src/users.rs", "use sea_orm::Select; use actix_http::Request;"),
        Member::planted("app")
            .with_source("src/lambda/mod.rs", "use lambda_runtime::run; use aws_config::SdkConfig;")
            .with_source("src/store.rs", "use sea_orm_store::connect; use sqlx::Pool; use lambda_http::Body;"),
    ]);
    assert_eq!(
        framework_types_stand_where_they_belong(&planted),
        [
            "features/log_in/src/interactor.rs: actix_web",
            "features/log_in/src/interactor.rs: sea_orm",
            "core/application/src/lib.rs: aws_sdk_dynamodb",
            "infra/sea_orm/src/users.rs: actix_http",
            "app/src/store.rs: sqlx",
            "app/src/store.rs: lambda_http",
        ]
    );
    assert_eq!(framework_types_stand_where_they_belong(Workspace::real()), NONE);
}

#[test]
fn the_domain_waits_for_nothing() {
    let planted = workspace([
        Member::planted("core/domain").with_source("src/user.rs", "/// Not async.\npub async fn load() {}"),
        Member::planted("core/application").with_source("src/lib.rs", "async fn run() {}"),
    ]);
    assert_eq!(domain_does_not_wait(&planted), ["core/domain/src/user.rs: async"]);
    assert_eq!(domain_does_not_wait(Workspace::real()), NONE);
}

#[test]
fn no_cargo_feature_changes_core_or_a_slice() {
    let planted = workspace([
        Member::planted("features/log_in")
            .with_source("src/lib.rs", "#[cfg(feature = \"x\")] mod a; #[cfg(test)] mod tests;")
            .with_source("src/interactor.rs", "#[cfg(test)] fn feature() {}"),
        Member::planted("core/domain")
            .with_source("src/a.rs", "#[cfg_attr(all(unix, feature = \"serde\"), derive(A))] struct S;")
            .with_source("src/b.rs", "fn f() { if cfg!(feature = \"x\") {} }"),
        Member::planted("core/application").with_manifest("[features]\nx = []"),
        Member::planted("infra/sea_orm").with_source("src/lib.rs", "#[cfg(feature = \"x\")] mod a;"),
    ]);
    assert_eq!(
        core_and_features_have_one_form(&planted),
        [
            "features/log_in/src/lib.rs: cfg(feature)",
            "core/domain/src/a.rs: cfg(feature)",
            "core/domain/src/b.rs: cfg(feature)",
            "core/application/Cargo.toml: [features]",
        ]
    );
    assert_eq!(core_and_features_have_one_form(Workspace::real()), NONE);
}

#[test]
fn the_environment_is_read_by_the_configuration_alone() {
    let planted = workspace([
        Member::planted("app")
            .with_source("src/configuration/sources.rs", "fn f() { std::env::vars(); }")
            .with_source("src/main.rs", "fn f() { std::env::args(); env!(\"CARGO_PKG_NAME\"); }")
            .with_source("src/server.rs", "fn f() { std::env::var(\"PORT\"); EnvFilter::from_default_env(); }")
            .with_source("tests/end_to_end.rs", "fn f() { std::env::var(\"TRANCHE_BINARY\"); }"),
        Member::planted("infra/security").with_source("src/lib.rs", "use std::env::{self, var_os};"),
    ]);
    assert_eq!(
        configuration_alone_reads_the_environment(&planted),
        ["app/src/server.rs: env::var", "app/src/server.rs: from_default_env", "infra/security/src/lib.rs: env::{",]
    );
    assert_eq!(configuration_alone_reads_the_environment(Workspace::real()), NONE);
}

#[test]
fn a_slice_is_a_controller_and_an_interactor() {
    let planted = workspace([
        Member::planted("features/log_in")
            .depends_on("presentation")
            .with_source("src/lib.rs", "")
            .with_source("src/controller.rs", "")
            .with_source("src/interactor.rs", ""),
        Member::planted("features/log_out")
            .depends_on("presentation")
            .with_source("src/lib.rs", "")
            .with_source("src/handler.rs", ""),
        Member::planted("features/prune").with_source("src/lib.rs", "").with_source("src/trees/mod.rs", ""),
        Member::planted("features/products")
            .depends_on("presentation")
            .with_source("src/lib.rs", "")
            .with_source("src/list/controller.rs", "")
            .with_source("src/list/interactor.rs", "")
            .with_source("src/view/mod.rs", "")
            .with_source("src/view/controller.rs", ""),
    ]);
    assert_eq!(
        slices_have_their_parts(&planted),
        [
            "features/log_out/src/ has no controller",
            "features/log_out/src/ has no interactor",
            "features/prune/src/ has no interactor",
            "features/products/src/view/ has no interactor",
        ]
    );
    assert_eq!(slices_have_their_parts(Workspace::real()), NONE);
}
