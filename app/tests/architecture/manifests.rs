use toml::{Table, Value};

use crate::{
    planted::{NONE, workspace},
    workspace::{Member, Workspace},
};

/// The keys of `[package]` that members inherit from the workspace.
const INHERITED: [&str; 5] = ["version", "edition", "rust-version", "license", "publish"];

fn members_inherit(workspace: &Workspace) -> Vec<String> {
    let mut violations = Vec::new();
    for member in &workspace.members {
        let package = member.manifest.get("package").and_then(Value::as_table);
        for key in INHERITED {
            if !package.and_then(|package| package.get(key)).is_some_and(is_inherited) {
                violations.push(format!("{}: {key} is not the workspace's", member.folder));
            }
        }
        if !member.manifest.get("lints").is_some_and(is_inherited) {
            violations.push(format!("{}: lints are not the workspace's", member.folder));
        }
        for (name, dependency) in dependencies(&member.manifest) {
            if !is_inherited(dependency) && !is_slice_of_app(member, dependency) {
                violations.push(format!("{}: the version of {name} is not the workspace's", member.folder));
            }
        }
    }
    violations
}

fn is_inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// Whether the app names a slice by its path, which only the app does.
fn is_slice_of_app(member: &Member, dependency: &Value) -> bool {
    let Some(table) = dependency.as_table() else { return false };
    let path = table.get("path").and_then(Value::as_str).unwrap_or_default();
    member.folder == "app" && table.len() == 1 && path.starts_with("../features/")
}

/// Every dependency of a manifest, of each kind and platform.
fn dependencies(manifest: &Table) -> impl Iterator<Item = (&String, &Value)> {
    let platforms = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let sections = std::iter::once(manifest).chain(platforms.filter_map(Value::as_table));
    sections.flat_map(|section| {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .into_iter()
            .filter_map(|kind| section.get(kind).and_then(Value::as_table))
            .flatten()
    })
}

#[test]
fn version_edition_lints_and_dependencies_come_from_the_workspace() {
    let sound = "
        [package]
        name = \"log_in\"
        version.workspace = true
        edition.workspace = true
        rust-version.workspace = true
        license.workspace = true
        publish.workspace = true
        [lints]
        workspace = true
        [dependencies]
        domain.workspace = true
        uuid = { workspace = true, features = [\"v4\"] }
    ";
    let planted = workspace([
        Member::planted("features/log_in").with_manifest(sound),
        Member::planted("features/log_out").with_manifest(&sound.replace("edition.workspace = true", "edition = \"2021\"")),
        Member::planted("features/sign_up").with_manifest(&sound.replace("[lints]\n        workspace = true", "")),
        Member::planted("features/current_user").with_manifest(&format!(
            "{sound}\nlog_in = {{ path = \"../features/log_in\" }}\nserde = \"1\"\n[dev-dependencies]\ntime = {{ version = \"0.3\" }}\n[target.'cfg(unix)'.dependencies]\nrustix = \"1\""
        )),
        Member::planted("app").with_manifest(&format!(
            "{sound}\nlog_in = {{ path = \"../features/log_in\" }}\nsign_up = {{ path = \"../features/sign_up\", version = \"1\" }}\nsecurity = {{ path = \"../infra/security\" }}"
        )),
    ]);
    assert_eq!(
        members_inherit(&planted),
        [
            "features/log_out: edition is not the workspace's",
            "features/sign_up: lints are not the workspace's",
            "features/current_user: the version of log_in is not the workspace's",
            "features/current_user: the version of serde is not the workspace's",
            "features/current_user: the version of time is not the workspace's",
            "features/current_user: the version of rustix is not the workspace's",
            "app: the version of security is not the workspace's",
            "app: the version of sign_up is not the workspace's",
        ]
    );
    assert_eq!(members_inherit(Workspace::real()), NONE);
}
