use application::{CommitError, Event, Publication};
use sea_orm::IntoActiveModel;

use crate::{
    connections::Connection,
    errors::commit_error,
    rows::{events, outbox, row},
};

/// Writes the events, and into the outbox what is to be told. That comes last: by now this commit has locked the rows that
/// it changes, so whoever changes one of them next gets the higher position.
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
