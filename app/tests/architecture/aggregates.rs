use std::collections::{BTreeMap, BTreeSet};

use crate::{
    planted::{NONE, workspace},
    workspace::{Layer, Member, SourceFile, Workspace},
};

/// The constructors of changes that are not authorized by a role, each with the files that may call it. All others
/// begin with `Changes::by`, which requires the acting user.
const WITHOUT_A_ROLE: [(&str, &[&str]); 4] = [
    (
        "by_account_holder",
        &[
            "core/application/src/changes/mod.rs",
            "core/application/src/services/authenticator.rs",
            "core/application/src/services/session_limit.rs",
            "features/log_in/src/interactor.rs",
            "features/sign_up/src/interactor.rs",
        ],
    ),
    (
        "by_operator",
        &[
            "core/application/src/changes/mod.rs",
            "features/create_user/src/interactor.rs",
            "features/dead_letters/src/redeliver/interactor.rs",
            "features/seed_store/src/interactor.rs",
        ],
    ),
    (
        "by_owner",
        &[
            "core/application/src/changes/mod.rs",
            "features/cancel_order/src/interactor.rs",
            "features/change_password/src/interactor.rs",
            "features/log_out/src/interactor.rs",
            "features/own_sessions/src/end/interactor.rs",
            "features/place_order/src/interactor.rs",
        ],
    ),
    (
        "run_by_owner",
        &[
            "core/application/src/services/work.rs",
            "features/change_password/src/interactor.rs",
            "features/log_out/src/interactor.rs",
            "features/own_sessions/src/end/interactor.rs",
            "features/place_order/src/interactor.rs",
        ],
    ),
];

/// Each store with the trait that its mappings implement.
const MAPPINGS: &[(&str, &str)] = &[
    ("infra/dynamodb", "Stored"),
    // The reference.
    ("infra/memory", "Indexed"),
    ("infra/sea_orm", "Row"),
];

/// Names of stores, matched in any form.
const STORES: &[&str] = &["aws", "dynamo", "postgres", "seaorm", "sqlite", "sqlx"];

fn what_needs_no_role_is_named(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    // Tests act with any authority.
    for member in workspace.members.iter().filter(|member| member.layer() != Some(Layer::Testing)) {
        for source in member.sources.iter().filter(|source| is_no_test(source)) {
            let (path, code) = (format!("{}/{}", member.folder, source.path), source.code());
            let named = WITHOUT_A_ROLE.iter().filter(|(name, _)| code.contains(name));
            let unlisted = named.filter(|(_, files)| !files.contains(&path.as_str()));
            violations.extend(unlisted.map(|(name, _)| format!("{path}: {name}")));
        }
    }
    violations
}

fn is_no_test(source: &SourceFile) -> bool {
    source.path.starts_with("src/") && !source.path.split('/').any(|folder| folder == "tests")
}

/// An entry of the list above that no source uses any more is a violation: it has to be removed.
fn no_name_is_listed_in_vain(workspace: &Workspace) -> Vec<String> {
    let sources = workspace.members.iter().flat_map(|member| {
        member.sources.iter().map(move |source| (format!("{}/{}", member.folder, source.path), source))
    });
    let sources: BTreeMap<String, _> = sources.collect();
    let names = |file: &str, name: &str| sources.get(file).is_some_and(|source| source.code().contains(&name));
    let listed = WITHOUT_A_ROLE.iter().flat_map(|(name, files)| files.iter().map(move |file| (*name, *file)));
    listed.filter(|(name, file)| !names(file, name)).map(|(name, file)| format!("{file}: {name}")).collect()
}

fn core_and_features_name_no_store(workspace: &Workspace) -> Vec<String> {
    let layers = [Layer::Domain, Layer::Application, Layer::Presentation, Layer::Feature];
    let mut violations = Vec::new();
    for member in layers.into_iter().flat_map(|layer| workspace.members_in(layer)) {
        for source in member.sources.iter().filter(|source| source.path.starts_with("src/")) {
            let is_a_store = |token: &str| {
                let words = token.replace('_', "").to_lowercase();
                STORES.iter().any(|store| words.contains(store) && (*store != "aws" || token.starts_with("aws_")))
            };
            let named = source.tokens_that(is_a_store).into_iter();
            violations.extend(named.map(|token| format!("{}/{}: {token}", member.folder, source.path)));
        }
    }
    violations
}

/// The mapping of an aggregate is in a file of the same name in every store.
fn every_store_maps_the_same_aggregates(workspace: &Workspace) -> Vec<String> {
    let files: BTreeMap<&str, BTreeSet<&str>> =
        MAPPINGS.iter().map(|(folder, mapping)| (*folder, files_with(workspace, folder, mapping))).collect();
    let all: BTreeSet<&str> = files.values().flatten().copied().collect();
    let lacking = |(folder, files): (&&str, &BTreeSet<&str>)| {
        all.difference(files).map(|name| format!("{folder} has no mapping in {name}")).collect::<Vec<_>>()
    };
    files.iter().flat_map(lacking).collect()
}

/// The names of the files with an implementation of this trait.
fn files_with<'a>(workspace: &'a Workspace, folder: &str, mapping: &str) -> BTreeSet<&'a str> {
    let sources = workspace.members.iter().filter(|member| member.folder == folder).flat_map(|member| &member.sources);
    let mapped = sources.filter(|source| source.path.starts_with("src/") && source.has(&["impl", mapping, "for"]));
    mapped.filter_map(|source| source.path.rsplit('/').next()).collect()
}

#[test]
fn who_writes_without_a_role_is_named() {
    let planted = workspace([
        Member::planted("features/set_password")
            .with_source("src/interactor.rs", "fn f() { Changes::by_owner(&acting, at) }")
            .with_source("tests/set_password.rs", "fn f() { Changes::by_operator(&caller, at) }"),
        Member::planted("features/sign_up")
            .with_source("src/interactor.rs", "fn f() { Changes::by_account_holder(user, &caller, at) }"),
        Member::planted("app").with_source("src/bootstrap.rs", "use Changes as C; fn f() { C::by_operator(a, b) }"),
        Member::planted("infra/memory")
            .with_source("src/store.rs", "mod tests { fn f() { Changes::by_operator(&caller, at) } }"),
    ]);
    assert_eq!(
        what_needs_no_role_is_named(&planted),
        ["features/set_password/src/interactor.rs: by_owner", "app/src/bootstrap.rs: by_operator"]
    );
    assert_eq!(what_needs_no_role_is_named(Workspace::real()), NONE);
    assert!(
        !no_name_is_listed_in_vain(&planted)
            .contains(&"features/sign_up/src/interactor.rs: by_account_holder".to_owned())
    );
    assert!(
        no_name_is_listed_in_vain(&planted)
            .contains(&"features/log_in/src/interactor.rs: by_account_holder".to_owned())
    );
    assert_eq!(no_name_is_listed_in_vain(Workspace::real()), NONE);
}

#[test]
fn what_is_not_a_store_names_none() {
    let planted = workspace([
        Member::planted("core/application")
            .with_source("src/ports/unit_of_work.rs", "// Sqlx\nconst SEA_ORM_ROWS: u8 = 100; fn is_sqlx() {}"),
        Member::planted("features/log_in").with_source("src/interactor.rs", "struct SqlxUser; struct Laws;"),
        Member::planted("infra/sea_orm").with_source("src/lib.rs", "struct SqlxOutbox;"),
    ]);
    assert_eq!(
        core_and_features_name_no_store(&planted),
        [
            "core/application/src/ports/unit_of_work.rs: SEA_ORM_ROWS",
            "core/application/src/ports/unit_of_work.rs: is_sqlx",
            "features/log_in/src/interactor.rs: SqlxUser",
        ]
    );
    assert_eq!(core_and_features_name_no_store(Workspace::real()), NONE);
}

#[test]
fn an_aggregate_is_mapped_under_one_name_in_every_store() {
    let planted = workspace([
        Member::planted("infra/dynamodb")
            .with_source("src/items/users.rs", "impl Stored for User {}")
            .with_source("src/items/suppliers.rs", "impl Stored for Supplier {}"),
        Member::planted("infra/memory")
            .with_source("src/state/users.rs", "impl Indexed for User {}")
            .with_source("src/state/supplier.rs", "impl Indexed for Supplier {}")
            .with_source("src/state/table.rs", "pub(crate) trait Indexed {}"),
        Member::planted("infra/sea_orm")
            .with_source("src/rows/users.rs", "impl Row for User {}")
            .with_source("src/rows/suppliers.rs", "impl Row for Supplier {}"),
    ]);
    assert_eq!(
        every_store_maps_the_same_aggregates(&planted),
        [
            "infra/dynamodb has no mapping in supplier.rs",
            "infra/memory has no mapping in suppliers.rs",
            "infra/sea_orm has no mapping in supplier.rs",
        ]
    );
    assert_eq!(every_store_maps_the_same_aggregates(Workspace::real()), NONE);
    let of_memory = files_with(Workspace::real(), "infra/memory", "Indexed");
    assert!(of_memory.contains("users.rs"), "{of_memory:?}");
}
