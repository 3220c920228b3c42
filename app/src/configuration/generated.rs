//! The secrets of a development set-up: generated once, and kept beside the database that depends on them.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};

use super::{
    error::Diagnostic,
    secret_rules::{GENERATED_PREFIX, LEAST_SECRET_BYTES},
};

/// The file beside the database.
const FILE_NAME: &str = "secrets.toml";

/// A pair of secrets, generated because the configuration has none.
#[derive(Clone, Debug)]
pub(super) struct Generated {
    pub(super) password_pepper: SecretString,
    pub(super) jwt_secret: SecretString,
    /// Their source, for people.
    pub(super) origin: String,
    /// The file to write them to, until that is done.
    unkept: Option<PathBuf>,
}

/// The secrets beside `database`, or new ones if there are none. Nothing is written before they are
/// [kept](Generated::keep).
pub(super) fn provide(database: Option<&Path>) -> Result<Generated, Diagnostic> {
    let path = database.map(|database| database.with_file_name(FILE_NAME));
    let kept = path.as_deref().map_or(Ok(None), look);
    let generated = kept.and_then(|kept| match kept {
        Some(kept) => Ok(kept),
        None => make(path.clone()),
    });
    generated.map_err(|error| diagnostic(path.as_deref(), &error))
}

impl Generated {
    /// Writes them to their file, or returns those that another process has written since.
    pub(super) fn keep(self) -> Result<Self, Diagnostic> {
        match &self.unkept {
            None => Ok(self),
            Some(path) => keep(path, &self).map_err(|error| diagnostic(Some(path), &error)),
        }
    }
}

fn diagnostic(path: Option<&Path>, error: &io::Error) -> Diagnostic {
    let subject = path.map_or_else(|| "secrets".to_owned(), |path| path.display().to_string());
    Diagnostic::new(subject, error.to_string())
}

/// Writes the secrets to the file unless it has some. Returns those that it then has.
///
/// Processes that start at once take turns by a lock on the file, so that all end up with the one set. A start that was
/// killed before it wrote leaves an empty file, which counts as none.
fn keep(path: &Path, generated: &Generated) -> io::Result<Generated> {
    if let Some(found) = look(path)? {
        return Ok(found);
    }
    if let Some(directory) = path.parent() {
        create_directory(directory).map_err(|error| with_context("the directory can't be made", &error))?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    for_the_owner_alone(&mut options);
    let mut file =
        options.open(path).map_err(|error| with_context("can't be opened to keep generated secrets", &error))?;
    file.lock()?;
    if let Some(found) = read(&mut file, path)? {
        return Ok(found);
    }
    file.write_all(render(generated).as_bytes())?;
    file.sync_all()?;
    Ok(Generated { origin: path.display().to_string(), unkept: None, ..generated.clone() })
}

/// Creates the directory if it is missing, with a `.gitignore` for what is in it.
fn create_directory(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(directory)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    for_the_owner_alone(&mut options);
    match options.open(directory.join(".gitignore")) {
        Ok(mut file) => file.write_all(b"*\n"),
        // Another process that starts created it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// The secrets in the file; `None` if there is no file, or an empty one.
fn look(path: &Path) -> io::Result<Option<Generated>> {
    match File::open(path) {
        Ok(mut file) => {
            file.lock_shared()?;
            read(&mut file, path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(with_context("can't be read", &error)),
    }
}

fn read(file: &mut File, path: &Path) -> io::Result<Option<Generated>> {
    if is_open_to_others(file)? {
        let advice = format!("other users can read it; run `chmod 600 {}`", path.display());
        return Err(io::Error::other(advice));
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    if text.is_empty() {
        return Ok(None);
    }
    parse(&text, path).map(Some).ok_or_else(|| {
        let advice = "must hold `password_pepper` and `jwt_secret` and nothing else; mend it, or delete it, which makes \
                      every stored password useless";
        io::Error::other(advice)
    })
}

/// Returns no error of the parser: those quote the text.
fn parse(text: &str, path: &Path) -> Option<Generated> {
    let table: toml::Table = text.parse().ok()?;
    let secret = |name: &str| {
        let secret = table.get(name)?.as_str()?;
        (secret.len() >= LEAST_SECRET_BYTES).then(|| SecretString::from(secret))
    };
    let password_pepper = secret("password_pepper")?;
    let jwt_secret = secret("jwt_secret")?;
    let origin = path.display().to_string();
    (table.len() == 2).then(|| Generated { password_pepper, jwt_secret, origin, unkept: None })
}

/// New secrets, for this process alone until they are written.
fn make(unkept: Option<PathBuf>) -> io::Result<Generated> {
    let (password_pepper, jwt_secret) = (random_secret()?, random_secret()?);
    Ok(Generated { password_pepper, jwt_secret, origin: "this process".to_owned(), unkept })
}

fn random_secret() -> io::Result<SecretString> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| with_context("the system gives no random bytes", &io::Error::other(error)))?;
    Ok(format!("{GENERATED_PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes)).into())
}

fn render(secrets: &Generated) -> String {
    let (pepper, secret) = (secrets.password_pepper.expose_secret(), secrets.jwt_secret.expose_secret());
    format!(
        "# Made by tranche for development. Stored passwords depend on the pepper: keep this file with the database.\n\
         password_pepper = \"{pepper}\"\njwt_secret = \"{secret}\"\n"
    )
}

fn with_context(what: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}

#[cfg(unix)]
fn for_the_owner_alone(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;

    options.mode(0o600);
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;

    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn for_the_owner_alone(_: &mut OpenOptions) {}

#[cfg(not(unix))]
fn is_open_to_others(_: &File) -> io::Result<bool> {
    Ok(false)
}
