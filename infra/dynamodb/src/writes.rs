use application::StoreError;
use aws_sdk_dynamodb::{
    error::{BuildError, ProvideErrorMetadata},
    types::{DeleteRequest, PutRequest, ReturnValue, WriteRequest},
};

use crate::{
    database::Database,
    errors::Failure,
    expressions::{Condition, Expressions, Update},
    items::{Attributes, Item, item},
    keys::Key,
    reads::PAUSE,
};

/// The writes of one request.
const WRITES_AT_ONCE: usize = 25;

impl Database {
    /// Writes an item; returns whether the condition held.
    pub(crate) async fn put(
        &self,
        key: Key,
        attributes: Attributes,
        condition: &Condition,
    ) -> Result<bool, StoreError> {
        let mut expressions = Expressions::default();
        let condition = expressions.condition(condition);
        let item = item(key, attributes);
        let answer = self.send(|client| {
            client
                .put_item()
                .table_name(self.table())
                .set_item(Some(item.clone()))
                .condition_expression(&condition)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .send()
        });
        held(answer.await).map(|answer| answer.is_some())
    }

    /// Changes an item; returns whether the condition held.
    pub(crate) async fn update(&self, key: Key, update: &Update, condition: &Condition) -> Result<bool, StoreError> {
        let mut expressions = Expressions::default();
        let (update, condition) = (expressions.update(update), expressions.condition(condition));
        let key = Some(key.into_attributes());
        let answer = self.send(|client| {
            client
                .update_item()
                .table_name(self.table())
                .set_key(key.clone())
                .update_expression(&update)
                .condition_expression(&condition)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .send()
        });
        held(answer.await).map(|answer| answer.is_some())
    }

    /// Removes an item if the condition holds; returns the item, if it existed.
    pub(crate) async fn delete(&self, key: Key, condition: &Condition) -> Result<Option<Item>, StoreError> {
        let mut expressions = Expressions::default();
        let condition = expressions.condition(condition);
        let key = Some(key.into_attributes());
        let answer = self.send(|client| {
            client
                .delete_item()
                .table_name(self.table())
                .set_key(key.clone())
                .condition_expression(&condition)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .return_values(ReturnValue::AllOld)
                .send()
        });
        Ok(held(answer.await)?.and_then(|answer| answer.attributes))
    }

    /// Removes those of these items that exist. After an error, some of them may be gone.
    pub(crate) async fn delete_all(&self, keys: Vec<Key>) -> Result<(), StoreError> {
        let deletion = |key: Key| {
            let request = DeleteRequest::builder().set_key(Some(key.into_attributes())).build();
            request.map(|request| WriteRequest::builder().delete_request(request).build())
        };
        self.write_all(keys.into_iter().map(deletion).collect()).await
    }

    /// Writes these items, whether they exist or not. After an error, some of them may be written.
    pub(crate) async fn put_all(&self, items: Vec<(Key, Attributes)>) -> Result<(), StoreError> {
        let put = |(key, attributes)| {
            let request = PutRequest::builder().set_item(Some(item(key, attributes))).build();
            request.map(|request| WriteRequest::builder().put_request(request).build())
        };
        self.write_all(items.into_iter().map(put).collect()).await
    }

    async fn write_all(&self, writes: Result<Vec<WriteRequest>, BuildError>) -> Result<(), StoreError> {
        let writes = writes.map_err(|error| StoreError::Unexpected(error.into()))?;
        for batch in writes.chunks(WRITES_AT_ONCE) {
            let mut left = batch.to_vec();
            while !left.is_empty() {
                let answer = self
                    .send(|client| client.batch_write_item().request_items(self.table(), left.clone()).send())
                    .await?;
                let asked = left.len();
                left = answer.unprocessed_items.into_iter().flatten().flat_map(|(_, left)| left).collect();
                if left.len() == asked {
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        Ok(())
    }
}

/// The response; `None` if the condition did not hold.
fn held<T, E>(answer: Result<T, Failure<E>>) -> Result<Option<T>, StoreError>
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.code() == Some("ConditionalCheckFailedException") => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}
