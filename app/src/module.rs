use advance_order::AdvanceOrderInteractor;
use application::{
    Accounts, Administration, AttemptLimits, Authorization, Clock, Events, IdempotencyRecords, NewPasswords,
    OrderAccess, Orders, Passwords, Persistence, Repository, Security, Services, SessionIssuer, SessionLimit, Sessions,
    Users, Work,
};
use cancel_order::CancelOrderInteractor;
use change_password::ChangePasswordInteractor;
use create_user::CreateUserInteractor;
use current_user::CurrentUserInteractor;
use domain::{Order, Product, User};
use grant_admin::GrantAdminInteractor;
use inactivate_user::InactivateUserInteractor;
use list_users::{ListUsersInteractor, ViewUserInteractor};
use log_in::LogInInteractor;
use log_out::LogOutInteractor;
use own_sessions::{EndSessionInteractor, ListSessionsInteractor};
use place_order::PlaceOrderInteractor;
use product_crud::{
    CreateProductInteractor, DeleteProductInteractor, ListProductsInteractor, UpdateProductInteractor,
    ViewProductInteractor,
};
use reactivate_user::ReactivateUserInteractor;
use revoke_admin::RevokeAdminInteractor;
use seed_store::SeedStoreInteractor;
use set_password::SetPasswordInteractor;
use shaku::module;
use sign_up::SignUpInteractor;
use view_orders::{ListOrdersInteractor, ViewOrderHistoryInteractor, ViewOrderInteractor};

module! {
    pub(crate) AppModule {
        components = [
            AdvanceOrderInteractor,
            CancelOrderInteractor,
            ChangePasswordInteractor,
            CreateProductInteractor,
            CreateUserInteractor,
            CurrentUserInteractor,
            DeleteProductInteractor,
            EndSessionInteractor,
            GrantAdminInteractor,
            InactivateUserInteractor,
            ListOrdersInteractor,
            ListProductsInteractor,
            ListSessionsInteractor,
            ListUsersInteractor,
            LogInInteractor,
            LogOutInteractor,
            PlaceOrderInteractor,
            ReactivateUserInteractor,
            RevokeAdminInteractor,
            SeedStoreInteractor,
            SetPasswordInteractor,
            SignUpInteractor,
            UpdateProductInteractor,
            ViewOrderHistoryInteractor,
            ViewOrderInteractor,
            ViewProductInteractor,
            ViewUserInteractor,
        ],
        providers = [],

        use dyn Persistence {
            components = [
                dyn Events,
                dyn IdempotencyRecords,
                dyn Orders,
                dyn Repository<Order>,
                dyn Repository<Product>,
                dyn Repository<User>,
                dyn Sessions,
                dyn Users,
            ],
            providers = []
        },
        use dyn Security {
            components = [dyn Clock, dyn Passwords],
            providers = []
        },
        use dyn Services {
            components = [
                dyn Accounts,
                dyn Administration,
                dyn AttemptLimits,
                dyn Authorization,
                dyn NewPasswords,
                dyn OrderAccess,
                dyn SessionIssuer,
                dyn SessionLimit,
                dyn Work,
            ],
            providers = []
        }
    }
}
