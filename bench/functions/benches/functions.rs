//! Microbenchmarks of the functions that every request calls: `cargo bench -p functions`.

use std::{hint::black_box, num::NonZeroUsize, sync::Arc};

use application::{Position, SessionClaims, SessionTokens};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    Basket, Order, OrderId, Price, Product, ProductDetails, ProductId, ProductName, Stock, Timestamp, UserId,
};
use presentation::{Code, ListIdentity, OrderBody, PageTokens, Problem, read_position, write_position};
use secrecy::ExposeSecret;
use security::{SecuritySettings, system_security};
use uuid::Uuid;

const SECRET: &str = "a secret of a benchmark and of nothing else";

fn session_tokens(criterion: &mut Criterion) {
    let security = system_security(SecuritySettings {
        password_pepper: "a pepper of a benchmark and of nothing else".into(),
        password_peppers_previous: Vec::new(),
        jwt_secret: SECRET.into(),
        jwt_secrets_previous: Vec::new(),
        bcrypt_cost: 4,
        hasher_threads: NonZeroUsize::MIN,
        hasher_queue: 1,
    })
    .unwrap();
    let tokens: Arc<dyn SessionTokens> = security.resolve();
    let claims = SessionClaims {
        secret: tokens.mint().secret,
        user_id: UserId::new(Uuid::from_u128(7)),
        issued_at: at(1_795_000_000_000),
        expires_at: at(1_795_001_800_000),
    };
    let token = tokens.sign(&claims);
    criterion.bench_function("sign a session token", |bench| bench.iter(|| tokens.sign(black_box(&claims))));
    criterion.bench_function("read a session token", |bench| {
        bench.iter(|| tokens.read(black_box(token.expose_secret())).unwrap());
    });
}

fn page_tokens(criterion: &mut Criterion) {
    let tokens = PageTokens::new(&SECRET.into(), &[]);
    let list = ListIdentity::new("products");
    let last: Position<Product> =
        Position { created_at: at(1_795_000_000_000), id: ProductId::new(Uuid::from_u128(7)) };
    let sealed = tokens.seal(&list, &write_position(last));
    criterion.bench_function("seal a page token", |bench| {
        bench.iter(|| tokens.seal(&list, &write_position(black_box(last))));
    });
    criterion.bench_function("open a page token", |bench| {
        bench.iter(|| {
            let position = tokens.open(&list, black_box(&sealed)).unwrap();
            read_position::<Product>(&position).unwrap()
        });
    });
}

fn bodies(criterion: &mut Criterion) {
    criterion.bench_function("render a problem", |bench| {
        bench.iter(|| Problem::new(black_box(Code::NotFound), "There is no such product.").respond(Some("7")));
    });
    let orders: Vec<Order> = (0..20).map(order).collect();
    criterion.bench_function("write a page of 20 orders as JSON", |bench| {
        bench.iter(|| {
            let bodies: Vec<OrderBody> = black_box(&orders).iter().map(OrderBody::from).collect();
            serde_json::to_vec(&bodies).unwrap()
        });
    });
}

/// An order of two products.
fn order(number: u128) -> Order {
    let products = [1, 2].map(|product| {
        let details = ProductDetails {
            name: ProductName::parse("Portable Paper Ladle").unwrap(),
            description: None,
            price: Some(Price::parse(20_995, "EUR".parse().unwrap()).unwrap()),
            stock: Stock::Units(341),
        };
        Product::new(ProductId::new(Uuid::from_u128(product)), details, at(0))
    });
    let basket = Basket::parse(&products.each_ref().map(|product| (product.id(), 2))).unwrap();
    let (id, user) = (OrderId::new(Uuid::from_u128(number)), UserId::new(Uuid::from_u128(7)));
    Order::place(id, user, &basket, &products, at(1_795_000_000_000)).unwrap()
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

criterion_group!(benches, session_tokens, page_tokens, bodies);
criterion_main!(benches);
