#![expect(clippy::struct_field_names, reason = "shaku names the fields of a module")]

use std::sync::Arc;

use domain::{PasswordPolicy, SessionLifetime};
use shaku::{HasComponent, ModuleInterface, module};

use crate::{
    AccountOpener, Accounts, Authenticator, Authorization, Clock, Events, Ids, NewPasswords, PasswordChooser,
    PasswordChooserParameters, Passwords, RoleHierarchy, Schema, SessionAuthenticator, SessionAuthenticatorParameters,
    SessionIssuer, SessionOpener, SessionOpenerParameters, SessionTokens, Sessions, UnitOfWork, Users,
};

/// A store: every port through which use cases read and write. Each adapter's module implements it whole.
pub trait Persistence:
    ModuleInterface
    + HasComponent<dyn Users>
    + HasComponent<dyn Sessions>
    + HasComponent<dyn UnitOfWork>
    + HasComponent<dyn Events>
    + HasComponent<dyn Schema>
{
}

/// Time, chance and secrets.
pub trait Security:
    ModuleInterface
    + HasComponent<dyn Clock>
    + HasComponent<dyn Ids>
    + HasComponent<dyn Passwords>
    + HasComponent<dyn SessionTokens>
{
}

/// What more than one slice needs of the application layer.
pub trait Services:
    ModuleInterface
    + HasComponent<dyn Accounts>
    + HasComponent<dyn Authenticator>
    + HasComponent<dyn Authorization>
    + HasComponent<dyn NewPasswords>
    + HasComponent<dyn SessionIssuer>
{
}

/// What is configured about the application layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceSettings {
    /// How long sessions live.
    pub session_lifetime: SessionLifetime,
    /// What is asked of a new password.
    pub password_policy: PasswordPolicy,
}

module! {
    ApplicationServices: Services {
        components = [AccountOpener, SessionAuthenticator, RoleHierarchy, PasswordChooser, SessionOpener],
        providers = [],

        use dyn Persistence {
            components = [dyn Users, dyn Sessions, dyn UnitOfWork],
            providers = []
        },
        use dyn Security {
            components = [dyn Clock, dyn Ids, dyn Passwords, dyn SessionTokens],
            providers = []
        }
    }
}

/// The services over a store, and over time, chance and secrets.
#[must_use]
pub fn services(
    persistence: Arc<dyn Persistence>,
    security: Arc<dyn Security>,
    settings: ServiceSettings,
) -> Arc<dyn Services> {
    let ServiceSettings { session_lifetime: lifetime, password_policy: policy } = settings;
    let module = ApplicationServices::builder(persistence, security)
        .with_component_parameters::<SessionAuthenticator>(SessionAuthenticatorParameters { lifetime })
        .with_component_parameters::<SessionOpener>(SessionOpenerParameters { lifetime })
        .with_component_parameters::<PasswordChooser>(PasswordChooserParameters { policy })
        .build();
    Arc::new(module)
}
