use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    journal::{Entry, Journal, Operation, Outcome},
    lists::list_all,
    shop::{STOCK, Shop},
    support::{Client, Workplace},
};

/// Every change that clients know of, which the store must hold, and nothing else.
#[derive(Default)]
pub(crate) struct Ledger {
    usernames: Vec<String>,
    products: Vec<String>,
    /// Each order by its id, as the response had it.
    orders: BTreeMap<String, Value>,
    cancelled: BTreeSet<String>,
    /// The products without a response to their creation: they may exist.
    products_in_doubt: Vec<String>,
}

impl Ledger {
    /// Takes in a journal. Requests without a response are repeated, as clients do; so are orders that had one, under
    /// their keys, which must change nothing.
    pub(crate) fn take(&mut self, journal: Journal, shop: &Shop, server: &Client) {
        for Entry { operation, outcome } in journal.entries {
            match outcome {
                Outcome::Refused => {}
                Outcome::Done(body) => {
                    if let Operation::PlaceOrder { .. } = operation {
                        let again = operation.call(shop, server).send();
                        assert_eq!(again.assert_status(201).body["id"], body["id"], "{operation:?}");
                    }
                    self.enter(operation, body);
                }
                Outcome::Unknown => self.settle(operation, shop, server),
            }
        }
    }

    /// Finds out the result of a change without a response.
    fn settle(&mut self, operation: Operation, shop: &Shop, server: &Client) {
        if let Operation::AddProduct { name, .. } = operation {
            return self.products_in_doubt.push(name);
        }
        let answer = operation.call(shop, server).send();
        match (&operation, answer.status) {
            // 409 and 422 mean that it had been done.
            (Operation::SignUp { .. }, 201 | 409)
            | (Operation::PlaceOrder { .. }, 201)
            | (Operation::Cancel { .. }, 200 | 422) => {
                self.enter(operation, answer.body);
            }
            // It would have been refused in any case.
            (Operation::Cancel { .. }, 404) | (Operation::SignUp { .. } | Operation::PlaceOrder { .. }, 422) => {}
            _ => panic!("{operation:?}: {}", answer.text),
        }
    }

    fn enter(&mut self, operation: Operation, body: Value) {
        match operation {
            Operation::SignUp { username, .. } => self.usernames.push(username),
            Operation::AddProduct { name, .. } => self.products.push(name),
            Operation::PlaceOrder { .. } => {
                self.orders.insert(body["id"].as_str().unwrap().to_owned(), body);
            }
            Operation::Cancel { order, .. } => {
                self.cancelled.insert(order);
            }
        }
    }

    /// Asserts that the store holds all of this exactly once, and nothing else.
    #[track_caller]
    pub(crate) fn assert_kept(&mut self, shop: &Shop, server: &Client, workplace: &Workplace) {
        let root = server.with_cookie(shop.root.as_str());
        let users = list_all(&root, "/api/v1/users?pageSize=100", "users");
        let expected = self.usernames.iter().cloned().chain(Shop::people());
        assert_eq!(sorted(texts(&users, "username")), sorted(expected), "users");

        let products = list_all(server, "/api/v1/products?pageSize=100", "products");
        let (hot, added): (Vec<_>, Vec<_>) =
            products.iter().cloned().partition(|product| shop.products.iter().any(|id| product["id"] == id.as_str()));
        let names: Vec<_> = texts(&added, "name").collect();
        let in_doubt = std::mem::take(&mut self.products_in_doubt);
        self.products.extend(in_doubt.into_iter().filter(|name| names.contains(name)));
        assert_eq!(sorted(names), sorted(self.products.iter().cloned()), "products");

        let orders = list_all(&root, "/api/v1/orders?scope=all&pageSize=100", "orders");
        assert_eq!(sorted(texts(&orders, "id")), sorted(self.orders.keys().cloned()), "orders");
        let mut taken = BTreeMap::<String, i64>::new();
        for order in &orders {
            let id = order["id"].as_str().unwrap();
            let is_cancelled = self.cancelled.contains(id);
            assert_eq!(order["status"], if is_cancelled { "cancelled" } else { "pending" }, "{id}");
            assert_eq!(order["items"], self.orders[id]["items"], "{id}");
            for item in order["items"].as_array().unwrap().iter().filter(|_| !is_cancelled) {
                let quantity = item["quantity"].as_i64().unwrap();
                *taken.entry(item["productId"].as_str().unwrap().to_owned()).or_default() += quantity;
            }
        }
        for product in &hot {
            let taken = taken.get(product["id"].as_str().unwrap()).copied().unwrap_or_default();
            assert_eq!(product["stock"], json!(STOCK - taken), "the stock of {}", product["name"]);
        }
        self.assert_recorded(workplace, &users, &products);
    }

    /// Asserts that there is one event for each of these.
    fn assert_recorded(&self, workplace: &Workplace, users: &[Value], products: &[Value]) {
        let subjects = |kind: &str| {
            let events = workplace.run(&["events", "list", "--kind", kind, "--limit", "1000000"], "");
            assert_eq!(events.code, Some(0), "{}", events.errors);
            let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["subject"]["id"].clone();
            sorted(events.output.lines().map(|line| id(line).as_str().unwrap().to_owned()))
        };
        // The super admin did not sign up.
        let signed_up = users.iter().filter(|user| user["role"] == "user").cloned().collect::<Vec<_>>();
        assert_eq!(subjects("UserSignedUp"), sorted(texts(&signed_up, "id")));
        assert_eq!(subjects("ProductCreated"), sorted(texts(products, "id")));
        assert_eq!(subjects("OrderPlaced"), sorted(self.orders.keys().cloned()));
        assert_eq!(subjects("OrderCancelled"), sorted(self.cancelled.iter().cloned()));
    }
}

fn texts(items: &[Value], field: &str) -> impl Iterator<Item = String> {
    items.iter().map(move |item| item[field].as_str().unwrap().to_owned())
}

/// Whether both have the same members, each as often.
fn sorted(items: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut items: Vec<_> = items.into_iter().collect();
    items.sort_unstable();
    items
}
