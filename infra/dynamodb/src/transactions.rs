use application::StoreError;
use aws_sdk_dynamodb::{
    config::http::HttpResponse,
    error::{BuildError, SdkError},
    operation::transact_write_items::TransactWriteItemsError,
    types::{CancellationReason, ConditionCheck, Delete, Put, TransactWriteItem, Update as Writing},
};
use thiserror::Error;
use uuid::Uuid;

use crate::{
    database::Database,
    errors::{Failure, Verdict, classify},
    expressions::{Condition, Expressions, Update},
    items::{Attributes, item},
    keys::Key,
};

/// One write of a transaction, or a requirement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Operation {
    pub(crate) key: Key,
    pub(crate) action: Action,
    /// The condition on the item for the transaction to succeed.
    pub(crate) condition: Option<Condition>,
}

/// The change of an item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// It gets these attributes, and no others, whether it existed or not.
    Put(Attributes),
    /// Some of its attributes change.
    Update(Update),
    /// It is removed, if it exists.
    Delete,
    /// Nothing.
    Require,
}

/// The outcome of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of it was written.
    Done,
    /// Nothing was written: the conditions of these operations did not hold.
    Refused(Vec<usize>),
}

/// The most items that one transaction writes or requires.
pub(crate) const MOST_OPERATIONS: usize = 100;

/// A requirement has no condition: a bug in this crate.
#[derive(Debug, Error)]
#[error("a requirement has no condition")]
struct EmptyRequirement;

impl Database {
    /// Commits all of these writes, or none.
    pub(crate) async fn transact(&self, operations: &[Operation]) -> Result<Outcome, StoreError> {
        if operations.is_empty() {
            return Ok(Outcome::Done);
        }
        let items: Vec<TransactWriteItem> =
            operations.iter().map(|operation| self.transact_item(operation)).collect::<Result<_, _>>()?;
        // The same for every attempt: a transaction whose response was lost is not repeated.
        let token = Uuid::from_u128(fastrand::u128(..)).to_string();
        let request = |client: aws_sdk_dynamodb::Client| {
            let (items, token) = (items.clone(), token.clone());
            client.transact_write_items().set_transact_items(Some(items)).client_request_token(token).send()
        };
        match self.send_classified(request, classify_transaction).await {
            Ok(_) => Ok(Outcome::Done),
            Err(failure) => match refused(&failure) {
                Some(refused) => Ok(Outcome::Refused(refused)),
                None => Err(unmade(failure)),
            },
        }
    }

    fn transact_item(&self, operation: &Operation) -> Result<TransactWriteItem, StoreError> {
        let mut expressions = Expressions::default();
        let key = operation.key.clone();
        let condition = operation.condition.as_ref().map(|condition| expressions.condition(condition));
        let built: Result<TransactWriteItem, BuildError> = match &operation.action {
            Action::Put(attributes) => Put::builder()
                .table_name(self.table())
                .set_item(Some(item(key, attributes.clone())))
                .set_condition_expression(condition)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .build()
                .map(|put| TransactWriteItem::builder().put(put).build()),
            Action::Update(update) => Writing::builder()
                .table_name(self.table())
                .set_key(Some(key.into_attributes()))
                .update_expression(expressions.update(update))
                .set_condition_expression(condition)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .build()
                .map(|update| TransactWriteItem::builder().update(update).build()),
            Action::Delete => Delete::builder()
                .table_name(self.table())
                .set_key(Some(key.into_attributes()))
                .set_condition_expression(condition)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .build()
                .map(|delete| TransactWriteItem::builder().delete(delete).build()),
            Action::Require => ConditionCheck::builder()
                .table_name(self.table())
                .set_key(Some(key.into_attributes()))
                .condition_expression(condition.ok_or_else(|| StoreError::Unexpected(EmptyRequirement.into()))?)
                .set_expression_attribute_names(expressions.names())
                .set_expression_attribute_values(expressions.values())
                .build()
                .map(|check| TransactWriteItem::builder().condition_check(check).build()),
        };
        built.map_err(|error| StoreError::Unexpected(error.into()))
    }
}

/// The port's error for a transaction that failed for another reason than a condition.
fn unmade(failure: Failure<TransactWriteItemsError>) -> StoreError {
    match failure {
        Failure::Request(error, _) if classify_transaction(&error) == Verdict::Contended => {
            StoreError::Unavailable(error)
        }
        failure => failure.into(),
    }
}

fn classify_transaction(error: &SdkError<TransactWriteItemsError, HttpResponse>) -> Verdict {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            classify_reasons(cancelled.cancellation_reasons())
        }
        _ => classify(error),
    }
}

/// How to handle a transaction that was cancelled for these reasons. All failed conditions are known only if no item
/// conflicts with another transaction.
fn classify_reasons(reasons: &[CancellationReason]) -> Verdict {
    let code = |reason: &CancellationReason| match reason.code() {
        None | Some("None" | CONDITION_FAILED) => None,
        Some("TransactionConflict" | "ProvisionedThroughputExceeded" | "ThrottlingError") => Some(Verdict::Contended),
        Some(_) => Some(Verdict::Unexpected),
    };
    let verdicts: Vec<Verdict> = reasons.iter().filter_map(code).collect();
    if verdicts.contains(&Verdict::Unexpected) || reasons.is_empty() {
        return Verdict::Unexpected;
    }
    // It would not hold at the next attempt either, or the caller finds out.
    verdicts.first().copied().unwrap_or(Verdict::Unavailable)
}

const CONDITION_FAILED: &str = "ConditionalCheckFailed";

/// The operations whose conditions did not hold, if the transaction was cancelled for that reason.
fn refused(failure: &Failure<TransactWriteItemsError>) -> Option<Vec<usize>> {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = failure.answer() else {
        return None;
    };
    let reasons = cancelled.cancellation_reasons();
    if classify_reasons(reasons) == Verdict::Unexpected {
        return None;
    }
    let failed = reasons.iter().enumerate().filter(|(_, reason)| reason.code() == Some(CONDITION_FAILED));
    let failed: Vec<usize> = failed.map(|(index, _)| index).collect();
    (!failed.is_empty()).then_some(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(codes: &[&str]) -> Verdict {
        let reason = |code: &&str| CancellationReason::builder().code(*code).build();
        classify_reasons(&codes.iter().map(reason).collect::<Vec<_>>())
    }

    #[test]
    fn a_contended_transaction_is_retried() {
        for code in ["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"] {
            assert_eq!(verdict(&["None", code]), Verdict::Contended);
            assert_eq!(verdict(&["ConditionalCheckFailed", code]), Verdict::Contended);
        }
    }

    #[test]
    fn a_transaction_whose_conditions_do_not_hold_is_not() {
        assert_eq!(verdict(&["ConditionalCheckFailed", "None"]), Verdict::Unavailable);
    }

    #[test]
    fn a_transaction_that_can_never_succeed_is_unexpected() {
        assert_eq!(verdict(&["ValidationError", "TransactionConflict"]), Verdict::Unexpected);
        assert_eq!(verdict(&["ItemCollectionSizeLimitExceeded"]), Verdict::Unexpected);
        assert_eq!(verdict(&[]), Verdict::Unexpected);
    }
}
