use std::collections::HashSet;

use futures_util::TryStreamExt;
use tranche_client::{
    items,
    types::{CreateProductRequest, ListProductsResponse, ProblemCode, Product, UpdateProductRequest},
};

use super::{
    UNKNOWN_ID, Walk,
    shopper::{Answer, assert_refused},
};

pub(super) async fn take(walk: &mut Walk) {
    {
        let _step = walk.step("Create a product as that user");
        let body = CreateProductRequest { name: "Teapot".to_owned(), description: None, price: None, stock: None };
        assert_refused(walk.user.0.create_product(&body).await, ProblemCode::Forbidden, 403);
    }
    {
        let _step = walk.step("Create 60 products as the super admin");
        for number in 1..=60 {
            let product = walk.admin.create(&format!("Teapot {number}")).await.unwrap();
            walk.products.push(product.into_inner());
        }
    }
    {
        let _step = walk.step("List the products, 25 a page");
        walk.requests.watch("");
        let client = &walk.user.0;
        let listed = items(
            async |token: Option<&str>| client.list_products(token, Some(25)).await,
            |page: ListProductsResponse| (page.products, page.next_token),
        );
        let listed: Vec<Product> = listed.try_collect().await.unwrap();
        let ids: HashSet<_> = walk.products.iter().map(|product| product.id).collect();
        let own: Vec<_> = listed.into_iter().filter(|product| ids.contains(&product.id)).collect();
        assert_eq!(own, walk.products);
        assert!(walk.requests.seen().len() > 2);
    }
    {
        let _step = walk.step("Ask for what can't be had");
        let answer = walk.user.0.list_products(Some("made-up"), None).await;
        assert_refused(answer, ProblemCode::InvalidPageToken, 400);
        let answer = walk.user.0.view_product(&UNKNOWN_ID.parse().unwrap(), None).await;
        assert_refused(answer, ProblemCode::NotFound, 404);
        let description = Some("x".repeat(70_000));
        let body = CreateProductRequest { name: "Teapot".to_owned(), description, price: None, stock: None };
        assert_refused(walk.admin.0.create_product(&body).await, ProblemCode::PayloadTooLarge, 413);
    }
}

pub(super) async fn change_twice(walk: &mut Walk) {
    let _step = walk.step("Change a product twice by one `ETag`");
    let product = &walk.products[4];
    let found = walk.user.0.view_product(&product.id, None).await.unwrap();
    let tag = found.headers()["ETag"].to_str().unwrap();
    let changed: Answer<Product> = change(walk, product, tag, "Kettle").await;
    assert_eq!(changed.unwrap().name, "Kettle");
    assert_refused(change(walk, product, tag, "Pot").await, ProblemCode::PreconditionFailed, 412);
}

async fn change(walk: &Walk, product: &Product, tag: &str, name: &str) -> Answer<Product> {
    let body = UpdateProductRequest { name: Some(name.to_owned()), description: None, price: None, stock: None };
    walk.admin.0.update_product(&product.id, Some(tag), &body).await
}
