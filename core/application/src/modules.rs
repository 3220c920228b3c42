use std::sync::Arc;

use domain::{Order, PasswordPolicy, SessionLifetime, User};
use shaku::{HasComponent, ModuleInterface, module};

use crate::{
    AccountOpener, Accounts, AdminManagement, Administration, Attempts, Authenticator, Authorization, AuthorizedOrders,
    Clock, HourlyRefusals, Ids, NewPasswords, OldestSessionsEnd, OldestSessionsEndParameters, OrderAccess,
    PasswordChooser, PasswordChooserParameters, Passwords, Persistence, RateLimitSettings, RateLimiter, RefusedLogIns,
    Repository, RoleHierarchy, RoleHierarchyParameters, SessionAuthenticator, SessionAuthenticatorParameters,
    SessionIssuer, SessionLimit, SessionOpener, SessionOpenerParameters, SessionTokens, Sessions, StoreRateLimiter,
    StoreRateLimiterParameters, StoreWork, UnitOfWork, UserAdministration, Users, Work,
};

/// Ports for time, randomness and secrets.
pub trait Security:
    ModuleInterface
    + HasComponent<dyn Clock>
    + HasComponent<dyn Ids>
    + HasComponent<dyn Passwords>
    + HasComponent<dyn SessionTokens>
{
}

/// The services that more than one slice needs.
pub trait Services:
    ModuleInterface
    + HasComponent<dyn Accounts>
    + HasComponent<dyn Administration>
    + HasComponent<dyn RateLimiter>
    + HasComponent<dyn RefusedLogIns>
    + HasComponent<dyn SessionLimit>
    + HasComponent<dyn Authenticator>
    + HasComponent<dyn Authorization>
    + HasComponent<dyn NewPasswords>
    + HasComponent<dyn OrderAccess>
    + HasComponent<dyn SessionIssuer>
    + HasComponent<dyn Work>
{
}

/// The settings of the application layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceSettings {
    /// How long sessions live.
    pub session_lifetime: SessionLifetime,
    /// The rules for new passwords.
    pub password_policy: PasswordPolicy,
    /// The rate limits of log-in and sign-up.
    pub attempts: RateLimitSettings,
    /// Which roles manage admins.
    pub admin_management: AdminManagement,
    /// The most live sessions of a user.
    pub max_sessions_per_user: u16,
}

module! {
    ApplicationServices: Services {
        components = [
            AccountOpener,
            StoreRateLimiter,
            AuthorizedOrders,
            HourlyRefusals,
            OldestSessionsEnd,
            PasswordChooser,
            RoleHierarchy,
            SessionAuthenticator,
            SessionOpener,
            StoreWork,
            UserAdministration,
        ],
        providers = [],

        use dyn Persistence {
            components = [
                dyn Attempts, dyn Repository<Order>, dyn Repository<User>, dyn Sessions, dyn UnitOfWork, dyn Users,
            ],
            providers = []
        },
        use dyn Security {
            components = [dyn Clock, dyn Ids, dyn Passwords, dyn SessionTokens],
            providers = []
        }
    }
}

/// The services over a store and the security ports.
#[must_use]
pub fn services(
    persistence: Arc<dyn Persistence>,
    security: Arc<dyn Security>,
    settings: ServiceSettings,
) -> Arc<dyn Services> {
    let ServiceSettings { session_lifetime: lifetime, password_policy: policy, attempts, .. } = settings;
    let ServiceSettings { admin_management, max_sessions_per_user: max_per_user, .. } = settings;
    let module = ApplicationServices::builder(persistence, security)
        .with_component_parameters::<StoreRateLimiter>(StoreRateLimiterParameters { settings: attempts })
        .with_component_parameters::<OldestSessionsEnd>(OldestSessionsEndParameters { max_per_user })
        .with_component_parameters::<PasswordChooser>(PasswordChooserParameters { policy })
        .with_component_parameters::<RoleHierarchy>(RoleHierarchyParameters { admin_management })
        .with_component_parameters::<SessionAuthenticator>(SessionAuthenticatorParameters { lifetime })
        .with_component_parameters::<SessionOpener>(SessionOpenerParameters { lifetime })
        .build();
    Arc::new(module)
}
