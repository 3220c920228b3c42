use std::path::{Component, Path};

/// Refuses what only a shell would replace: a folder of that name would be created.
pub(super) fn check(path: &Path) -> Result<(), String> {
    let text = path.to_string_lossy();
    let is_home = |component: Component<'_>| component.as_os_str() == "~";
    let found = if let Some(variable) = ["${HOME}", "$HOME"].into_iter().find(|variable| text.contains(variable)) {
        Some(variable)
    } else if text.starts_with('~') || path.components().any(is_home) {
        Some("~")
    } else {
        None
    };
    match found {
        None => Ok(()),
        Some(found) => Err(format!(
            "holds `{found}`, which a shell replaces and this program does not: write the path out, such as `/home/ada/data`"
        )),
    }
}
