use application::Position;
use domain::{Id, Product, SecretHash, Timestamp, User, UserId};
use sea_orm::{DbBackend, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{
    ports::sessions,
    rows::row::{self, Listed},
};

#[test]
fn cached_statements_of_sqlite_equal_those_of_sea_orm() {
    assert_cached(DbBackend::Sqlite);
}

#[test]
fn cached_statements_of_postgresql_equal_those_of_sea_orm() {
    assert_cached(DbBackend::Postgres);
}

fn assert_cached(backend: DbBackend) {
    for number in [1, 2] {
        assert_kept::<Product>(number, backend);
        assert_kept::<User>(number, backend);
        let user = UserId::new(Uuid::from_u128(number.into()));
        let secret = SecretHash::new([number; 32]);
        assert_eq!(
            sessions::with_user_and_secret(user, secret, backend),
            sessions::by_user_and_secret(user, secret).build(backend)
        );
    }
}

/// The statements by id, and after a position, with this number.
fn assert_kept<E: Listed>(number: u8, backend: DbBackend) {
    let id: Id<E> = Id::new(Uuid::from_u128(number.into()));
    assert_eq!(row::with_id(id, backend), row::by_id(id).build(backend));
    let created_at = Timestamp::from_unix_millis(number.into()).unwrap();
    for after in [None, Some(Position { created_at, id })] {
        let made = row::behind(after).limit(u64::from(number)).build(backend);
        assert_eq!(row::page(after, number.into(), backend), made);
    }
}
