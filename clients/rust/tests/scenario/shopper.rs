use std::fmt::Debug;

use tranche_client::{
    Client, Error, Refusal, ResponseValue, Retries,
    types::{
        CreateProductRequest, LogInRequest, LogInResponse, Order, PlaceOrderRequest, Price, PriceCurrency, Problem,
        ProblemCode, Product, SignUpRequest, User, WantedItem,
    },
};

use super::PASSWORD;

pub(super) type Answer<T> = Result<ResponseValue<T>, Error<Problem>>;

/// A client in the words of the scenario.
pub(super) struct Shopper(pub(super) Client);

impl Shopper {
    pub(super) fn new(base_url: &str) -> Self {
        Self(Client::connect(base_url, Retries::default()).unwrap())
    }

    pub(super) async fn sign_up(&self, username: &str, password: &str) -> Answer<User> {
        self.0.sign_up(&SignUpRequest { username: username.to_owned(), password: password.to_owned() }).await
    }

    pub(super) async fn log_in(&self, username: &str) -> Answer<LogInResponse> {
        self.0.log_in(&LogInRequest { username: username.to_owned(), password: PASSWORD.to_owned() }).await
    }

    pub(super) async fn create(&self, name: &str) -> Answer<Product> {
        let price = Price { amount: 250, currency: PriceCurrency::Eur };
        let body =
            CreateProductRequest { name: name.to_owned(), description: None, price: Some(price), stock: Some(10) };
        self.0.create_product(&body).await
    }

    pub(super) async fn stock(&self, product: &Product) -> i64 {
        self.0.view_product(&product.id, None).await.unwrap().stock.unwrap()
    }

    pub(super) async fn new_order(&self, product: &Product, quantity: i64, key: Option<&str>) -> Answer<Order> {
        let items = vec![WantedItem { product_id: product.id, quantity }];
        self.0.place_order(key, &PlaceOrderRequest { items }).await
    }
}

/// Asserts that a call is refused with this code and status.
#[track_caller]
pub(super) fn assert_refused<T: Debug>(answer: Answer<T>, code: ProblemCode, status: u16) -> Problem {
    let error = answer.unwrap_err();
    assert_eq!(error.code(), Some(code), "{error}");
    let Error::ErrorResponse(problem) = error else { panic!("no problem: {error}") };
    assert_eq!((problem.status().as_u16(), problem.status), (status, i32::from(status)));
    problem.into_inner()
}
