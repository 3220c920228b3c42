use std::{
    io::{self, BufRead, IsTerminal},
    sync::Arc,
};

use application::{Authority, HasInteractor, NewAccount};
use clap::Subcommand;
use create_user::{CreateUser, CreateUserError};
use domain::{NewPassword, Role, Username};
use secrecy::{ExposeSecret, SecretString};

use super::{CommandResult, say};
use crate::{
    composition::compose,
    configuration::{self, Settings, StoreUrl},
    preflight,
};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Create a user. The password is read from a prompt, or as one line from standard input; it is never an argument.
    Create {
        /// The username.
        #[arg(long, value_name = "NAME")]
        username: String,
        /// The user's role: `user`, `admin` or `super_admin`.
        #[arg(long, value_name = "ROLE", default_value = "user")]
        role: Role,
    },
}

pub(super) async fn run(command: Command, mut settings: Settings) -> CommandResult {
    let Command::Create { username, role } = command;
    if matches!(settings.store.url, StoreUrl::Memory) {
        return Err(
            "a store in memory belongs to the server's process, and this command would change one of its own: \
             set `bootstrap.username` and `bootstrap.password_file` for the server instead"
                .into(),
        );
    }
    let username = Username::parse(&username)?;
    let password = read_password()?;
    NewPassword::choose(&password, &username, settings.security.passwords.policy)?;
    preflight::check_store(&settings).await?;
    settings.keep_generated_secrets()?;
    let composition = compose(&settings)?;
    if settings.store.migrate_on_start {
        composition.schema().migrate().await?;
    }
    let account = NewAccount { username, password, role };
    let caller = composition.internal_caller();
    let create_user: Arc<CreateUser> = composition.module.interactor();
    let user = create_user.execute(Authority::Operator(&caller), account).await.map_err(explain)?;
    say(format_args!("Created {} ({}), {}.", user.username(), user.role(), user.id()))?;
    Ok(())
}

fn read_password() -> io::Result<SecretString> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        return Ok(configuration::password(&line).into());
    }
    let password = SecretString::from(rpassword::prompt_password("Password: ")?);
    let again = SecretString::from(rpassword::prompt_password("Repeat the password: ")?);
    if password.expose_secret() == again.expose_secret() {
        Ok(password)
    } else {
        Err(io::Error::other("the two passwords differ; no user was created"))
    }
}

fn explain(error: CreateUserError) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        CreateUserError::Forbidden(error) => error.into(),
        CreateUserError::Account(error) => error.into(),
    }
}
