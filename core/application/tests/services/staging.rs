use application::{
    Actor, Caller, Changes, DeadLetter, EventData, EventId, Failure, Fingerprint, IdempotencyKey, IdempotencyRecord,
    IdempotencyScope, IdempotentOperation, RequestId, RowTwice, StoredEvent, Subject,
};
use domain::{
    Basket, Order, OrderId, Price, Product, ProductDetails, ProductId, ProductName, Quantity, Role, Session, Stock,
    User,
};
use uuid::Uuid;

use crate::bench::Bench;

/// Entities that several changes of one commit can write or require.
struct Rows {
    user: User,
    session: Session,
    product: Product,
    order: Order,
    record: IdempotencyRecord,
    letter: DeadLetter,
}

impl Rows {
    async fn of(bench: &Bench) -> Self {
        let user = bench.user("ada.lovelace", Role::User).await;
        let session = bench.sign_in(user.clone()).await.0.session;
        let details = ProductDetails {
            name: ProductName::parse("Tea").unwrap(),
            description: None,
            price: Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()),
            stock: Stock::Units(3),
        };
        let product = Product::new(ProductId::new(Uuid::from_u128(1)), details, bench.now());
        let basket = Basket::parse(&[(product.id(), 1)]).unwrap();
        let id = OrderId::new(Uuid::from_u128(2));
        let order = Order::place(id, user.id(), &basket, std::slice::from_ref(&product), bench.now()).unwrap();
        let record = IdempotencyRecord {
            scope: IdempotencyScope {
                user: user.id(),
                operation: IdempotentOperation::PlaceOrder,
                key: IdempotencyKey::parse(b"key").unwrap(),
            },
            fingerprint: Fingerprint::of([]),
            resource_id: id.as_uuid(),
            expires_at: bench.now(),
        };
        let event = StoredEvent {
            id: EventId::new(Uuid::from_u128(4)),
            kind: "UserRenamed".to_owned(),
            subject: Subject::User(user.id()).into(),
            actor: Actor::Operator,
            at: bench.now(),
            request_id: RequestId::new(Uuid::from_u128(3)),
            data: EventData::new(),
        };
        let letter = DeadLetter { event, failure: Failure { attempts: 1, at: bench.now(), reason: String::new() } };
        Self { user, session, product, order, record, letter }
    }
}

/// Stages one of the changes that write or require the row.
type Stage = fn(&mut Changes, &Rows);

const OF_THE_USER: [Stage; 4] = [
    |changes, rows| changes.insert(rows.user.clone()),
    |changes, rows| _ = changes.update(rows.user.clone(), rows.user.clone()),
    |changes, rows| changes.delete(rows.user.clone()),
    |changes, rows| changes.require(rows.user.clone()),
];
const OF_THE_SESSION: [Stage; 3] = [
    |changes, rows| changes.insert(rows.session.clone()),
    |changes, rows| _ = changes.update(rows.session.clone(), rows.session.clone()),
    |changes, rows| changes.delete(rows.session.clone()),
];
const OF_THE_PRODUCT: [Stage; 5] = [
    |changes, rows| changes.insert(rows.product.clone()),
    |changes, rows| _ = changes.update(rows.product.clone(), rows.product.clone()),
    |changes, rows| changes.require(rows.product.clone()),
    |changes, rows| changes.take_stock(rows.product.clone(), Quantity::parse(1).unwrap()),
    |changes, rows| changes.return_stock(rows.product.clone(), Quantity::parse(1).unwrap()),
];
const OF_THE_ORDER: [Stage; 2] = [
    |changes, rows| changes.insert(rows.order.clone()),
    |changes, rows| _ = changes.update(rows.order.clone(), rows.order.clone()),
];
const OF_THE_RECORD: [Stage; 1] = [|changes, rows| changes.insert_idempotency_record(rows.record.clone())];
const OF_THE_DEAD_LETTER: [Stage; 1] = [|changes, rows| changes.redrive(rows.letter.clone())];

#[tokio::test]
async fn no_two_changes_of_a_commit_are_of_one_row() {
    let bench = Bench::new();
    let rows = Rows::of(&bench).await;
    let caller = Caller { request_id: RequestId::new(Uuid::from_u128(3)), address: None };
    let staged = |stages: &[Stage]| {
        let mut changes = Changes::by_operator(&caller, bench.now());
        for stage in stages {
            stage(&mut changes, &rows);
        }
        changes.into_staged(&bench.fakes.ids).map(|staged| staged.changes.len())
    };
    let all: [&[Stage]; 6] =
        [&OF_THE_USER, &OF_THE_SESSION, &OF_THE_PRODUCT, &OF_THE_ORDER, &OF_THE_RECORD, &OF_THE_DEAD_LETTER];
    for of_row in all {
        for first in of_row {
            assert_eq!(staged(&[*first]), Ok(1));
            for second in of_row {
                assert_eq!(staged(&[*first, *second]), Err(RowTwice));
            }
        }
    }
    let one_of_each: Vec<Stage> = all.iter().map(|of_row| of_row[0]).collect();
    assert_eq!(staged(&one_of_each), Ok(6), "the rows are different ones");
}
