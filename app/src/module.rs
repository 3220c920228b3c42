use std::sync::Arc;

use advance_order::AdvanceOrder;
use application::{
    Accounts, Administration, Authorization, Clock, DeadLetters, Events, Held, Holder, IdempotencyRecords,
    NewPasswords, OrderAccess, Orders, Passwords, Persistence, RateLimiter, RefusedLogIns, Repository, Security,
    Services, SessionIssuer, SessionLimit, Sessions, Users, Work,
};
use cancel_order::CancelOrder;
use change_password::ChangePassword;
use count_refused_log_ins::CountRefusedLogIns;
use create_user::CreateUser;
use current_user::CurrentUser;
use dead_letters::{ListDeadLetters, RedeliverDeadLetter};
use domain::Entity;
use grant_admin::GrantAdmin;
use inactivate_user::InactivateUser;
use list_events::ListEvents;
use list_users::{ListUsers, ViewUser};
use log_in::LogIn;
use log_out::LogOut;
use own_sessions::{EndSession, ListSessions};
use place_order::PlaceOrder;
use product_crud::{CreateProduct, DeleteProduct, ListProducts, UpdateProduct, ViewProduct};
use reactivate_user::ReactivateUser;
use revoke_admin::RevokeAdmin;
use seed_store::SeedStore;
use set_password::SetPassword;
use shaku::{HasComponent, ModuleBuildContext, module};
use sign_up::SignUp;
use view_orders::{ListOrders, ViewOrder, ViewOrderHistory};

module! {
    pub(crate) AppModule {
        components = [
            AdvanceOrder,
            CancelOrder,
            ChangePassword,
            CountRefusedLogIns,
            CreateProduct,
            CreateUser,
            CurrentUser,
            DeleteProduct,
            EndSession,
            GrantAdmin,
            Holder<Entities>,
            InactivateUser,
            ListDeadLetters,
            ListEvents,
            ListOrders,
            ListProducts,
            ListSessions,
            ListUsers,
            LogIn,
            LogOut,
            PlaceOrder,
            ReactivateUser,
            RedeliverDeadLetter,
            RevokeAdmin,
            SeedStore,
            SetPassword,
            SignUp,
            UpdateProduct,
            ViewOrder,
            ViewOrderHistory,
            ViewProduct,
            ViewUser,
        ],
        providers = [],

        use dyn Persistence {
            components = [
                dyn DeadLetters,
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
                dyn RateLimiter,
                dyn RefusedLogIns,
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
