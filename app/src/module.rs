use std::sync::Arc;

use advance_order::AdvanceOrderInteractor;
use application::{
    Accounts, Administration, AttemptLimits, Authorization, Clock, Events, Held, Holder, IdempotencyRecords,
    NewPasswords, OrderAccess, Orders, Passwords, Persistence, Repository, Security, Services, SessionIssuer,
    SessionLimit, Sessions, Users, Work,
};
use cancel_order::CancelOrderInteractor;
use change_password::ChangePasswordInteractor;
use create_user::CreateUserInteractor;
use current_user::CurrentUserInteractor;
use domain::Entity;
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
use shaku::{HasComponent, ModuleBuildContext, module};
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
            Holder<Entities>,
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

/// The store, whose entities of every kind the module finds.
pub(crate) struct Entities(pub(crate) Arc<dyn Persistence>);

impl<E: Entity> HasComponent<dyn Repository<E>> for AppModule
where
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        HasComponent::resolve(&*<Self as HasComponent<dyn Held<Entities>>>::build_component(context).held().0)
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::resolve(&*HasComponent::<dyn Held<Entities>>::resolve_ref(self).held().0)
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        HasComponent::resolve_ref(&*HasComponent::<dyn Held<Entities>>::resolve_ref(self).held().0)
    }
}
