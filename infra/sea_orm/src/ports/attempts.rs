use std::{collections::HashMap, sync::Arc};

use application::{Adjustments, Attempts, AttemptsKey, AttemptsMade, Quota, StoreError};
use async_trait::async_trait;
use domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Insert, IntoActiveModel, QueryFilter, Select,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use shaku::Component;

use crate::{
    connections::Connection,
    database::Database,
    deadline::within_deadline,
    errors::store_error,
    rows::attempts::{ActiveModel, Column, Entity, Model, key_column},
};

#[derive(Component)]
#[shaku(interface = Attempts)]
pub(super) struct SeaOrmAttempts {
    database: Arc<dyn Database>,
}

#[async_trait]
impl Attempts for SeaOrmAttempts {
    async fn read(&self, keys: &[AttemptsKey], now: Timestamp) -> Result<Vec<Option<AttemptsMade>>, StoreError> {
        within_deadline(async {
            let reader = self.database.reader().await?;
            let made = made(&reader, keys, now).await?;
            Ok(keys.iter().map(|key| made.get(&key_column(key)).copied()).collect())
        })
        .await
    }

    async fn take(&self, quotas: &[Quota], now: Timestamp) -> Result<Result<(), Timestamp>, StoreError> {
        // All commits lock counters in one order, so that they don't deadlock.
        let mut quotas: Vec<&Quota> = quotas.iter().collect();
        quotas.sort_by_key(|quota| &quota.key);
        within_deadline(async {
            let transaction = self.database.begin().await?;
            let mut full = Vec::new();
            for quota in quotas {
                if !count(&transaction, quota, now).await.map_err(store_error)? {
                    full.push(quota);
                }
            }
            if full.is_empty() {
                transaction.commit().await.map_err(store_error)?;
                return Ok(Ok(()));
            }
            let until = latest_end(&transaction, &full, now).await?;
            transaction.roll_back().await.map_err(store_error)?;
            Ok(Err(until))
        })
        .await
    }

    async fn settle(&self, adjustments: Adjustments, now: Timestamp) -> Result<(), StoreError> {
        let mut corrections: Vec<Correction> = adjustments.give_back.iter().map(Correction::GiveBack).collect();
        corrections.extend(adjustments.clear.iter().map(Correction::Clear));
        corrections.extend(adjustments.mark.iter().map(|(key, window)| Correction::Mark(key, now.after(*window))));
        if corrections.is_empty() {
            return Ok(());
        }
        corrections.sort_by_key(Correction::key);
        within_deadline(async {
            let transaction = self.database.begin().await?;
            for correction in corrections {
                correction.apply(&transaction, now).await.map_err(store_error)?;
            }
            transaction.commit().await.map_err(store_error)
        })
        .await
    }
}

/// The running counters among those of `keys`.
async fn made(
    connection: &impl ConnectionTrait,
    keys: &[AttemptsKey],
    now: Timestamp,
) -> Result<HashMap<Vec<u8>, AttemptsMade>, StoreError> {
    let rows = running(keys, now).all(connection).await.map_err(store_error)?;
    rows.into_iter().map(|row| Ok((row.key.clone(), row.try_into()?))).collect()
}

pub(crate) fn running(keys: &[AttemptsKey], now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::Key.is_in(keys.iter().map(key_column)))
        .filter(Column::ExpiresAt.gt(now.unix_millis()))
}

/// Counts one attempt, in a new window if none is running; returns whether the counter had room.
async fn count(transaction: &Connection, quota: &Quota, now: Timestamp) -> Result<bool, DbErr> {
    if quota.limit == 0 {
        return Ok(false);
    }
    Ok(counted(quota, now).exec_without_returning(transaction).await? == 1)
}

/// The condition is evaluated and the row written under the row's lock, and a full counter stays as it is.
pub(crate) fn counted(quota: &Quota, now: Timestamp) -> Insert<ActiveModel> {
    let ended = || Expr::col((Entity, Column::ExpiresAt)).lte(now.unix_millis());
    let or_anew = |anew: i64, otherwise: Expr| Expr::case(ended(), anew).finally(otherwise);
    let first = first(&quota.key, now.after(quota.window));
    let until = first.expires_at;
    let mut one_more = OnConflict::column(Column::Key);
    one_more
        .value(Column::Count, or_anew(1, Expr::col((Entity, Column::Count)).add(1)))
        .value(Column::ExpiresAt, or_anew(until, Expr::col((Entity, Column::ExpiresAt))))
        .action_and_where(ended().or(Expr::col((Entity, Column::Count)).lt(quota.limit)));
    Entity::insert(first.into_active_model()).on_conflict(one_more)
}

/// The latest end of these full counters; a counter with the limit zero is full even before its window begins.
async fn latest_end(transaction: &Connection, full: &[&Quota], now: Timestamp) -> Result<Timestamp, StoreError> {
    let keys: Vec<AttemptsKey> = full.iter().map(|quota| quota.key.clone()).collect();
    let made = made(transaction, &keys, now).await?;
    let end =
        |quota: &&Quota| made.get(&key_column(&quota.key)).map_or_else(|| now.after(quota.window), |made| made.until);
    Ok(full.iter().map(end).max().unwrap_or(now))
}

/// One of the [`Adjustments`].
enum Correction<'a> {
    GiveBack(&'a AttemptsKey),
    Clear(&'a AttemptsKey),
    Mark(&'a AttemptsKey, Timestamp),
}

impl<'a> Correction<'a> {
    const fn key(&self) -> &'a AttemptsKey {
        match self {
            Self::GiveBack(key) | Self::Clear(key) | Self::Mark(key, _) => key,
        }
    }

    async fn apply(self, transaction: &Connection, now: Timestamp) -> Result<(), DbErr> {
        match self {
            Self::GiveBack(key) => {
                let one_less = Entity::update_many()
                    .col_expr(Column::Count, Expr::col(Column::Count).sub(1))
                    .filter(Column::Key.eq(key_column(key)))
                    .filter(Column::ExpiresAt.gt(now.unix_millis()))
                    .filter(Column::Count.gt(0));
                one_less.exec(transaction).await?;
            }
            Self::Clear(key) => {
                Entity::delete_by_id(key_column(key)).exec(transaction).await?;
            }
            Self::Mark(key, until) => {
                let mut anew = OnConflict::column(Column::Key);
                anew.update_columns([Column::Count, Column::ExpiresAt]);
                let marked = Entity::insert(first(key, until).into_active_model()).on_conflict(anew);
                marked.exec_without_returning(transaction).await?;
            }
        }
        Ok(())
    }
}

/// The counter after a first attempt.
fn first(key: &AttemptsKey, until: Timestamp) -> Model {
    Model { key: key_column(key), count: 1, expires_at: until.unix_millis() }
}
