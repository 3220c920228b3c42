use application::{
    Accounts, Administration, AttemptLimits, Authorization, Clock, Ids, NewPasswords, Passwords, Persistence, Security,
    Services, SessionIssuer, SessionLimit, Sessions, UnitOfWork, Users,
};
use change_password::ChangePasswordInteractor;
use create_user::CreateUserInteractor;
use current_user::CurrentUserInteractor;
use grant_admin::GrantAdminInteractor;
use inactivate_user::InactivateUserInteractor;
use list_users::{ListUsersInteractor, ViewUserInteractor};
use log_in::LogInInteractor;
use log_out::LogOutInteractor;
use own_sessions::{EndSessionInteractor, ListSessionsInteractor};
use reactivate_user::ReactivateUserInteractor;
use revoke_admin::RevokeAdminInteractor;
use set_password::SetPasswordInteractor;
use shaku::module;
use sign_up::SignUpInteractor;

module! {
    pub(crate) AppModule {
        components = [
            ChangePasswordInteractor,
            CreateUserInteractor,
            CurrentUserInteractor,
            EndSessionInteractor,
            GrantAdminInteractor,
            InactivateUserInteractor,
            ListSessionsInteractor,
            ListUsersInteractor,
            LogInInteractor,
            LogOutInteractor,
            ReactivateUserInteractor,
            RevokeAdminInteractor,
            SetPasswordInteractor,
            SignUpInteractor,
            ViewUserInteractor,
        ],
        providers = [],

        use dyn Persistence {
            components = [dyn Sessions, dyn UnitOfWork, dyn Users],
            providers = []
        },
        use dyn Security {
            components = [dyn Clock, dyn Ids, dyn Passwords],
            providers = []
        },
        use dyn Services {
            components = [
                dyn Accounts,
                dyn Administration,
                dyn AttemptLimits,
                dyn Authorization,
                dyn NewPasswords,
                dyn SessionIssuer,
                dyn SessionLimit,
            ],
            providers = []
        }
    }
}
