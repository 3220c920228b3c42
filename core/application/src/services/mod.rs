mod account_opener;
mod authenticator;
mod authorization;
mod password_chooser;
mod session_opener;

pub use account_opener::{AccountOpener, Accounts, NewAccount, OpenAccountError, Opening};
pub use authenticator::{Authenticated, Authenticator, SessionAuthenticator, SessionAuthenticatorParameters};
pub use authorization::{Authority, Authorization, Forbidden, RoleHierarchy};
pub use password_chooser::{NewPasswordError, NewPasswords, PasswordChooser, PasswordChooserParameters};
pub use session_opener::{IssuedToken, OpenedSession, SessionIssuer, SessionOpener, SessionOpenerParameters};
