use actix_web::test::TestRequest;
use application::{Authorization, Persistence, Repository, Services, Work};
use domain::{Product, ProductId, Role, User};
use product_crud::{CreateProduct, DeleteProduct, ListProducts, UpdateProduct, ViewProduct, routes};
use serde_json::{Value, json};
use shaku::module;
use test_kit::{Answer, World, with_cookie};

/// The path of the products.
pub(crate) const PRODUCTS: &str = "/api/v1/products";

module! {
    pub(crate) Slice {
        components = [
            CreateProduct,
            DeleteProduct,
            ListProducts,
            UpdateProduct,
            ViewProduct,
        ],
        providers = [],
        use dyn Persistence { components = [dyn Repository<Product>], providers = [] },
        use dyn Services { components = [dyn Authorization, dyn Work], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

/// The response to a request with the id `req-7`.
pub(crate) async fn send(world: &World, request: TestRequest) -> Answer {
    world.send(routes(&slice(world)), request.insert_header(("x-request-id", "req-7"))).await
}

/// The response to a `GET` of the list without a session, with `rest` behind its path.
pub(crate) async fn get(world: &World, rest: &str) -> Answer {
    send(world, TestRequest::get().uri(&format!("{PRODUCTS}{rest}"))).await
}

pub(crate) async fn create(world: &World, cookie: &str, body: &Value) -> Answer {
    send(world, post(cookie).set_json(body)).await
}

pub(crate) async fn update(world: &World, cookie: &str, product: &Product, body: &Value) -> Answer {
    send(world, put(cookie, product.id()).set_json(body)).await
}

/// An update with this tag as the precondition.
pub(crate) async fn update_if(world: &World, cookie: &str, product: &Product, body: &Value, tag: &str) -> Answer {
    send(world, put(cookie, product.id()).insert_header(("if-match", tag)).set_json(body)).await
}

pub(crate) async fn remove(world: &World, cookie: &str, product: &Product) -> Answer {
    send(world, delete(cookie, product.id())).await
}

/// A deletion with this tag as the precondition.
pub(crate) async fn remove_if(world: &World, cookie: &str, product: &Product, tag: &str) -> Answer {
    send(world, delete(cookie, product.id()).insert_header(("if-match", tag))).await
}

pub(crate) fn post(cookie: &str) -> TestRequest {
    with_cookie(TestRequest::post().uri(PRODUCTS), cookie)
}

pub(crate) fn put(cookie: &str, id: ProductId) -> TestRequest {
    with_cookie(TestRequest::put().uri(&format!("{PRODUCTS}/{id}")), cookie)
}

pub(crate) fn delete(cookie: &str, id: ProductId) -> TestRequest {
    with_cookie(TestRequest::delete().uri(&format!("{PRODUCTS}/{id}")), cookie)
}

/// An admin, and the admin's cookie.
pub(crate) async fn admin(world: &World) -> (User, String) {
    let admin = world.user("acting.admin", Role::Admin).await;
    let (_, cookie) = world.sign_in(&admin).await;
    (admin, cookie)
}

/// The product as clients see it.
pub(crate) fn seen(product: &Product) -> Value {
    json!({
        "id": product.id().to_string(),
        "name": product.name().as_str(),
        "description": product.description().map(|text| text.as_str().to_owned()),
        "price": product.price().map(|price| {
            json!({"amount": price.money().amount, "currency": price.money().currency.code()})
        }),
        "stock": product.stock().units(),
        "createDate": product.created_at().to_string(),
        "lastUpdateDate": product.updated_at().to_string(),
    })
}

/// The tag that a product has now.
pub(crate) async fn tag(world: &World, product: &Product) -> String {
    get(world, &format!("/{}", product.id())).await.header("etag").to_owned()
}

/// The names of all products, as a list gives them.
pub(crate) fn names(answer: &Answer) -> Vec<String> {
    let products = answer.body["products"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    products.iter().map(|product| product["name"].as_str().unwrap().to_owned()).collect()
}

/// Asserts that a product breaks the rules, and of which fields.
#[track_caller]
pub(crate) fn assert_invalid(answer: &Answer, pointers: &[&str]) {
    answer.assert_problem(422, "invalid-product");
    let errors = answer.body["errors"].as_array().unwrap();
    let found: Vec<_> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(found, pointers, "{:#}", answer.body);
    for error in errors {
        assert_eq!(error["code"], "invalid-product");
        assert!(answer.body["detail"].as_str().unwrap().contains(error["detail"].as_str().unwrap()));
    }
}
