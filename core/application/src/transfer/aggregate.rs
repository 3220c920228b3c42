use std::marker::PhantomData;

use async_trait::async_trait;
use domain::{Entity, Id, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use shaku::HasComponent;

use super::kind::{Item, Kind, Row, RowPage};
use crate::{Change, Cursor, Persistence, Position, Repository, StoreError, Write};

/// The aggregates of type `E`, in the order of creation. Their form in dumps is the domain's.
pub(crate) struct Aggregate<E>(PhantomData<fn() -> E>);

impl<E> Aggregate<E> {
    pub(crate) const KIND: Self = Self(PhantomData);
}

#[async_trait]
impl<E> Kind for Aggregate<E>
where
    E: Entity + Serialize + DeserializeOwned,
    Write<E>: Into<Change>,
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    fn name(&self) -> &'static str {
        E::COLLECTION
    }

    async fn page(&self, store: &dyn Persistence, after: Option<&Cursor>, limit: u16) -> Result<RowPage, StoreError> {
        let repository: &dyn Repository<E> = store.resolve_ref();
        let entities = repository.list(after.and_then(position), limit).await?;
        let last = entities.last().filter(|_| entities.len() >= usize::from(limit));
        let next = last.map(|last| Cursor(format!("{} {}", last.created_at().unix_millis(), last.id())));
        let items = entities.into_iter().map(item).collect::<Result<_, _>>();
        Ok(RowPage { items: items.map_err(|error| StoreError::Unexpected(error.into()))?, next })
    }

    fn parse(&self, form: Value) -> Result<Item, serde_json::Error> {
        item(serde_json::from_value::<E>(form)?)
    }
}

/// The position after which a page begins.
fn position<E: Entity>(after: &Cursor) -> Option<Position<E>> {
    let (created_at, id) = after.0.split_once(' ')?;
    let created_at = Timestamp::from_unix_millis(created_at.parse().ok()?).ok()?;
    Some(Position { created_at, id: id.parse::<Id<E>>().ok()? })
}

pub(super) fn item<E: Entity + Serialize>(entity: E) -> Result<Item, serde_json::Error>
where
    Write<E>: Into<Change>,
{
    Ok(Item {
        key: entity.id().to_string(),
        text: serde_json::to_string(&entity)?,
        row: Row::Insert(Write::Insert(entity).into()),
        expires_at: None,
    })
}
