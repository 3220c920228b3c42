use serde_json::{Value, json};

use crate::support::{Answer, Client, PASSWORD, ROOT, sign_up_and_log_in};

/// The stock of each product that is ordered.
pub(crate) const STOCK: i64 = 900_000;
const BUYERS: usize = 4;
const PRODUCTS: usize = 3;

/// A catalogue and its buyers. Their cookies are valid at any process that shares the store.
pub(crate) struct Shop {
    pub(crate) root: String,
    pub(crate) buyers: Vec<String>,
    /// The ids of the products that are ordered.
    pub(crate) products: Vec<String>,
}

impl Shop {
    /// Creates it, through a server that has a super admin.
    pub(crate) fn open(anonymous: &Client) -> Self {
        let answer = anonymous.log_in(ROOT, PASSWORD);
        let root = anonymous.with_cookie(answer.assert_status(200).cookie());
        let products = (0..PRODUCTS).map(|number| {
            let answer = add_product(&root, &format!("Tea {number}"), STOCK);
            answer.assert_status(201).body["id"].as_str().unwrap().to_owned()
        });
        let products = products.collect();
        let buyer = |number| sign_up_and_log_in(anonymous, &buyer_name(number)).cookie.unwrap();
        Self { root: root.cookie.unwrap(), buyers: (0..BUYERS).map(buyer).collect(), products }
    }

    /// The body that orders this quantity of a product.
    pub(crate) fn basket(&self, product: usize, quantity: i64) -> Value {
        json!({"items": [{"productId": self.products[product % PRODUCTS], "quantity": quantity}]})
    }

    /// The names of all users from before the first write.
    pub(crate) fn people() -> impl Iterator<Item = String> {
        (0..BUYERS).map(buyer_name).chain([ROOT.to_owned()])
    }
}

pub(crate) fn add_product(root: &Client, name: &str, stock: i64) -> Answer {
    let price = json!({"amount": 250, "currency": "EUR"});
    root.post("/api/v1/products", &json!({"name": name, "price": price, "stock": stock}))
}

fn buyer_name(number: usize) -> String {
    format!("buyer.{number}")
}
