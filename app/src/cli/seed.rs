use std::sync::Arc;

use application::HasInteractor;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::{ExposeSecret, SecretString};
use seed_store::{Progress, SeedPlan, SeedStore};

use super::{CommandResult, say, stored_elsewhere};
use crate::{composition::compose, configuration::Settings, preflight};

#[derive(Args)]
pub(super) struct SeedFlags {
    /// The number of products to create.
    #[arg(long, value_name = "N", default_value_t = 200)]
    products: u32,
    /// The number of users to create.
    #[arg(long, value_name = "N", default_value_t = 20)]
    users: u32,
    /// The number of orders to create.
    #[arg(long, value_name = "N", default_value_t = 100)]
    orders: u32,
    /// The seed of the sample: the same number creates the same products, users and orders again.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

pub(super) async fn run(flags: SeedFlags, mut settings: Settings) -> CommandResult {
    stored_elsewhere(&settings)?;
    preflight::check_store(&settings).await?;
    settings.keep_generated_secrets()?;
    let composition = compose(&settings)?;
    if settings.store.migrate_on_start {
        composition.schema().migrate().await?;
    }
    let SeedFlags { products, users, orders, seed } = flags;
    let password = new_password()?;
    let plan = SeedPlan { products, users, orders, seed, password: password.clone() };
    let bar = progress_bar(plan.total());
    let seed_store: Arc<SeedStore> = composition.module.interactor();
    let report = |progress: Progress| bar.set_position(progress.stored);
    seed_store.execute(&composition.internal_caller(), plan, &report).await?;
    bar.finish_and_clear();
    say(format_args!("Created {products} products, {users} users and {orders} orders."))?;
    if users > 0 {
        say(format_args!("Each user has the password {}", password.expose_secret()))?;
    }
    Ok(())
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
