use application::{CommitError, Write};
use domain::Order;
use sea_orm::IntoActiveModel;

use crate::{
    connections::Connection,
    errors::commit_error,
    rows::{order_items, row},
};

/// Inserts the items of every order that is new, which is there by now.
pub(super) async fn insert_items<'a>(
    transaction: &Connection,
    writes: impl Iterator<Item = &'a Write<Order>> + Send,
) -> Result<(), CommitError> {
    let mut rows = Vec::new();
    for write in writes {
        if let Write::Insert(order) = write {
            rows.extend(order_items::rows(order)?);
        }
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    row::insert_all(transaction, rows).await.map_err(commit_error)
}
