use application::{EventKind, event_payload};
use domain::{Entity, MoneyDraft, Product, ProductDraft};

use super::{
    Entry, Kind, REMEMBERED, Sample,
    chance::Chance,
    words::{ADJECTIVES, MATERIALS, QUALITIES, THINGS},
};
use crate::SeedKind;

pub(super) const KIND: Kind = Kind {
    seed_kind: SeedKind { name: Product::COLLECTION, usual: 200, needs: &[] },
    next: |sample| Some(next(sample)),
};

fn next(sample: &mut Sample) -> Entry {
    let product = product(&mut sample.chance);
    if product.price().is_some() && sample.orderable.len() < REMEMBERED {
        sample.orderable.push(product.clone());
    }
    let data = event_payload::of_product(&product);
    sample.created(product, EventKind::ProductCreated, data)
}

/// A product; a few have no price yet, and some have no tracked stock.
fn product(chance: &mut Chance) -> Product {
    let at = chance.next_moment();
    loop {
        // The words follow the rules, so the first draft is valid.
        if let Ok(details) = draft(chance).validate() {
            return Product::new(chance.id(at), details, at);
        }
    }
}

fn draft(chance: &mut Chance) -> ProductDraft {
    let (adjective, material, thing) = (chance.one_of(ADJECTIVES), chance.one_of(MATERIALS), chance.one_of(THINGS));
    let (first, second) = (chance.one_of(QUALITIES), chance.one_of(QUALITIES));
    let description = format!("A {} of {}. {first} {second}", thing.to_lowercase(), material.to_lowercase());
    // Prices end like those in shops: 4.95, 89.95.
    let amount = chance.between(0, 30) * chance.between(1, 10) * 100 + chance.between(1, 99) * 100 - 5;
    ProductDraft {
        name: format!("{adjective} {material} {thing}"),
        description: (!chance.percent(10)).then_some(description),
        price: (!chance.percent(3)).then(|| MoneyDraft { amount, currency: "EUR".to_owned() }),
        stock: (!chance.percent(10)).then(|| chance.between(0, 500)),
    }
}
