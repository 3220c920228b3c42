#![expect(clippy::struct_field_names, reason = "shaku names the fields of a module")]

use application::{
    Accounts, Authenticator, Authorization, Clock, Events, Ids, Passwords, Persistence, Schema, Security, Services,
    SessionIssuer, Sessions, UnitOfWork, Users,
};
use create_user::CreateUserInteractor;
use current_user::CurrentUserInteractor;
use log_in::LogInInteractor;
use log_out::LogOutInteractor;
use shaku::module;
use sign_up::SignUpInteractor;

module! {
    pub(crate) AppModule {
        components = [
            CreateUserInteractor,
            CurrentUserInteractor,
            LogInInteractor,
            LogOutInteractor,
            SignUpInteractor,
        ],
        providers = [],

        use dyn Persistence {
            components = [dyn Events, dyn Schema, dyn Sessions, dyn UnitOfWork, dyn Users],
            providers = []
        },
        use dyn Security {
            components = [dyn Clock, dyn Ids, dyn Passwords],
            providers = []
        },
        use dyn Services {
            components = [dyn Accounts, dyn Authenticator, dyn Authorization, dyn SessionIssuer],
            providers = []
        }
    }
}
