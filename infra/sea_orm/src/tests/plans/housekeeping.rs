use sea_orm::{DbBackend, QueryTrait};

use super::plan;
use crate::{
    ports::housekeeping,
    tests::{TestStore, user},
};

#[tokio::test]
async fn a_purge_finds_what_it_removes_in_an_index() {
    let store = TestStore::new().await;
    let reader = store.database.reader().await.unwrap();
    let now = user(1).created_at();
    for (table, key, subquery, purge) in [
        ("sessions", "id=?", 1, housekeeping::expired_sessions(now, 10).build(DbBackend::Sqlite)),
        ("attempts", "key=?", 1, housekeeping::ended_attempts(now, 10).build(DbBackend::Sqlite)),
        (
            "idempotency_records",
            "user_id=? AND operation=? AND key=?",
            2,
            housekeeping::expired_records(now, 10).build(DbBackend::Sqlite),
        ),
    ] {
        assert_eq!(
            plan(&reader, purge).await,
            format!(
                "SEARCH {table} USING COVERING INDEX sqlite_autoindex_{table}_1 ({key}); LIST SUBQUERY {subquery}; \
                 SEARCH {table} USING COVERING INDEX {table}_by_expiry (expires_at<?); CREATE BLOOM FILTER"
            )
        );
    }
}
