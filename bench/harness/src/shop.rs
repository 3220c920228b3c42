use serde_json::{Value, json};

use crate::{Result, client::Client, workplace::Workplace};

/// The endpoints that both programs have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Product,
    FirstPage,
    LaterPage,
    CurrentUser,
    Order,
}

/// Resources to request, and the client.
pub(crate) struct Shop {
    /// A signed-in client.
    pub(crate) client: Client,
    /// Its user's id.
    pub(crate) user: String,
    /// Products with more stock than any measure takes.
    pub(crate) plentiful: Vec<String>,
    /// Products from the whole catalogue.
    pub(crate) products: Vec<String>,
    /// The token of a page behind the first.
    pub(crate) later: String,
}

/// How many products are ordered: enough that concurrent orders rarely share one.
const PLENTIFUL: u32 = 200;

impl Endpoint {
    pub(crate) const ALL: [Self; 5] = [Self::Product, Self::FirstPage, Self::LaterPage, Self::CurrentUser, Self::Order];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Product => "get a product",
            Self::FirstPage => "first page of 20",
            Self::LaterPage => "a later page of 20",
            Self::CurrentUser => "me",
            Self::Order => "place an order",
        }
    }
}

impl Shop {
    /// Fills the stock, and reads ids and tokens.
    pub(crate) fn open(origin: &str) -> Result<Self> {
        let client = Client::admin(origin)?;
        let me = client.get("/api/v1/auth/me")?.json(200)?;
        let mut plentiful = Vec::new();
        for number in 0..PLENTIFUL {
            let product = json!({
                "name": format!("Plentiful {number}"),
                "description": "In stock for any number of orders.",
                "price": {"amount": 1_250, "currency": "EUR"},
                "stock": 1_000_000_000,
            });
            plentiful.push(text(&client.post("/api/v1/products", &product)?.json(201)?, "/id")?);
        }
        let first = client.get("/api/v1/products?pageSize=100")?.json(200)?;
        let listed = first.get("products").and_then(Value::as_array).ok_or("no products")?;
        let products = listed.iter().map(|product| text(product, "/id")).collect::<Result<_>>()?;
        let later = text(&first, "/nextToken")?;
        Ok(Self { user: text(&me, "/user/id")?, client, plentiful, products, later })
    }

    /// The paths to load an endpoint with.
    pub(crate) fn paths(&self, endpoint: Endpoint) -> Vec<String> {
        match endpoint {
            Endpoint::Product => self.products.iter().map(|id| format!("/api/v1/products/{id}")).collect(),
            Endpoint::FirstPage => vec!["/api/v1/products".to_owned()],
            Endpoint::LaterPage => vec![format!("/api/v1/products?pageSize=20&nextToken={}", self.later)],
            Endpoint::CurrentUser => vec!["/api/v1/auth/me".to_owned()],
            Endpoint::Order => vec!["/api/v1/orders".to_owned()],
        }
    }

    /// Orders of two products each.
    pub(crate) fn orders(&self) -> impl Iterator<Item = Value> {
        let item = |id: &String| json!({"productId": id, "quantity": 1});
        self.plentiful.windows(2).map(move |pair| json!({"items": pair.iter().map(item).collect::<Value>()}))
    }

    /// An order of the same product each time.
    pub(crate) fn order_of_one(&self) -> Result<Value> {
        let id = self.plentiful.first().ok_or("no product")?;
        Ok(json!({"items": [{"productId": id, "quantity": 1}]}))
    }

    /// The orders in a file, one a line.
    pub(crate) fn write_orders(&self, workplace: &Workplace) -> Result<std::path::PathBuf> {
        let lines: Vec<String> = self.orders().map(|order| order.to_string()).collect();
        workplace.write_lines(&lines)
    }
}

/// The text at this pointer of a response.
pub(crate) fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    Ok(found.ok_or_else(|| format!("no {pointer} in {value}"))?.to_owned())
}
