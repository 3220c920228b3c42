use application::{IdempotencyKey, IdempotencyScope, IdempotentOperation};
use domain::{User, UserId};
use uuid::Uuid;

use super::{assert_pages_have_an_index, plan_of};
use crate::{
    ports::idempotency,
    tests::{TestStore, user},
};

#[tokio::test]
async fn an_idempotency_record_is_found_by_its_key() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let scope = IdempotencyScope {
        user: UserId::new(Uuid::from_u128(1)),
        operation: IdempotentOperation::named("do_once"),
        key: IdempotencyKey::parse(b"key").unwrap(),
    };
    assert_eq!(
        plan_of(&reader, idempotency::in_scope(&scope, user(1).created_at())).await,
        "SEARCH idempotency_records USING INDEX sqlite_autoindex_idempotency_records_1 \
         (user_id=? AND operation=? AND key=?)"
    );
}

#[tokio::test]
async fn a_page_in_the_order_of_creation_is_read_in_the_order_of_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    assert_pages_have_an_index::<User>(&reader, "users").await;
}
