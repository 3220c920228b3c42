use tranche_client::types::{Order, ProblemCode};

use super::{UNKNOWN_ID, Walk, shopper::assert_refused};

/// A key for an order of two; each walk has a user of its own, so the key can't collide.
const KEY: &str = "a-key-of-the-caller";

/// The first order that was placed.
pub(super) async fn take(walk: &mut Walk) -> Order {
    let placed = {
        let _step = walk.step("Place three orders");
        walk.requests.watch("");
        let first = walk.user.new_order(&walk.products[0], 3, None).await.unwrap().into_inner();
        let second = walk.user.new_order(&walk.products[0], 1, None).await.unwrap();
        assert_ne!(first.id, second.id);
        assert_eq!((&*first.status, first.total.amount, &*first.total.currency), ("pending", 750, "EUR"));
        let keys = walk.requests.keys();
        assert_eq!(keys.len(), 2);
        assert_ne!(keys[0], keys[1]);
        walk.requests.watch("unknown-status");
        assert_eq!(walk.user.new_order(&walk.products[5], 1, None).await.unwrap().status, "waiting");
        first
    };
    let product = walk.products[1].clone();
    {
        let _step = walk.step("Place an order twice with one key");
        let first = walk.user.new_order(&product, 4, Some(KEY)).await.unwrap();
        let second = walk.user.new_order(&product, 4, Some(KEY)).await.unwrap();
        assert_eq!(*first, *second);
        assert_eq!(walk.user.stock(&product).await, 6);
    }
    {
        let _step = walk.step("Send that key with another order, and order too much");
        let answer = walk.user.new_order(&product, 5, Some(KEY)).await;
        assert_refused(answer, ProblemCode::IdempotencyKeyReused, 422);
        assert_refused(walk.user.new_order(&product, 7, None).await, ProblemCode::InsufficientStock, 422);
    }
    {
        let _step = walk.step("Lose the answer to an order");
        walk.requests.watch("lose");
        walk.user.new_order(&walk.products[2], 4, None).await.unwrap();
        let keys = walk.requests.keys();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1]);
        assert_eq!(walk.user.stock(&walk.products[2]).await, 6);
    }
    placed
}

pub(super) async fn cancel(walk: &mut Walk, placed: &Order) {
    let _step = walk.step("Cancel an order");
    let client = &walk.user.0;
    assert_eq!(client.cancel_order(&placed.id, None).await.unwrap().status, "cancelled");
    assert_eq!(walk.user.stock(&walk.products[0]).await, 9);
    assert_refused(client.cancel_order(&placed.id, None).await, ProblemCode::OrderNotCancellable, 422);
    let answer = client.cancel_order(&UNKNOWN_ID.parse().unwrap(), None).await;
    assert_refused(answer, ProblemCode::OrderNotFound, 404);
}
