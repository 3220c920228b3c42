//! The secrets that are given: each directly, or in the file that its `_file` twin names; the password of the first
//! super admin in a file alone.

use std::fs;

use secrecy::SecretString;

use super::{
    Sources, parse, path,
    settings::Bootstrap,
    text::{LINE_ENDS, password, trim},
    values::{Noted, Values},
};

/// Every secret that was given.
#[derive(Clone)]
pub(super) struct GivenSecrets {
    pub(super) password_pepper: Given,
    pub(super) password_peppers_previous: Given,
    pub(super) jwt_secret: Given,
    pub(super) jwt_secrets_previous: Given,
    pub(super) webhook_secret: Given,
    pub(super) webhook_secrets_previous: Given,
}

/// What was given for one setting: at most one secret for a single one, any number for a list.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) name: &'static str,
    pub(super) origin: Option<String>,
    pub(super) secrets: Vec<SecretString>,
    /// The same, for those that had something at their ends which earlier versions read as part of them. Hashes and tokens
    /// were made with these, so they count as previous ones.
    pub(super) untrimmed: Vec<SecretString>,
}

impl Given {
    /// The secrets in these texts, which are as earlier versions read them.
    fn new<'a>(name: &'static str, origin: Option<String>, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<_> = texts.into_iter().map(|text| (trim(text), text)).filter(|(it, _)| !it.is_empty()).collect();
        let secrets = texts.iter().map(|(secret, _)| SecretString::from(*secret)).collect();
        let untrimmed = texts.iter().filter(|(secret, text)| secret != text);
        Self { name, origin, secrets, untrimmed: untrimmed.map(|(_, text)| SecretString::from(*text)).collect() }
    }
}

impl GivenSecrets {
    /// All of them.
    pub(super) const fn all(&self) -> [&Given; 6] {
        [
            &self.password_pepper,
            &self.password_peppers_previous,
            &self.jwt_secret,
            &self.jwt_secrets_previous,
            &self.webhook_secret,
            &self.webhook_secrets_previous,
        ]
    }

    /// Each present secret with those before it.
    pub(super) const fn pairs(&self) -> [(&Given, &Given); 3] {
        [
            (&self.password_pepper, &self.password_peppers_previous),
            (&self.jwt_secret, &self.jwt_secrets_previous),
            (&self.webhook_secret, &self.webhook_secrets_previous),
        ]
    }
}

pub(super) fn read(values: &mut Values, sources: &Sources) -> Result<GivenSecrets, Noted> {
    let password_pepper = single(values, sources, "security.password_pepper");
    let password_peppers_previous = list(values, sources, "security.password_peppers_previous");
    let jwt_secret = single(values, sources, "security.jwt_secret");
    let jwt_secrets_previous = list(values, sources, "security.jwt_secrets_previous");
    let webhook_secret = single(values, sources, "events.webhook_secret");
    let webhook_secrets_previous = list(values, sources, "events.webhook_secrets_previous");
    Ok(GivenSecrets {
        password_pepper: password_pepper?,
        password_peppers_previous: password_peppers_previous?,
        jwt_secret: jwt_secret?,
        jwt_secrets_previous: jwt_secrets_previous?,
        webhook_secret: webhook_secret?,
        webhook_secrets_previous: webhook_secrets_previous?,
    })
}

/// The first super admin, with where the password was read.
pub(super) struct GivenBootstrap {
    pub(super) bootstrap: Bootstrap,
    pub(super) file: String,
}

pub(super) fn bootstrap(values: &mut Values, sources: &Sources) -> Result<Option<GivenBootstrap>, Noted> {
    let (name, twin) = ("bootstrap.username", "bootstrap.password_file");
    let username = values.read_optional(name, parse::username);
    let file = read_named_file(values, sources, twin);
    match (username?, file?) {
        (None, None) => Ok(None),
        (Some(username), Some(file)) => {
            let password = password(&file.text);
            if password.contains(LINE_ENDS) {
                return Err(values.note(twin, format!("{} must hold the password on one line alone", file.path)));
            }
            let bootstrap = Bootstrap { username, password: password.into() };
            Ok(Some(GivenBootstrap { bootstrap, file: file.path }))
        }
        (Some(_), None) => Err(note_half(values, twin, name)),
        (None, Some(_)) => Err(note_half(values, name, twin)),
    }
}

fn note_half(values: &mut Values, missing: &str, given: &str) -> Noted {
    let origin = values.origin(given).unwrap_or_default();
    values.note(missing, format!("is missing, but `{given}` is given (from {origin}); give both or neither"))
}

pub(super) fn single(values: &mut Values, sources: &Sources, name: &'static str) -> Result<Given, Noted> {
    let direct = values.read_optional(name, |_| Ok(()))?;
    let Some(file) = read_file(values, sources, name, direct.is_some())? else {
        return Ok(Given::new(name, values.origin(name), values.untrimmed(name).as_deref()));
    };
    Ok(Given::new(name, Some(file.path), [file.text.trim_end_matches(LINE_ENDS)]))
}

fn list(values: &mut Values, sources: &Sources, name: &'static str) -> Result<Given, Noted> {
    let direct = values.read_list(name, |_| Ok(()))?;
    let Some(file) = read_file(values, sources, name, !direct.is_empty())? else {
        let items = values.items(name)?;
        return Ok(Given::new(name, values.origin(name), items.iter().map(String::as_str)));
    };
    Ok(Given::new(name, Some(file.path), file.text.lines()))
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
    if is_given_directly && values.read_optional(&twin, path::parse)?.is_some() {
        let origin = values.origin(name).unwrap_or_default();
        return Err(values.note(&twin, format!("`{name}` is given too (from {origin}); give one of them")));
    }
    read_named_file(values, sources, &twin)
}

/// The file that this key names, where it names one.
fn read_named_file(values: &mut Values, sources: &Sources, key: &str) -> Result<Option<SecretFile>, Noted> {
    let Some(path) = values.read_optional(key, path::parse)? else {
        return Ok(None);
    };
    let path = sources.resolve(&path);
    match fs::read_to_string(&path) {
        Ok(text) if trim(&text).is_empty() => Err(values.note(key, format!("{} is empty", path.display()))),
        Ok(text) => Ok(Some(SecretFile { path: path.display().to_string(), text })),
        Err(error) => Err(values.note(key, format!("{} can't be read: {error}", path.display()))),
    }
}
