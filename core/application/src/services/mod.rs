mod authenticator;
mod password_chooser;
mod session_opener;

pub use authenticator::{Authenticated, Authenticator, SessionAuthenticator, SessionAuthenticatorParameters};
pub use password_chooser::{NewPasswordError, NewPasswords, PasswordChooser, PasswordChooserParameters};
pub use session_opener::{IssuedToken, OpenedSession, SessionIssuer, SessionOpener, SessionOpenerParameters};
