//! Whether a use case has a place: what has its name or serves its operation already.

use std::collections::BTreeSet;

use crate::{
    manifests::Lockfile,
    names::SliceName,
    openapi::OpenApi,
    operation::Operation,
    paths::{LOCKFILE, MODULE, OPENAPI, ROLES, TABLE, folder},
    refusal::Refusal,
    repository::Repository,
    rust_file::RustFile,
    templates,
    tokens::identifiers,
    use_case::UseCase,
};

/// Names that every Rust file has for something else.
pub(crate) const PRELUDE: [&str; 28] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Vec",
];

/// Refuses a use case of which the name or the operation is taken.
///
/// # Errors
/// [`Refusal::NameTaken`], [`Refusal::ReservedName`], [`Refusal::OperationTaken`], and what files can't be read by.
pub(crate) fn refuse(use_case: &UseCase, repository: &Repository) -> Result<(), Refusal> {
    refuse_name(&use_case.name, repository)?;
    refuse_operation(use_case, repository)?;
    refuse_name_in_code(use_case)
}

fn refuse_name(name: &SliceName, repository: &Repository) -> Result<(), Refusal> {
    let taken = |by: String| Err(Refusal::NameTaken { name: name.to_string(), by });
    let folder = folder(name.as_str());
    if repository.exists(&folder) {
        return taken(format!("there is {folder}"));
    }
    if Lockfile::read(LOCKFILE, &repository.read(LOCKFILE)?).packages().contains(name.as_str()) {
        return taken(format!("{LOCKFILE} has a package of that name"));
    }
    let type_name = name.type_name();
    if RustFile::parse(MODULE, repository.read(MODULE)?)?.names(&type_name) {
        return taken(format!("{MODULE} has another `{type_name}`"));
    }
    match OpenApi::parse(OPENAPI, &repository.read(OPENAPI)?)?.operation_with_id(&name.operation_id()) {
        Some(operation) => taken(format!("`{operation}` has the id `{}`", name.operation_id())),
        None => Ok(()),
    }
}

fn refuse_operation(use_case: &UseCase, repository: &Repository) -> Result<(), Refusal> {
    let operation = Operation { method: use_case.method, path: &use_case.path };
    let taken = |by: String| {
        let (method, path) = (use_case.method.to_string(), use_case.path.to_string());
        Err(Refusal::OperationTaken { method, path, by })
    };
    if let Some(id) = OpenApi::parse(OPENAPI, &repository.read(OPENAPI)?)?.id_of(&operation) {
        return taken(format!("`{id}` of {OPENAPI}"));
    }
    let roles = RustFile::parse(ROLES, repository.read(ROLES)?)?;
    if roles.rows(TABLE)?.entries().iter().any(|row| operation.begins(row)) {
        return taken(format!("a row of {ROLES}"));
    }
    Ok(())
}

/// Refuses a name that the code of every slice has for something else, such as `request`.
fn refuse_name_in_code(use_case: &UseCase) -> Result<(), Refusal> {
    let name = &use_case.name;
    // The same use case under a name that no code has.
    let other = UseCase { name: SliceName::parse("zzz_zzz")?, ..use_case.clone() };
    let mut names: BTreeSet<String> = PRELUDE.map(str::to_owned).into();
    for file in templates::draft(&other)?.iter().filter(|file| file.is_code()) {
        names
            .extend(identifiers(&file.text).map_err(|reason| Refusal::Unreadable { file: file.path.clone(), reason })?);
    }
    if names.contains(name.as_str()) || names.contains(&name.type_name()) {
        let reason = "the code that would be made has another use for it".to_owned();
        return Err(Refusal::ReservedName { name: name.to_string(), reason });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::route::{Method, Role, RoutePath};

    fn refusal(name: &str, method: Method, path: &str) -> Option<String> {
        let (name, path) = (SliceName::parse(name).unwrap(), RoutePath::parse(path).unwrap());
        let use_case = UseCase::new(name, method, path, Role::User, None).unwrap();
        let repository = Repository::above(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        refuse(&use_case, &repository).err().map(|refusal| refusal.to_string())
    }

    #[test]
    fn a_name_that_anything_has_is_refused_with_what_has_it() {
        for (name, by) in [
            ("log_in", "`log_in` is taken: there is features/log_in."),
            ("actix_web", "`actix_web` is taken: Cargo.lock has a package of that name."),
            ("discard_draft", "`discard_draft` is taken: Cargo.lock has a package of that name."),
            ("list_users", "`list_users` is taken: there is features/list_users."),
            ("view_user", "`view_user` is taken: app/src/module.rs has another `ViewUser`."),
            ("sessions", "`sessions` is taken: app/src/module.rs has another `Sessions`."),
            ("liveness", "`liveness` is taken: `GET /livez` has the id `liveness`."),
            ("request", "`request` can't be the name of a slice: the code that would be made has another use for it."),
            ("answer", "`answer` can't be the name of a slice: the code that would be made has another use for it."),
            ("option", "`option` can't be the name of a slice: the code that would be made has another use for it."),
        ] {
            let refusal = refusal(name, Method::Delete, "/api/v1/auth/account").unwrap();
            assert!(refusal.starts_with(by), "{name}: {refusal}");
        }
    }

    #[test]
    fn an_operation_is_served_once_and_a_path_by_several_methods() {
        for path in ["/api/v1/auth/me", "/api/v1/users"] {
            let refusal = refusal("close_account", Method::Get, path).unwrap();
            assert!(refusal.starts_with(&format!("`GET {path}` is served already: `")), "{refusal}");
        }
        assert_eq!(refusal("close_account", Method::Delete, "/api/v1/auth/me"), None);
    }
}
