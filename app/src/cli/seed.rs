use std::sync::Arc;

use application::HasInteractor;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::{ExposeSecret, SecretString};
use seed_store::{Progress, SeedPlan, SeedStore};

use super::{CommandResult, say};
use crate::{
    composition::compose,
    configuration::{Settings, StoreUrl},
    preflight,
};

#[derive(Args)]
pub(super) struct SeedFlags {
    /// How many products to make.
    #[arg(long, value_name = "N", default_value_t = 200)]
    products: u32,
    /// How many users to make.
    #[arg(long, value_name = "N", default_value_t = 20)]
    users: u32,
    /// How many orders to make.
    #[arg(long, value_name = "N", default_value_t = 100)]
    orders: u32,
    /// Which sample: the same number makes the same things again.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

pub(super) async fn run(flags: SeedFlags, mut settings: Settings) -> CommandResult {
    if matches!(settings.store.url, StoreUrl::Memory) {
        return Err("a store in memory is the server's alone, and what this command made would be gone with it: \
             set `store.url` to another store"
            .into());
    }
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
    say(format_args!("Made {products} products, {users} users and {orders} orders."))?;
    if users > 0 {
        say(format_args!("Each of the users logs in with the password {}", password.expose_secret()))?;
    }
    Ok(())
}

/// Drawn anew each time: a password that everybody knows would be a way in.
fn new_password() -> Result<SecretString, getrandom::Error> {
    let (high, low) = (getrandom::u64()?, getrandom::u64()?);
    Ok(format!("{high:016x}{low:016x}").into())
}

/// It draws itself on a terminal alone.
fn progress_bar(total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len}, {eta} left");
    let bar = ProgressBar::new(total);
    style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
}
