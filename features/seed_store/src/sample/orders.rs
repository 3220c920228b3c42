use application::{Actor, Event, EventData, EventKind, event_payload};
use domain::{Basket, Entity, Order, Product, ProductDetails, ProductId, Stock, StockClaim, StoredProduct, User};

use super::{Entry, Kind, Sample, insert};
use crate::SeedKind;

pub(super) const KIND: Kind = Kind {
    seed_kind: SeedKind { name: Order::COLLECTION, usual: 100, needs: &[Product::COLLECTION, User::COLLECTION] },
    next,
};

/// The maximum number of products in an order.
const MOST_LINES: i64 = 4;

/// An order with its events.
fn next(sample: &mut Sample) -> Option<Entry> {
    let at = sample.chance.next_moment();
    let user = sample.one_of()?;
    let lines = usize::try_from(sample.chance.between(1, MOST_LINES)).unwrap_or(1);
    let chosen = sample.chance.indices(sample.orderable.len(), lines);
    let chosen: Vec<Product> = chosen.into_iter().filter_map(|index| sample.orderable.get(index)).cloned().collect();
    let wanted: Vec<(ProductId, i64)> =
        chosen.iter().map(|product| (product.id(), sample.chance.between(1, 3))).collect();
    let basket = Basket::parse(&wanted).ok()?;
    let in_stock: Vec<Product> = chosen.iter().map(as_it_was).collect();
    let mut order = Order::place(sample.chance.id(at), user, &basket, &in_stock, at).ok()?;

    let mut events = vec![event(&order, event_payload::of_order(&order), sample)];
    while let Some(status) = order.status().next() {
        if sample.chance.percent(20) {
            break;
        }
        let (from, later) = (order.status(), sample.chance.next_moment());
        if sample.chance.percent(10) && order.cancel(later).is_ok() {
            order = order.into_next_version();
            let returned: Vec<_> = order
                .items()
                .iter()
                .filter(|item| item.claim == StockClaim::Taken)
                .map(|item| (item.product_id, item.quantity))
                .collect();
            let data = event_payload::of_cancellation(from, &returned);
            events.push(event(&order, data, sample));
            break;
        }
        order.advance(status, later).ok()?;
        order = order.into_next_version();
        events.push(event(&order, event_payload::of_advance(from), sample));
    }
    Some(Entry { stage: insert(order), events })
}

/// The event of the order's latest change.
fn event(order: &Order, data: EventData, sample: &mut Sample) -> Event {
    let (kind, at) = (EventKind::of_order_becoming(order.status()), order.updated_at());
    let actor = match kind {
        EventKind::OrderPlaced => Actor::User(order.user_id()),
        _ => Actor::Operator,
    };
    let (id, subject, request_id) = (sample.chance.id(at), order.id().into(), sample.caller.request_id.clone());
    Event { id, kind, subject, actor, at, request_id, data }
}

/// The product with a full stock, so that no order of the sample fails.
fn as_it_was(product: &Product) -> Product {
    let stored = product.as_stored().clone();
    let stock = match stored.details.stock {
        Stock::Units(_) => Stock::Units(Stock::MAX_SET),
        Stock::Untracked => Stock::Untracked,
    };
    Product::from_stored(StoredProduct { details: ProductDetails { stock, ..stored.details }, ..stored })
}
