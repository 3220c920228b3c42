use application::{
    Actor, Caller, Changes, DeadLetter, EventData, EventId, Failure, Fingerprint, IdempotencyKey, IdempotencyRecord,
    IdempotencyScope, IdempotentOperation, RequestId, RowTwice, StoredEvent, Subject,
};
use domain::{
    Basket, Order, OrderId, Price, Product, ProductDetails, ProductId, ProductName, Quantity, Role, Stock, User,
};
use uuid::Uuid;

use crate::bench::Bench;

/// Stages one of the changes that write or require a row.
type Stage = Box<dyn Fn(&mut Changes)>;

/// One of the changes of this row.
fn stage<T: Clone + 'static>(row: &T, stage: impl Fn(&mut Changes, T) + 'static) -> Stage {
    let row = row.clone();
    Box::new(move |changes| stage(changes, row.clone()))
}

fn of_the_user(user: &User) -> Vec<Stage> {
    vec![
        stage(user, Changes::insert),
        stage(user, |changes, user| _ = changes.update(user.clone(), user)),
        stage(user, Changes::delete),
        stage(user, Changes::require),
    ]
}

async fn of_the_session(bench: &Bench, user: &User) -> Vec<Stage> {
    let session = bench.sign_in(user.clone()).await.0.session;
    vec![
        stage(&session, Changes::insert),
        stage(&session, |changes, session| _ = changes.update(session.clone(), session)),
        stage(&session, Changes::delete),
    ]
}

fn product(bench: &Bench) -> Product {
    let details = ProductDetails {
        name: ProductName::parse("Tea").unwrap(),
        description: None,
        price: Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()),
        stock: Stock::Units(3),
    };
    Product::new(ProductId::new(Uuid::from_u128(1)), details, bench.now())
}

fn of_the_product(bench: &Bench) -> Vec<Stage> {
    let product = product(bench);
    vec![
        stage(&product, Changes::insert),
        stage(&product, |changes, product| _ = changes.update(product.clone(), product)),
        stage(&product, Changes::require),
        stage(&product, |changes, product| changes.take_stock(product, Quantity::parse(1).unwrap())),
        stage(&product, |changes, product| changes.return_stock(product, Quantity::parse(1).unwrap())),
    ]
}

fn of_the_order(bench: &Bench, user: &User) -> Vec<Stage> {
    let product = product(bench);
    let basket = Basket::parse(&[(product.id(), 1)]).unwrap();
    let id = OrderId::new(Uuid::from_u128(2));
    let order = Order::place(id, user.id(), &basket, &[product], bench.now()).unwrap();
    vec![stage(&order, Changes::insert), stage(&order, |changes, order| _ = changes.update(order.clone(), order))]
}

fn of_the_record(bench: &Bench, user: &User) -> Vec<Stage> {
    let record = IdempotencyRecord {
        scope: IdempotencyScope {
            user: user.id(),
            operation: IdempotentOperation::named("do_once"),
            key: IdempotencyKey::parse(b"key").unwrap(),
        },
        fingerprint: Fingerprint::of([]),
        resource_id: Uuid::from_u128(2),
        expires_at: bench.now(),
    };
    vec![stage(&record, Changes::insert_idempotency_record)]
}

fn of_the_dead_letter(bench: &Bench, user: &User) -> Vec<Stage> {
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
    vec![stage(&letter, Changes::redrive)]
}

#[tokio::test]
async fn no_two_changes_of_a_commit_are_of_one_row() {
    let bench = Bench::new();
    let user = bench.user("ada.lovelace", Role::User).await;
    let caller = Caller { request_id: RequestId::new(Uuid::from_u128(3)), address: None };
    let staged = |stages: &[&Stage]| {
        let mut changes = Changes::by_operator(&caller, bench.now());
        for stage in stages {
            stage(&mut changes);
        }
        changes.into_staged(&bench.fakes.ids).map(|staged| staged.changes.len())
    };
    let all = [
        of_the_user(&user),
        of_the_session(&bench, &user).await,
        of_the_product(&bench),
        of_the_order(&bench, &user),
        of_the_record(&bench, &user),
        of_the_dead_letter(&bench, &user),
    ];
    for of_row in &all {
        for first in of_row {
            assert_eq!(staged(&[first]), Ok(1));
            for second in of_row {
                assert_eq!(staged(&[first, second]), Err(RowTwice));
            }
        }
    }
    let one_of_each: Vec<&Stage> = all.iter().map(|of_row| &of_row[0]).collect();
    assert_eq!(staged(&one_of_each), Ok(all.len()), "the rows are different ones");
}
