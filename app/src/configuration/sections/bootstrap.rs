use domain::{NewPassword, PasswordPolicy, Username};
use secrecy::SecretString;

use crate::configuration::{
    kinds::username,
    reader::Reader,
    text::{LINE_ENDS, password},
};

const USERNAME: &str = "bootstrap.username";
const PASSWORD_FILE: &str = "bootstrap.password_file";

/// The first super admin, created at the start if there is none.
#[derive(Clone, Debug)]
pub struct Bootstrap {
    /// The name to log in with.
    pub username: Username,
    /// The password, valid by the policy.
    pub password: SecretString,
}

impl Bootstrap {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let username = reader
            .key(USERNAME)
            .means("The first super admin, created at the start if the store has no active one.")
            .means("Needs `bootstrap.password_file`.")
            .optional(username());
        let file = reader
            .key(PASSWORD_FILE)
            .means("A file that holds the first super admin's password, which must be valid for a new account.")
            .means("Needs `bootstrap.username`.")
            .file();
        let (missing, given) = match (username, file) {
            (None, None) => return None,
            (Some(username), Some(file)) => {
                let password = password(&file.text);
                if !password.contains(LINE_ENDS) {
                    return Some(Self { username, password: password.into() });
                }
                reader.note(PASSWORD_FILE, format!("{} must hold the password on one line alone", file.path));
                return None;
            }
            (Some(_), None) => (PASSWORD_FILE, USERNAME),
            (None, Some(_)) => (USERNAME, PASSWORD_FILE),
        };
        if reader.are_usable([missing]) {
            let origin = reader.origin(given).unwrap_or_default();
            reader.note(missing, format!("is missing, but `{given}` is given (from {origin}); give both or neither"));
        }
        None
    }

    /// An invalid password is reported now: once the server runs, its error could go unread.
    pub(in crate::configuration) fn check(&self, reader: &mut Reader<'_>, policy: PasswordPolicy) {
        if let Err(error) = NewPassword::choose(&self.password, &self.username, policy) {
            reader.note(PASSWORD_FILE, format!("the password in it can't be used: {error}"));
        }
    }
}
