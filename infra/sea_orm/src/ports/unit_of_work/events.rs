use application::{CommitError, Event, Publication};
use sea_orm::IntoActiveModel;

use super::many;
use crate::{
    connections::Connection,
    rows::{events, outbox},
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
    many::insert(transaction, rows.into_iter().map(IntoActiveModel::into_active_model)).await?;
    many::insert(transaction, entries).await
}
