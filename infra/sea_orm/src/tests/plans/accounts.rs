use application::{AttemptsKey, Direction, LiveSessions, Position, UserOrder, UserQuery};
use domain::{PasswordHash, Role, SecretHash, SessionEpoch, SessionId, User, UserId, UserStatus};
use sea_orm::{DbBackend, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::{plan, plan_of};
use crate::{
    ports::{attempts, sessions, users},
    rows::row,
    tests::{TestStore, user},
};

#[tokio::test]
async fn every_hot_read_goes_through_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let (alice, id) = (user(1), UserId::new(Uuid::from_u128(1)));
    let by_id = plan_of(&reader, row::by_id::<User>(id)).await;
    assert_eq!(by_id, "SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)");
    let by_name = plan_of(&reader, users::by_username(alice.username())).await;
    assert_eq!(by_name, "SEARCH users USING INDEX users_username_key_unique (username_key=?)");
    let session = sessions::by_user_and_secret(id, SecretHash::new([0; 32])).build(DbBackend::Sqlite);
    let by_handle = plan_of(&reader, sessions::by_user_and_id(id, SessionId::new(Uuid::nil()))).await;
    assert_eq!(by_handle, "SEARCH sessions USING INDEX sqlite_autoindex_sessions_1 (id=?)");
    let counters = plan_of(&reader, attempts::running(&["a", "b"].map(AttemptsKey::new), alice.created_at())).await;
    assert_eq!(counters, "SEARCH attempts USING INDEX sqlite_autoindex_attempts_1 (key=?)");
    assert_eq!(
        plan(&reader, session).await,
        "SEARCH sessions USING INDEX sessions_secret_hash_unique (secret_hash=?); \
         SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)"
    );
}

#[tokio::test]
async fn an_update_goes_through_the_key_and_writes_the_columns_that_differ() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let mut rehashed = user(1);
    rehashed.rehash_password(PasswordHash::new("newer".to_owned()));
    let update = row::update(&user(1), &rehashed).unwrap().build(DbBackend::Sqlite);
    let beginning = r#"UPDATE "users" SET "password_hash" = ?, "version" = ? WHERE "#;
    assert!(update.sql.starts_with(beginning), "{}", update.sql);
    assert_eq!(plan(&reader, update).await, "SEARCH users USING INDEX sqlite_autoindex_users_1 (id=?)");
}

/// The index by creation, and that by name.
type Indexes = [&'static str; 2];

/// Every filter of users, with the index for each order, and the condition that it looks up.
const FILTERS: [(Option<Role>, Option<UserStatus>, Indexes, &str); 4] = [
    (None, None, ["users_by_creation", "users_username_key_unique"], ""),
    (Some(Role::Admin), None, ["users_by_role_and_creation", "users_by_role_and_username"], "role=?"),
    (None, Some(UserStatus::Active), ["users_by_status_and_creation", "users_by_status_and_username"], "status=?"),
    (
        Some(Role::User),
        Some(UserStatus::Inactive),
        ["users_by_role_status_and_creation", "users_by_role_status_and_username"],
        "role=? AND status=?",
    ),
];

#[tokio::test]
async fn a_page_of_users_is_read_in_the_order_of_an_index_whatever_is_filtered() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let position = Position::from(&user(1));
    for (role, status, [by_creation, by_name], equal) in FILTERS {
        for (direction, than) in [(Direction::Ascending, '>'), (Direction::Descending, '<')] {
            for (first, behind, index, range) in [
                (
                    UserOrder::CreatedAt(None),
                    UserOrder::CreatedAt(Some(position)),
                    by_creation,
                    format!("(created_at,id){than}(?,?)"),
                ),
                (
                    UserOrder::Username(None),
                    UserOrder::Username(Some("alice".to_owned())),
                    by_name,
                    format!("username_key{than}?"),
                ),
            ] {
                let plan = async |order| {
                    let query = UserQuery { role, status, order, direction };
                    plan_of(&reader, users::matching(&query).limit(20)).await
                };
                let (whole, and) = if equal.is_empty() {
                    (format!("SCAN users USING INDEX {index}"), "")
                } else {
                    (format!("SEARCH users USING INDEX {index} ({equal})"), " AND ")
                };
                assert_eq!(plan(first).await, whole);
                assert_eq!(plan(behind).await, format!("SEARCH users USING INDEX {index} ({equal}{and}{range})"));
            }
        }
    }
}

#[tokio::test]
async fn live_sessions_are_read_in_the_order_of_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let now = user(1).created_at();
    let which = LiveSessions { user: user(1).id(), epoch: SessionEpoch::FIRST, now };
    for (after, behind) in [
        (None, ""),
        (Some(Position { created_at: now, id: SessionId::new(Uuid::nil()) }), " AND (created_at,id)>(?,?)"),
    ] {
        assert_eq!(
            plan_of(&reader, sessions::live(which, after).limit(20)).await,
            format!("SEARCH sessions USING INDEX sessions_by_user (user_id=? AND epoch=?{behind})")
        );
    }
}
