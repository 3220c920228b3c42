//! A user lists and gets their own orders, an admin all of them: `GET /api/v1/orders`, `GET /api/v1/orders/{id}` and
//! `GET /api/v1/orders/{id}/events`.

mod history;
mod list;
mod view;

pub use history::ViewOrderHistory;
pub use list::ListOrders;
pub use view::ViewOrder;

use application::HasInteractor;
use presentation::Routes;

/// Returns the routes; their interactors come from `module`.
pub fn routes(
    module: &(impl HasInteractor<ListOrders> + HasInteractor<ViewOrder> + HasInteractor<ViewOrderHistory>),
) -> Routes {
    list::routes(module).and(view::routes(module)).and(history::routes(module))
}
