use application::ProductPosition;
use domain::{ProductId, SecretHash, Timestamp, UserId};
use sea_orm::{DbBackend, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::ports::{products, sessions};

#[test]
fn what_is_kept_is_what_sea_orm_makes() {
    for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
        for number in [1, 2] {
            let id = Uuid::from_u128(number);
            let product = ProductId::new(id);
            assert_eq!(products::with_id(product, backend), products::by_id(product).build(backend));
            let limit = u16::try_from(number).unwrap();
            let created_at = Timestamp::from_unix_millis(i64::from(limit)).unwrap();
            for after in [None, Some(ProductPosition { created_at, id: product })] {
                let made = products::behind(after).limit(u64::from(limit)).build(backend);
                assert_eq!(products::page(after, limit, backend), made);
            }
            let (user, secret) = (UserId::new(id), SecretHash::new([u8::try_from(number).unwrap(); 32]));
            assert_eq!(
                sessions::with_user_and_secret(user, secret, backend),
                sessions::by_user_and_secret(user, secret).build(backend)
            );
        }
    }
}
