//! A user looks at the own orders, an admin at all of them: `GET /api/v1/orders`, `GET /api/v1/orders/{id}` and
//! `GET /api/v1/orders/{id}/events`.

mod history;
mod list;
mod view;

pub use history::{ViewOrderHistory, ViewOrderHistoryError, ViewOrderHistoryInteractor};
pub use list::{ListOrders, ListOrdersError, ListOrdersInteractor};
pub use view::{ViewOrder, ViewOrderError, ViewOrderInteractor};

use presentation::Routes;
use shaku::HasComponent;

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn ListOrders> + HasComponent<dyn ViewOrder> + HasComponent<dyn ViewOrderHistory> + ?Sized,
{
    list::routes(module).and(view::routes(module)).and(history::routes(module))
}
