use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    shop::Shop,
    support::{Answer, Call, Client, PASSWORD},
};

/// The requests of clients with their outcomes, unordered.
#[derive(Default)]
pub(crate) struct Journal {
    pub(crate) entries: Vec<Entry>,
    /// The requests without a response.
    pub(crate) silences: usize,
    pub(crate) slowest: Duration,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) operation: Operation,
    pub(crate) outcome: Outcome,
}

/// A change that a client requests.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    SignUp {
        username: String,
        password: &'static str,
    },
    AddProduct {
        name: String,
        price: Value,
    },
    PlaceOrder {
        key: String,
        buyer: usize,
        product: usize,
        quantity: i64,
    },
    /// A `buyer` who did not place the order is refused.
    Cancel {
        order: String,
        buyer: usize,
    },
}

/// The outcome that a client knows.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Done(Value),
    Refused,
    /// No response, or one that promises nothing.
    Unknown,
}

/// Clients that write without a pause, observed from outside.
pub(crate) struct Writing {
    answered: AtomicUsize,
    is_over: AtomicBool,
    journal: Mutex<Journal>,
}

impl Writing {
    /// How many requests succeeded or were refused.
    pub(crate) fn answers(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }
}

/// Runs `writers` against this server during `act`, each until that is over or a request gets no response. `run` keeps
/// the names of this run apart from those of others.
pub(crate) fn write_during<T>(
    shop: &Shop,
    server: &Client,
    run: &str,
    writers: usize,
    act: impl FnOnce(&Writing) -> T,
) -> (Journal, T) {
    let writing = Writing { answered: AtomicUsize::new(0), is_over: AtomicBool::new(false), journal: Mutex::default() };
    let result = thread::scope(|scope| {
        for writer in 0..writers {
            let writer = Writer { shop, server, run, number: writer, writing: &writing };
            scope.spawn(move || writer.write());
        }
        // Also if an assertion fails meanwhile.
        let _over = Over(&writing);
        act(&writing)
    });
    (writing.journal.into_inner().unwrap(), result)
}

/// Stops the writers when it is dropped.
struct Over<'a>(&'a Writing);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Relaxed);
    }
}

struct Writer<'a> {
    shop: &'a Shop,
    server: &'a Client,
    run: &'a str,
    number: usize,
    writing: &'a Writing,
}

impl Writer<'_> {
    fn write(&self) {
        let mut placed: Vec<(String, usize)> = Vec::new();
        for round in 0.. {
            let operation = self.operation(round, &placed);
            if self.writing.is_over.load(Ordering::Relaxed) {
                return;
            }
            let since = Instant::now();
            let answer = operation.call(self.shop, self.server).try_send();
            let elapsed = since.elapsed();
            let is_silent = answer.is_err();
            let outcome = answer.map_or(Outcome::Unknown, |answer| outcome(&answer));
            if let (Operation::PlaceOrder { buyer, .. }, Outcome::Done(order)) = (&operation, &outcome) {
                placed.push((order["id"].as_str().unwrap().to_owned(), *buyer));
            }
            if !matches!(outcome, Outcome::Unknown) {
                self.writing.answered.fetch_add(1, Ordering::Relaxed);
            }
            let mut journal = self.writing.journal.lock().unwrap();
            journal.entries.push(Entry { operation, outcome });
            if is_silent {
                journal.silences += 1;
                return;
            }
            journal.slowest = journal.slowest.max(elapsed);
        }
    }

    /// This writer's next change; some of each kind are refused.
    fn operation(&self, round: usize, placed: &[(String, usize)]) -> Operation {
        let (number, name) = (round / 4, format!("{}.{}.{round}", self.run, self.number));
        let buyer = self.number % self.shop.buyers.len();
        match ((round + self.number) % 4, placed) {
            (0, _) => Operation::SignUp { username: name, password: if number % 3 == 2 { "short" } else { PASSWORD } },
            (1, _) => {
                let amount = if number % 3 == 2 { -1 } else { 99 };
                Operation::AddProduct { name, price: json!({"amount": amount, "currency": "EUR"}) }
            }
            (3, [.., (order, owner)]) => {
                let stranger = usize::from(number % 2 == 1);
                Operation::Cancel { order: order.clone(), buyer: (owner + stranger) % self.shop.buyers.len() }
            }
            _ => {
                let quantity = if number % 5 == 4 { 1_000_000 } else { 1 + i64::try_from(round % 3).unwrap() };
                Operation::PlaceOrder { key: name, buyer, product: round, quantity }
            }
        }
    }
}

impl Operation {
    /// The request for it.
    pub(crate) fn call(&self, shop: &Shop, server: &Client) -> Call {
        let buyer = |number: usize| server.with_cookie(shop.buyers[number].as_str());
        match self {
            Self::SignUp { username, password } => {
                server.call("POST", "/api/v1/auth/signup").json(&json!({"username": username, "password": password}))
            }
            Self::AddProduct { name, price } => {
                let root = server.with_cookie(shop.root.as_str());
                root.call("POST", "/api/v1/products").json(&json!({"name": name, "price": price}))
            }
            Self::PlaceOrder { key, buyer: number, product, quantity } => {
                let call = buyer(*number).call("POST", "/api/v1/orders").header("idempotency-key", key);
                call.json(&shop.basket(*product, *quantity))
            }
            Self::Cancel { order, buyer: number } => buyer(*number).call("DELETE", &format!("/api/v1/orders/{order}")),
        }
    }
}

/// The outcome of a response. Under faults, the only one that promises nothing is 503.
#[track_caller]
fn outcome(answer: &Answer) -> Outcome {
    match answer.status {
        200 | 201 => Outcome::Done(answer.body.clone()),
        400..500 => Outcome::Refused,
        _ => {
            answer.assert_problem(503, "unavailable");
            Outcome::Unknown
        }
    }
}
