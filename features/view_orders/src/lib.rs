//! A user looks at the own orders, an admin at all of them: `GET /api/v1/orders`, `GET /api/v1/orders/{id}` and
//! `GET /api/v1/orders/{id}/events`.

mod history;
mod list;
mod view;

pub use history::{ViewOrderHistory, ViewOrderHistoryError, ViewOrderHistoryInteractor};
pub use list::{ListOrders, ListOrdersError, ListOrdersInteractor};
pub use view::{ViewOrder, ViewOrderError, ViewOrderInteractor};

use shaku::HasComponent;
use utoipa_actix_web::service_config::ServiceConfig;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> impl FnOnce(&mut ServiceConfig<'_>) + use<M>
where
    M: HasComponent<dyn ListOrders> + HasComponent<dyn ViewOrder> + HasComponent<dyn ViewOrderHistory> + ?Sized,
{
    let (list, view, history) = (list::routes(module), view::routes(module), history::routes(module));
    |config| {
        config.configure(list).configure(view).configure(history);
    }
}
