//! The use cases over the store in memory, through their routes behind the edge of the server.

mod reads;
mod writes;

use actix_web::{http::Method, test::TestRequest};
use application::{Authorization, Persistence, Repository, Services, Work};
use domain::{Role, Supplier, User};
use serde_json::{Value, json};
use shaku::module;
use supplier_crud::routes;
use test_kit::{Answer, World, with_cookie};

const SUPPLIERS: &str = "/api/v1/suppliers";

module! {
    Slice {
        components = [],
        providers = [],
        use dyn Persistence { components = [dyn Repository<Supplier>], providers = [] },
        use dyn Services { components = [dyn Authorization, dyn Work], providers = [] }
    }
}

/// What a supplier can't be without. Unique values are those of this number.
fn required(number: u32) -> Value {
    json!({
        "name": format!("Name {number}"),
    })
}

/// Every field of a supplier. Unique values are those of this number.
fn whole(number: u32) -> Value {
    json!({
        "name": format!("Name {number}"),
        "email": "Email A",
    })
}

async fn send(world: &World, request: TestRequest) -> Answer {
    let slice = Slice::builder(world.persistence.clone(), world.services.clone()).build();
    world.send(routes(&slice), request).await
}

/// The response to a `GET` of the list without a session, with `rest` behind its path.
async fn get(world: &World, rest: &str) -> Answer {
    seen(world, &format!("{SUPPLIERS}{rest}")).await
}

/// The supplier at this path, as a caller without a session gets it.
async fn seen(world: &World, path: &str) -> Answer {
    send(world, TestRequest::get().uri(path)).await
}

/// A write by the user of this cookie; a tag is sent as `If-Match`.
async fn write(world: &World, method: Method, path: &str, cookie: &str, tag: Option<&str>, body: &Value) -> Answer {
    let mut request = with_cookie(TestRequest::default().method(method).uri(path), cookie);
    if let Some(tag) = tag {
        request = request.insert_header(("if-match", tag));
    }
    let request = if body.is_null() { request } else { request.set_json(body) };
    send(world, request).await
}

async fn create(world: &World, cookie: &str, body: &Value) -> Answer {
    write(world, Method::POST, SUPPLIERS, cookie, None, body).await
}

async fn update(world: &World, cookie: &str, path: &str, body: &Value) -> Answer {
    write(world, Method::PUT, path, cookie, None, body).await
}

async fn remove(world: &World, cookie: &str, path: &str) -> Answer {
    write(world, Method::DELETE, path, cookie, None, &Value::Null).await
}

/// Creates a supplier with every field, as the user of this cookie, and returns its path.
async fn supplier(world: &World, cookie: &str, number: u32) -> String {
    let answer = create(world, cookie, &whole(number)).await;
    assert_eq!(answer.status, 201, "{:#}", answer.body);
    answer.header("location").to_owned()
}

/// A user who may write, and the user's cookie.
async fn writer(world: &World) -> (User, String) {
    signed_in(world, "acting.user", Role::Admin).await
}

async fn signed_in(world: &World, name: &str, role: Role) -> (User, String) {
    let user = world.user(name, role).await;
    let (_, cookie) = world.sign_in(&user).await;
    (user, cookie)
}
