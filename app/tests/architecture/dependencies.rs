use cargo_metadata::DependencyKind;

use crate::{
    planted::{NONE, workspace},
    workspace::{Layer, Member, Workspace},
};

/// All crates that the domain may be built from. Only small and pure ones without waiting are added.
const DOMAIN_MAY_USE: [&str; 9] =
    ["hex", "iso_currency", "secrecy", "serde", "strum", "thiserror", "time", "unicode-normalization", "uuid"];

/// Prefixes of crates that implement a protocol or a database client.
const OUTSIDE_WORLD: &[&str] =
    &["actix", "aws-", "axum", "http", "hyper", "lambda_", "opentelemetry", "reqwest", "sea-", "sqlx", "utoipa"];

/// Prefixes of database drivers and cloud clients.
const DRIVERS: [&str; 8] =
    ["aws-", "libsqlite3-sys", "mysql", "postgres", "rusqlite", "sea-orm", "sqlx", "tokio-postgres"];

/// Frameworks, each with the paths whose manifests may name it.
const FRAMEWORKS: &[(&str, &[&str])] = &[
    ("actix", &["core/presentation", "testing/test_kit", "features/", "tools/exemplars/", "app", "bench/"]),
    ("sea-", &["infra/sea_orm", "testing/test_databases", "migration"]),
    ("sqlx", &["infra/sea_orm", "migration", "bench/"]),
    ("aws-", &["infra/dynamodb", "app"]),
    ("lambda_", &["app", "bench/"]),
    ("metrics", &["infra/security", "infra/sea_orm", "app"]),
    ("opentelemetry", &["app"]),
    ("reqwest", &["infra/publishers", "clients/", "shared_features/"]),
    ("tracing-opentelemetry", &["app"]),
];

fn domain_is_built_from_a_closed_list(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in workspace.members_in(Layer::Domain) {
        for dependency in member.dependencies.iter().filter(|d| d.kind != DependencyKind::Development) {
            if !DOMAIN_MAY_USE.contains(&dependency.package.as_str()) {
                violations.push(format!("{} depends on {}", member.folder, dependency.package));
            }
        }
    }
    violations
}

fn application_knows_nothing_of_the_outside_world(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in workspace.members_in(Layer::Application) {
        for package in member.builds.iter().filter(|package| starts_with_any(package, OUTSIDE_WORLD)) {
            violations.push(format!("{} builds {package}", member.folder));
        }
    }
    violations
}

/// The crates of the workspace that a layer may use, and those that its tests may use in addition.
fn may_use(layer: Layer) -> Option<(&'static [&'static str], &'static [&'static str])> {
    match layer {
        // Tools work on the files of the repository, and a client uses nothing of the product.
        Layer::Domain | Layer::Migration | Layer::Tools | Layer::Client => Some((&[], &[])),
        Layer::Application => Some((&["domain"], &["memory_store"])),
        Layer::Presentation => Some((&["domain", "application"], &["memory_store", "test_kit"])),
        // Test support may use what it tests, and no shipped crate may use it.
        Layer::Testing => {
            Some((&["domain", "application", "presentation", "memory_store", "migration", "shared_runtime"], &[]))
        }
        Layer::Feature => Some((&["domain", "application", "presentation"], &["memory_store", "test_kit"])),
        Layer::Infra => {
            Some((&["domain", "application", "migration"], &["store_contract", "test_databases", "memory_store"]))
        }
        // The baseline shares nothing with the product.
        Layer::Bench => Some((&[], &["domain", "application", "presentation", "security"])),
        Layer::SharedFeatures => Some((&["shared_pure", "shared_runtime"], &[])),
        // The app composes all crates.
        Layer::App => None,
    }
}

fn layers_know_those_below_alone(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in &workspace.members {
        let Some((always, in_tests)) = member.layer().and_then(may_use) else { continue };
        for dependency in member.dependencies.iter().filter(|d| workspace.has_member(&d.package)) {
            let package = dependency.package.as_str();
            let is_in_tests = dependency.kind == DependencyKind::Development;
            let in_tests = is_in_tests && (in_tests.contains(&package) || package.starts_with("shared_"));
            if !always.contains(&package) && !in_tests {
                violations.push(format!("{} depends on {package}", member.folder));
            }
        }
    }
    violations
}

/// Crates in `testing` panic where a test can't continue, and so stay out of the product. Clients are for other
/// programs, and shared features would come into what is shipped.
fn testing_and_clients_serve_tests_alone(workspace: &Workspace) -> Vec<String> {
    let is_kit =
        |member: &&Member| matches!(member.layer(), Some(Layer::Testing | Layer::Client | Layer::SharedFeatures));
    let kits: Vec<&str> = workspace.members.iter().filter(is_kit).map(|member| member.name.as_str()).collect();
    let mut violations = Vec::new();
    for member in workspace.members.iter().filter(|member| !is_kit(member)) {
        for dependency in member.dependencies.iter().filter(|d| d.kind != DependencyKind::Development) {
            if kits.contains(&dependency.package.as_str()) {
                violations.push(format!("{} ships {}", member.folder, dependency.package));
            }
        }
    }
    violations
}

fn features_build_no_driver(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in workspace.members_in(Layer::Feature) {
        for package in member.builds.iter().filter(|package| starts_with_any(package, &DRIVERS)) {
            violations.push(format!("cargo test -p {} builds {package}", member.name));
        }
    }
    violations
}

fn frameworks_are_named_where_they_belong(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in &workspace.members {
        for (framework, folders) in FRAMEWORKS {
            // The prefix `sea-` does not match the workspace's own `sea_orm_store`.
            let named = member.dependencies.iter().filter(|d| d.package.starts_with(framework));
            if !starts_with_any(&member.folder, folders) {
                violations.extend(named.map(|d| format!("{} depends on {}", member.folder, d.package)));
            }
        }
    }
    violations
}

fn starts_with_any(text: &str, beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| text.starts_with(beginning))
}

#[test]
fn the_domain_is_built_from_a_few_pure_crates() {
    let planted = workspace([Member::planted("core/domain")
        .depends_on("uuid")
        .depends_on("serde_json")
        .depends_on("tokio")
        .depends_in_tests_on("proptest")]);
    assert_eq!(
        domain_is_built_from_a_closed_list(&planted),
        ["core/domain depends on serde_json", "core/domain depends on tokio"]
    );
    assert_eq!(domain_is_built_from_a_closed_list(Workspace::real()), NONE);
}

#[test]
fn the_application_knows_no_http_no_database_and_no_cloud() {
    let planted = workspace([
        Member::planted("core/application")
            .depends_on("actix-web")
            .depends_on("tokio")
            .builds("http")
            .builds("sea-orm"),
        Member::planted("core/presentation").depends_on("actix-web"),
    ]);
    assert_eq!(
        application_knows_nothing_of_the_outside_world(&planted),
        ["core/application builds actix-web", "core/application builds http", "core/application builds sea-orm"]
    );
    assert_eq!(application_knows_nothing_of_the_outside_world(Workspace::real()), NONE);
}

#[test]
fn a_layer_knows_those_below_it_and_a_feature_knows_no_other() {
    let planted = workspace([
        Member::planted("core/domain").depends_on("application"),
        Member::planted("core/application").depends_on("domain").depends_on("memory_store"),
        Member::planted("features/log_in")
            .depends_on("application")
            .depends_on("sign_up")
            .depends_in_tests_on("memory_store")
            .depends_in_tests_on("sea_orm_store"),
        Member::planted("features/sign_up").depends_on("memory_store").depends_on("serde"),
        Member::planted("infra/memory_store").depends_on("presentation").depends_in_tests_on("store_contract"),
        Member::planted("infra/sea_orm_store").depends_on("store_contract"),
        Member::planted("testing/store_contract").depends_on("domain").depends_on("sea_orm_store"),
        Member::planted("core/presentation"),
        Member::planted("app").depends_on("log_in").depends_on("memory_store"),
        Member::planted("bench/bare").depends_on("domain").depends_in_tests_on("application"),
        Member::planted("tools/api_compatibility").depends_on("presentation").depends_in_tests_on("test_kit"),
        Member::planted("testing/test_kit"),
        Member::planted("tools/slice").depends_on("clap").depends_in_tests_on("domain"),
        Member::planted("tools/exemplars/view_time").depends_on("application").depends_on("log_in"),
        Member::planted("clients/rust").depends_on("serde").depends_in_tests_on("domain"),
        Member::planted("shared_features/shared_pure").depends_on("serde").depends_on("domain"),
        Member::planted("features/log_out").depends_on("shared_pure"),
        Member::planted("features/own_sessions").depends_in_tests_on("shared_pure"),
    ]);
    assert_eq!(
        layers_know_those_below_alone(&planted),
        [
            "core/domain depends on application",
            "core/application depends on memory_store",
            "features/log_in depends on sign_up",
            "features/log_in depends on sea_orm_store",
            "features/sign_up depends on memory_store",
            "infra/memory_store depends on presentation",
            "infra/sea_orm_store depends on store_contract",
            "testing/store_contract depends on sea_orm_store",
            "bench/bare depends on domain",
            "tools/api_compatibility depends on presentation",
            "tools/api_compatibility depends on test_kit",
            "tools/slice depends on domain",
            "tools/exemplars/view_time depends on log_in",
            "clients/rust depends on domain",
            "shared_features/shared_pure depends on domain",
            "features/log_out depends on shared_pure",
        ]
    );
    assert_eq!(layers_know_those_below_alone(Workspace::real()), NONE);
}

#[test]
fn what_is_for_tests_is_not_shipped() {
    let planted = workspace([
        Member::planted("features/log_in").depends_in_tests_on("test_kit"),
        Member::planted("infra/memory").depends_on("store_contract"),
        Member::planted("app").depends_on("test_kit").depends_on("client").depends_on("shared_tools"),
        Member::planted("testing/store_contract"),
        Member::planted("testing/test_kit").depends_on("shared_tools"),
        Member::planted("shared_features/shared_tools"),
        Member::planted("clients/client"),
    ]);
    assert_eq!(
        testing_and_clients_serve_tests_alone(&planted),
        ["infra/memory ships store_contract", "app ships test_kit", "app ships client", "app ships shared_tools",]
    );
    assert_eq!(testing_and_clients_serve_tests_alone(Workspace::real()), NONE);
}

#[test]
fn testing_a_feature_builds_no_database_driver_and_no_cloud_client() {
    let planted = workspace([
        Member::planted("features/log_in").builds("tokio").builds("sqlx-core").builds("aws-config"),
        Member::planted("features/log_out").builds("mysql_async"),
        Member::planted("app").builds("sqlx-core"),
    ]);
    assert_eq!(
        features_build_no_driver(&planted),
        [
            "cargo test -p log_in builds aws-config",
            "cargo test -p log_in builds sqlx-core",
            "cargo test -p log_out builds mysql_async",
        ]
    );
    assert_eq!(features_build_no_driver(Workspace::real()), NONE);
}

#[test]
fn a_framework_is_a_dependency_where_it_belongs_alone() {
    let planted = workspace([
        Member::planted("features/log_in").depends_on("actix-web").depends_on("metrics").depends_on("sea-orm"),
        Member::planted("infra/security").depends_on("actix-web").depends_on("reqwest").depends_on("opentelemetry_sdk"),
        Member::planted("infra/publishers").depends_on("reqwest"),
        Member::planted("clients/rust").depends_on("reqwest").depends_on("actix-web"),
        Member::planted("infra/sea_orm").depends_on("sea-orm").depends_on("aws-config"),
        Member::planted("app").depends_on("actix-web").depends_on("sea_orm_store").depends_in_tests_on("sqlx"),
    ]);
    assert_eq!(
        frameworks_are_named_where_they_belong(&planted),
        [
            "features/log_in depends on sea-orm",
            "features/log_in depends on metrics",
            "infra/security depends on actix-web",
            "infra/security depends on opentelemetry_sdk",
            "infra/security depends on reqwest",
            "clients/rust depends on actix-web",
            "infra/sea_orm depends on aws-config",
            "app depends on sqlx",
        ]
    );
    assert_eq!(frameworks_are_named_where_they_belong(Workspace::real()), NONE);
}
