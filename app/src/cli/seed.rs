use std::{collections::HashMap, sync::Arc};

use application::HasInteractor;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::{ExposeSecret, SecretString};
use seed_store::{Progress, SeedKind, SeedPlan, SeedStore};

use super::{CommandResult, say, stored_elsewhere};
use crate::{composition::compose, configuration::Settings, preflight};

#[derive(Args)]
pub(super) struct SeedFlags {
    /// The number of products to create.
    #[arg(long, value_name = "N", default_value_t = usual("products"))]
    products: u32,
    /// The number of users to create.
    #[arg(long, value_name = "N", default_value_t = usual("users"))]
    users: u32,
    /// The number of orders to create.
    #[arg(long, value_name = "N", default_value_t = usual("orders"))]
    orders: u32,
    /// The number of entities of any kind to create, such as `products=200`.
    #[arg(long, value_name = "KIND=N", value_parser = kind_and_number)]
    number: Vec<(&'static str, u32)>,
    /// The seed of the sample: the same number creates the same sample again.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

/// The number of entities of a kind in a usual sample.
fn usual(name: &str) -> u32 {
    SeedPlan::kinds().find(|kind| kind.name == name).map(|kind| kind.usual).unwrap_or_default()
}

fn kind_and_number(text: &str) -> Result<(&'static str, u32), String> {
    let (name, number) = text.split_once('=').ok_or("write KIND=N, such as products=200")?;
    let kind = SeedPlan::kinds().find(|kind| kind.name == name).ok_or_else(|| {
        let names: Vec<_> = SeedPlan::kinds().map(|kind| kind.name).collect();
        format!("there is no kind `{name}`. Those that there are: {}", names.join(", "))
    })?;
    Ok((kind.name, number.parse().map_err(|error| format!("`{number}` is no number: {error}"))?))
}

impl SeedFlags {
    /// The number of each kind. One that has no flag and is not named is created in its usual number, if there is what it
    /// needs.
    fn numbers(&self) -> HashMap<&'static str, u32> {
        let mut numbers: HashMap<_, _> =
            [("products", self.products), ("users", self.users), ("orders", self.orders)].into();
        numbers.extend(self.number.iter().copied());
        for SeedKind { name, usual, needs } in SeedPlan::kinds() {
            let is_lacking = |needed: &&str| numbers.get(needed).is_none_or(|number| *number == 0);
            let number = if needs.iter().any(is_lacking) { 0 } else { usual };
            numbers.entry(name).or_insert(number);
        }
        numbers
    }
}

pub(super) async fn run(flags: SeedFlags, mut settings: Settings) -> CommandResult {
    stored_elsewhere(&settings)?;
    preflight::check_store(&settings).await?;
    settings.keep_generated_secrets()?;
    let composition = compose(&settings)?;
    if settings.store.migrate_on_start {
        composition.schema().migrate().await?;
    }
    let password = new_password()?;
    let plan = SeedPlan { numbers: flags.numbers(), seed: flags.seed, password: password.clone() };
    let created: Vec<_> = SeedPlan::kinds().map(|kind| format!("{} {}", plan.number(kind.name), kind.name)).collect();
    let has_users = plan.has_users();
    let bar = progress_bar(plan.total());
    let seed_store: Arc<SeedStore> = composition.module.interactor();
    let report = |progress: Progress| bar.set_position(progress.stored);
    seed_store.execute(&composition.internal_caller(), plan, &report).await?;
    bar.finish_and_clear();
    say(format_args!("Created {}.", listed(&created)))?;
    if has_users {
        say(format_args!("Each user has the password {}", password.expose_secret()))?;
    }
    Ok(())
}

/// `a, b and c`.
fn listed(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.join(", "),
    }
}

/// Random for each run: a fixed password would let anyone log in.
fn new_password() -> Result<SecretString, getrandom::Error> {
    let (high, low) = (getrandom::u64()?, getrandom::u64()?);
    Ok(format!("{high:016x}{low:016x}").into())
}

/// It is drawn only on a terminal.
fn progress_bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len}, {eta} left");
    let bar = ProgressBar::new(total);
    style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
}
