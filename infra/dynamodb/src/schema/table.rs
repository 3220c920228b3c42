use std::time::Duration;

use application::StoreError;
use aws_sdk_dynamodb::{
    error::BuildError,
    operation::describe_table::DescribeTableError,
    types::{
        AttributeDefinition, BillingMode, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex,
        GlobalSecondaryIndexDescription, GlobalSecondaryIndexUpdate, IndexStatus, KeySchemaElement, KeyType,
        PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, Projection, ProjectionType, ScalarAttributeType,
        TableDescription, TableStatus, TimeToLiveSpecification, TimeToLiveStatus,
    },
};
use thiserror::Error;
use tokio::time::Instant;

use crate::{
    database::Database,
    errors::Failure,
    keys::{INDEX_SORT, Index, KIND, PARTITION, SORT, TIME_TO_LIVE},
};

/// The timeout until the table can be used.
const TIMEOUT: Duration = Duration::from_mins(3);
/// The pause before the table is checked again; it doubles up to the longest one.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// The table has other keys than a store's.
#[derive(Debug, Error)]
#[error(
    "the DynamoDB table {0} is of another program: its keys are not `pk` and `sk`; name another table, or a new one, \
         which `tranche migrate up` creates"
)]
struct OtherKeys(String);

/// A requested resource is not ready yet.
#[derive(Debug, Error)]
#[error("{0} is not ready after {TIMEOUT:?}")]
struct NotReady(&'static str);

/// The refusal of a table with other keys.
pub(super) fn other_keys(database: &Database) -> StoreError {
    StoreError::Unusable(OtherKeys(database.name().to_owned()).into())
}

/// Creates the table if there is none, with its indexes, and enables the time to live and the recovery to any second of
/// the last weeks. What exists already stays as it is.
///
/// An index that a table gets later is filled for minutes or hours. That is not waited for: nothing but the calls that
/// read it are unavailable meanwhile.
pub(super) async fn create(database: &Database) -> Result<(), StoreError> {
    let mut waiting = Waiting::begin();
    loop {
        match describe(database).await? {
            None => create_table(database).await?,
            Some(table) if !has_our_keys(&table) => {
                return Err(other_keys(database));
            }
            Some(table) if !is_usable(&table) => {}
            // DynamoDB adds one index at a time.
            Some(table) => match Index::ALL.iter().find(|index| described(&table, **index).is_none()) {
                Some(index) => add_index(database, *index).await?,
                None if is_active(&table, Index::ByTime) => break,
                None => {}
            },
        }
        waiting.pause("the table").await?;
    }
    enable_time_to_live(database).await?;
    enable_recovery(database).await
}

/// Pauses until the timeout.
struct Waiting {
    end: Instant,
    pause: Duration,
}

impl Waiting {
    fn begin() -> Self {
        Self { end: Instant::now() + TIMEOUT, pause: FIRST_PAUSE }
    }

    async fn pause(&mut self, thing: &'static str) -> Result<(), StoreError> {
        if Instant::now() > self.end {
            return Err(StoreError::Unavailable(NotReady(thing).into()));
        }
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

/// The table; `None` if there is none.
pub(super) async fn describe(database: &Database) -> Result<Option<TableDescription>, Failure<DescribeTableError>> {
    match database.send(|client| client.describe_table().table_name(database.table()).send()).await {
        Ok(answer) => Ok(answer.table),
        Err(failure) if failure.code() == Some("ResourceNotFoundException") => Ok(None),
        Err(failure) => Err(failure),
    }
}

pub(super) fn has_our_keys(table: &TableDescription) -> bool {
    let keys = table.key_schema().iter().map(|key| (key.attribute_name(), key.key_type()));
    keys.eq([(PARTITION, &KeyType::Hash), (SORT, &KeyType::Range)])
}

/// Whether the table is read and written: also while an index is added.
const fn is_usable(table: &TableDescription) -> bool {
    matches!(table.table_status, Some(TableStatus::Active | TableStatus::Updating))
}

pub(super) fn described(table: &TableDescription, index: Index) -> Option<&GlobalSecondaryIndexDescription> {
    table.global_secondary_indexes().iter().find(|described| described.index_name() == Some(index.name()))
}

fn is_active(table: &TableDescription, index: Index) -> bool {
    described(table, index).is_some_and(|described| described.index_status == Some(IndexStatus::Active))
}

async fn create_table(database: &Database) -> Result<(), StoreError> {
    let (attributes, keys) = (attributes(Index::ALL)?, keys(PARTITION, SORT)?);
    let indexes = Index::ALL.iter().map(|index| new_index(*index)).collect::<Result<Vec<_>, _>>()?;
    let answer = database.send(|client| {
        client
            .create_table()
            .table_name(database.table())
            .set_attribute_definitions(Some(attributes.clone()))
            .set_key_schema(Some(keys.clone()))
            .set_global_secondary_indexes(Some(indexes.clone()))
            .billing_mode(BillingMode::PayPerRequest)
            .send()
    });
    match answer.await {
        Ok(_) => Ok(()),
        Err(failure) if is_being_done(failure.code()) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

fn new_index(index: Index) -> Result<GlobalSecondaryIndex, StoreError> {
    let new = GlobalSecondaryIndex::builder().index_name(index.name()).projection(projection());
    new.set_key_schema(Some(keys(index.partition(), INDEX_SORT)?)).build().map_err(unbuilt)
}

/// Adds an index to a table that has those before it.
async fn add_index(database: &Database, index: Index) -> Result<(), StoreError> {
    let present = Index::ALL.iter().copied().take_while(|present| *present != index);
    let attributes = attributes(&present.chain([index]).collect::<Vec<_>>())?;
    let index = CreateGlobalSecondaryIndexAction::builder()
        .index_name(index.name())
        .set_key_schema(Some(keys(index.partition(), INDEX_SORT)?))
        .projection(projection())
        .build()
        .map_err(unbuilt)?;
    let update = GlobalSecondaryIndexUpdate::builder().create(index).build();
    let answer = database.send(|client| {
        client
            .update_table()
            .table_name(database.table())
            .set_attribute_definitions(Some(attributes.clone()))
            .global_secondary_index_updates(update.clone())
            .send()
    });
    match answer.await {
        Ok(_) => Ok(()),
        Err(failure) if is_being_done(failure.code()) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

/// Whether another process is doing the same, or DynamoDB serves other requests first.
fn is_being_done(code: Option<&str>) -> bool {
    matches!(code, Some("ResourceInUseException" | "LimitExceededException"))
}

async fn enable_time_to_live(database: &Database) -> Result<(), StoreError> {
    let specification =
        TimeToLiveSpecification::builder().enabled(true).attribute_name(TIME_TO_LIVE).build().map_err(unbuilt)?;
    let mut waiting = Waiting::begin();
    loop {
        let answer = database.send(|client| client.describe_time_to_live().table_name(database.table()).send()).await;
        let status = match answer {
            Ok(answer) => answer.time_to_live_description.and_then(|described| described.time_to_live_status),
            Err(failure) if is_unknown(failure.code()) => return Ok(()),
            Err(failure) => return Err(failure.into()),
        };
        if matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)) {
            return Ok(());
        }
        let answer = database.send(|client| {
            let request = client.update_time_to_live().table_name(database.table());
            request.time_to_live_specification(specification.clone()).send()
        });
        match answer.await {
            Ok(_) => return Ok(()),
            Err(failure) if is_unknown(failure.code()) => return Ok(()),
            // Another process may have done it since.
            Err(failure) if is_being_done(failure.code()) || failure.code() == Some("ValidationException") => {}
            Err(failure) => return Err(failure.into()),
        }
        waiting.pause("the time to live").await?;
    }
}

async fn enable_recovery(database: &Database) -> Result<(), StoreError> {
    let specification =
        PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true).build().map_err(unbuilt)?;
    let mut waiting = Waiting::begin();
    loop {
        let answer =
            database.send(|client| client.describe_continuous_backups().table_name(database.table()).send()).await;
        let status = match answer {
            Ok(answer) => answer
                .continuous_backups_description
                .and_then(|described| described.point_in_time_recovery_description)
                .and_then(|described| described.point_in_time_recovery_status),
            Err(failure) if is_unknown(failure.code()) => return Ok(()),
            Err(failure) => return Err(failure.into()),
        };
        if status == Some(PointInTimeRecoveryStatus::Enabled) {
            return Ok(());
        }
        let answer = database.send(|client| {
            let request = client.update_continuous_backups().table_name(database.table());
            request.point_in_time_recovery_specification(specification.clone()).send()
        });
        match answer.await {
            Ok(_) => return Ok(()),
            Err(failure) if is_unknown(failure.code()) => return Ok(()),
            // A new table is not ready for it at once.
            Err(failure) if failure.code() == Some("ContinuousBackupsUnavailableException") => {}
            Err(failure) => return Err(failure.into()),
        }
        waiting.pause("the point-in-time recovery").await?;
    }
}

/// Whether the server does not know the operation: emulators lack some.
fn is_unknown(code: Option<&str>) -> bool {
    matches!(code, Some("UnknownOperationException" | "UnsupportedOperationException"))
}

/// The attributes in the keys of the table and of these indexes: DynamoDB accepts no others.
fn attributes(indexes: &[Index]) -> Result<Vec<AttributeDefinition>, StoreError> {
    let attribute =
        |name: &str| AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
    let of_indexes = indexes.iter().map(|index| index.partition());
    let all = [PARTITION, SORT, INDEX_SORT].into_iter().chain(of_indexes).map(attribute);
    all.collect::<Result<_, _>>().map_err(unbuilt)
}

fn keys(partition: &str, sort: &str) -> Result<Vec<KeySchemaElement>, StoreError> {
    let key = |(name, kind)| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
    let both = [(partition, KeyType::Hash), (sort, KeyType::Range)].into_iter().map(key);
    both.collect::<Result<_, _>>().map_err(unbuilt)
}

/// Only keys, and the kind of an event: lists of events are filtered by it.
fn projection() -> Projection {
    Projection::builder().projection_type(ProjectionType::Include).non_key_attributes(KIND).build()
}

fn unbuilt(error: BuildError) -> StoreError {
    StoreError::Unexpected(error.into())
}
