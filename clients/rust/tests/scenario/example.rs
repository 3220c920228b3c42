use std::{error::Error, future::ready, pin::pin};

use futures_util::TryStreamExt;

use tranche_client::{
    Client, Refusal, Retries, items,
    types::{ListProductsResponse, LogInRequest, PlaceOrderRequest, ProblemCode, SignUpRequest, WantedItem},
};

/// What a program does first.
pub(crate) async fn first_steps(base_url: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::connect(base_url, Retries::default())?;
    let (username, password) = ("ada.lovelace".to_owned(), "difference engine".to_owned());

    match client.sign_up(&SignUpRequest { username: username.clone(), password: password.clone() }).await {
        Err(error) if error.code() != Some(ProblemCode::UsernameTaken) => return Err(error.into()),
        _ => {}
    }
    client.log_in(&LogInRequest { username, password }).await?;

    let products = items(
        async |token: Option<&str>| client.list_products(token, Some(100)).await,
        |page: ListProductsResponse| (page.products, page.next_token),
    );
    let mut in_stock = pin!(products.try_filter(|product| ready(product.price.is_some() && product.stock != Some(0))));
    let teapot = in_stock.try_next().await?.ok_or("nothing is in stock")?;
    println!("found {}", teapot.name);

    let items = vec![WantedItem { product_id: teapot.id, quantity: 1 }];
    let order = client.place_order(None, &PlaceOrderRequest { items }).await?;
    println!("ordered {} for {} {}", teapot.name, order.total.amount, order.total.currency);
    Ok(())
}
