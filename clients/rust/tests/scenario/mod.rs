//! The steps of `clients/scenario.md`, in their order. `app/tests/clients` runs them against a server.

mod accounts;
mod catalogue;
mod example;
mod faults;
mod orders;
mod requests;
mod shopper;

use std::{process, thread, time::Instant};

use tranche_client::types::Product;

pub(crate) use example::first_steps;
use requests::Requests;
use shopper::Shopper;

const PASSWORD: &str = "analytical engine";
const UNKNOWN_ID: &str = "0199b1a4-7c00-7000-8000-000000000000";

/// Takes every step against the server behind this address, with the credentials of its super admin. These are their names.
pub(crate) async fn take(base_url: &str, admin: (&str, &str)) -> Vec<&'static str> {
    let mut walk = Walk::new(base_url);
    accounts::begin(&mut walk).await;
    accounts::log_in_as(&walk, admin).await;
    catalogue::take(&mut walk).await;
    let placed = orders::take(&mut walk).await;
    faults::take(&mut walk).await;
    orders::cancel(&mut walk, &placed).await;
    catalogue::change_twice(&mut walk).await;
    accounts::end(&mut walk).await;
    walk.steps
}

/// What a walk through the steps has.
struct Walk {
    /// The names of those begun.
    steps: Vec<&'static str>,
    base_url: String,
    /// The user's name, unique in the store.
    username: String,
    user: Shopper,
    admin: Shopper,
    requests: Requests,
    products: Vec<Product>,
}

impl Walk {
    fn new(base_url: &str) -> Self {
        Self {
            steps: Vec::new(),
            base_url: base_url.to_owned(),
            username: format!("rs.{:x}", process::id()),
            user: Shopper::new(base_url),
            admin: Shopper::new(base_url),
            requests: Requests::new(base_url),
            products: Vec::new(),
        }
    }

    /// Begins a step, which is printed when this goes.
    fn step(&mut self, name: &'static str) -> Step {
        self.steps.push(name);
        Step { number: self.steps.len(), name, began: Instant::now() }
    }
}

struct Step {
    number: usize,
    name: &'static str,
    began: Instant,
}

impl Drop for Step {
    fn drop(&mut self) {
        let outcome = if thread::panicking() { "FAILED" } else { "ok" };
        println!("{:2} {}: {outcome} after {:.1} s", self.number, self.name, self.began.elapsed().as_secs_f64());
    }
}
