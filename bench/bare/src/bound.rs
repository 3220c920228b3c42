use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    access::new_id,
    bodies::WantedItem,
    store::{Placement, Store},
};

/// Prints how many orders a second the store takes from a number of loops, each of which places one after the other.
pub(crate) async fn measure(
    store: Store,
    user: Uuid,
    products: Vec<Uuid>,
    loops: usize,
    seconds: u64,
) -> Result<(), Box<dyn Error>> {
    let (store, baskets) = (Arc::new(store), Arc::new(baskets(&products)));
    let started = Instant::now();
    let end = started + Duration::from_secs(seconds);
    let mut running = JoinSet::new();
    for first in 0..loops {
        let (store, baskets) = (store.clone(), baskets.clone());
        running.spawn(async move {
            let mut placed = 0_u32;
            for basket in baskets.iter().cycle().skip(first) {
                if Instant::now() >= end {
                    break;
                }
                let placement = Placement::new(user, basket.clone(), &new_id().to_string());
                store.place(&placement).await?.ok_or("an order was refused")?;
                placed += 1;
            }
            Ok::<_, Box<dyn Error + Send + Sync>>(placed)
        });
    }
    let mut placed = 0;
    while let Some(ended) = running.join_next().await {
        placed += ended?.map_err(|error| error.to_string())?;
    }
    println!("{:.1}", f64::from(placed) / started.elapsed().as_secs_f64());
    Ok(())
}

/// Each product with its successor in the list.
fn baskets(products: &[Uuid]) -> Vec<Vec<WantedItem>> {
    let item = |product_id: &Uuid| WantedItem { product_id: *product_id, quantity: 1 };
    products.windows(2).map(|pair| pair.iter().map(item).collect()).collect()
}
