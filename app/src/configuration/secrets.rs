//! The secrets that somebody gives: each directly, or in the file that its `_file` twin names.

use std::{fs, path::PathBuf};

use secrecy::SecretString;

use super::{
    Sources,
    values::{Noted, Values},
};

/// Every secret that was given.
#[derive(Clone)]
pub(super) struct GivenSecrets {
    pub(super) password_pepper: Given,
    pub(super) password_peppers_previous: Given,
    pub(super) jwt_secret: Given,
    pub(super) jwt_secrets_previous: Given,
}

/// What was given for one setting: at most one secret for a single one, any number for a list.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) name: &'static str,
    pub(super) origin: Option<String>,
    pub(super) secrets: Vec<SecretString>,
}

pub(super) fn read(values: &mut Values, sources: &Sources) -> Result<GivenSecrets, Noted> {
    let password_pepper = single(values, sources, "security.password_pepper");
    let password_peppers_previous = list(values, sources, "security.password_peppers_previous");
    let jwt_secret = single(values, sources, "security.jwt_secret");
    let jwt_secrets_previous = list(values, sources, "security.jwt_secrets_previous");
    Ok(GivenSecrets {
        password_pepper: password_pepper?,
        password_peppers_previous: password_peppers_previous?,
        jwt_secret: jwt_secret?,
        jwt_secrets_previous: jwt_secrets_previous?,
    })
}

fn single(values: &mut Values, sources: &Sources, name: &'static str) -> Result<Given, Noted> {
    let direct = values.read_optional(name, secret)?;
    let Some(file) = read_file(values, sources, name, direct.is_some())? else {
        return Ok(Given { name, origin: values.origin(name), secrets: direct.into_iter().collect() });
    };
    Ok(Given { name, origin: Some(file.path), secrets: vec![file.text.trim_end_matches(['\r', '\n']).into()] })
}

fn list(values: &mut Values, sources: &Sources, name: &'static str) -> Result<Given, Noted> {
    let direct = values.read_list(name, secret)?;
    let Some(file) = read_file(values, sources, name, !direct.is_empty())? else {
        return Ok(Given { name, origin: values.origin(name), secrets: direct });
    };
    let lines = file.text.lines().filter(|line| !line.is_empty());
    Ok(Given { name, origin: Some(file.path), secrets: lines.map(SecretString::from).collect() })
}

#[expect(clippy::unnecessary_wraps, reason = "every parser answers a result")]
fn secret(text: &str) -> Result<SecretString, String> {
    Ok(text.into())
}

struct SecretFile {
    path: String,
    text: String,
}

/// The file that the twin of `name` names, where one is named.
fn read_file(
    values: &mut Values,
    sources: &Sources,
    name: &str,
    is_given_directly: bool,
) -> Result<Option<SecretFile>, Noted> {
    let twin = format!("{name}_file");
    let Some(path) = values.read_optional(&twin, |text| Ok(PathBuf::from(text)))? else {
        return Ok(None);
    };
    if is_given_directly {
        let origin = values.origin(name).unwrap_or_default();
        return Err(values.note(&twin, format!("`{name}` is given too (from {origin}); give one of them")));
    }
    let path = sources.resolve(&path);
    match fs::read_to_string(&path) {
        Ok(text) if text.trim().is_empty() => Err(values.note(&twin, format!("{} is empty", path.display()))),
        Ok(text) => Ok(Some(SecretFile { path: path.display().to_string(), text })),
        Err(error) => Err(values.note(&twin, format!("{} can't be read: {error}", path.display()))),
    }
}
