use application::{CommitError, Event, Publication};
use sea_orm::IntoActiveModel;

use crate::{
    connections::Connection,
    errors::commit_error,
    rows::{events, outbox, row},
};

/// Writes the events, and those to be published into the outbox. The outbox comes last: by then this commit has locked
/// the rows that it changes, so the next commit that changes one of them gets the higher position.
pub(super) async fn record(
    transaction: &Connection,
    events: &[Event],
    publication: Publication,
) -> Result<(), CommitError> {
    let rows: Vec<events::Model> = events.iter().map(events::Model::from).collect();
    let entries: Vec<outbox::ActiveModel> = match publication {
        Publication::Outbox => rows.iter().map(|event| outbox::untried(event.id, event.at)).collect(),
        Publication::None => Vec::new(),
    };
    row::insert_all(transaction, rows.into_iter().map(IntoActiveModel::into_active_model))
        .await
        .map_err(commit_error)?;
    row::insert_all(transaction, entries).await.map_err(commit_error)
}
