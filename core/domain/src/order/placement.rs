use thiserror::Error;

use super::{Basket, BasketLine, Order, OrderId, OrderItem, OrderStatus, StockClaim, StoredOrder};
use crate::{Currency, Money, Price, Product, Stock, Timestamp, UserId, Version};

/// Why a basket can't be ordered. Lines are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unplaceable {
    /// The product does not exist.
    #[error("There is no such product.")]
    UnknownProduct {
        /// The line.
        line: usize,
    },
    /// The product has no price.
    #[error("This product has no price and can't be ordered.")]
    NotOrderable {
        /// The line.
        line: usize,
    },
    /// The product's price is in another currency than that of the first line.
    #[error("The prices of one order are in one currency.")]
    MixedCurrencies {
        /// The line.
        line: usize,
    },
    /// The sum over all items exceeds [`Order::MAX_TOTAL`].
    #[error("The total of an order is at most 1,000,000,000,000,000 of the currency's smallest unit.")]
    TotalTooLarge,
    /// The product's stock is smaller than the quantity.
    #[error("There are {left} left of this product.")]
    InsufficientStock {
        /// The line.
        line: usize,
        /// The units in stock.
        left: u64,
    },
}

impl Order {
    /// Orders what is in the basket, at the names and prices of `products`, which holds the products of the basket that
    /// exist.
    ///
    /// # Errors
    /// [`Unplaceable`]. Errors that hold for every buyer come first, a lack of stock last.
    pub fn place(
        id: OrderId,
        user_id: UserId,
        basket: &Basket,
        products: &[Product],
        now: Timestamp,
    ) -> Result<Self, Unplaceable> {
        let lines = find(basket, products)?;
        let prices = prices(&lines)?;
        let currency = one_currency(&prices)?;
        let items: Vec<OrderItem> = lines.iter().zip(prices).map(|(line, price)| line.ordered_at(price)).collect();
        let total = Money { amount: total(&items)?, currency };
        for (line, Line { wanted, product }) in lines.iter().enumerate() {
            if let Stock::Units(left) = product.stock()
                && !product.stock().has(wanted.quantity)
            {
                return Err(Unplaceable::InsufficientStock { line, left });
            }
        }
        Ok(Self::from_stored(StoredOrder {
            id,
            user_id,
            items,
            total,
            status: OrderStatus::Pending,
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        }))
    }
}

/// A line of a basket, and its product.
struct Line<'a> {
    wanted: BasketLine,
    product: &'a Product,
}

impl Line<'_> {
    fn ordered_at(&self, unit_price: Price) -> OrderItem {
        OrderItem {
            product_id: self.product.id(),
            name: self.product.name().clone(),
            quantity: self.wanted.quantity,
            unit_price,
            claim: match self.product.stock() {
                Stock::Units(_) => StockClaim::Taken,
                Stock::Untracked => StockClaim::None,
            },
        }
    }
}

fn find<'a>(basket: &Basket, products: &'a [Product]) -> Result<Vec<Line<'a>>, Unplaceable> {
    let found = basket.lines().iter().enumerate().map(|(line, wanted)| {
        let product = products.iter().find(|product| product.id() == wanted.product);
        product.map(|product| Line { wanted: *wanted, product }).ok_or(Unplaceable::UnknownProduct { line })
    });
    found.collect()
}

fn prices(lines: &[Line<'_>]) -> Result<Vec<Price>, Unplaceable> {
    let prices = lines.iter().enumerate();
    prices.map(|(line, Line { product, .. })| product.price().ok_or(Unplaceable::NotOrderable { line })).collect()
}

fn one_currency(prices: &[Price]) -> Result<Currency, Unplaceable> {
    let mut currencies = prices.iter().map(|price| price.money().currency);
    // A basket is never empty.
    let first = currencies.next().ok_or(Unplaceable::UnknownProduct { line: 0 })?;
    match currencies.position(|currency| currency != first) {
        Some(before) => Err(Unplaceable::MixedCurrencies { line: before + 1 }),
        None => Ok(first),
    }
}

fn total(items: &[OrderItem]) -> Result<u64, Unplaceable> {
    let cost = |item: &OrderItem| item.unit_price.money().amount.checked_mul(item.quantity.into());
    let total = items.iter().try_fold(0_u64, |total, item| total.checked_add(cost(item)?));
    total.filter(|total| *total <= Order::MAX_TOTAL).ok_or(Unplaceable::TotalTooLarge)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{ProductDetails, ProductId, ProductName};

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_unix_millis(millis).unwrap()
    }

    fn product(number: u128, price: Option<(i64, &str)>, stock: Stock) -> Product {
        let details = ProductDetails {
            name: ProductName::parse(&format!("product {number}")).unwrap(),
            description: None,
            price: price.map(|(amount, currency)| Price::parse(amount, currency.parse().unwrap()).unwrap()),
            stock,
        };
        Product::new(ProductId::new(Uuid::from_u128(number)), details, at(0))
    }

    fn place(wanted: &[(u128, i64)], products: &[Product]) -> Result<Order, Unplaceable> {
        let wanted: Vec<_> = wanted.iter().map(|(id, units)| (ProductId::new(Uuid::from_u128(*id)), *units)).collect();
        let basket = Basket::parse(&wanted).unwrap();
        let (order, user) = (OrderId::new(Uuid::from_u128(7)), UserId::new(Uuid::from_u128(8)));
        Order::place(order, user, &basket, products, at(5_000))
    }

    #[test]
    fn an_order_has_the_names_and_prices_of_its_products() {
        let products =
            [product(1, Some((250, "EUR")), Stock::Units(2)), product(2, Some((99, "EUR")), Stock::Untracked)];
        let order = place(&[(2, 3), (1, 2)], &products).unwrap();
        let items: Vec<_> = order
            .items()
            .iter()
            .map(|item| (item.name.as_str(), item.quantity.units(), item.unit_price.money().amount, item.claim))
            .collect();
        assert_eq!(items, [("product 2", 3, 99, StockClaim::None), ("product 1", 2, 250, StockClaim::Taken)]);
        assert_eq!(order.total(), Money { amount: 797, currency: "EUR".parse().unwrap() });
        assert_eq!((order.status(), order.version()), (OrderStatus::Pending, Version::FIRST));
        assert_eq!((order.created_at(), order.updated_at()), (at(5_000), at(5_000)));
    }

    #[test]
    fn the_line_that_can_not_be_ordered_is_reported() {
        let priced = product(1, Some((250, "EUR")), Stock::Units(2));
        let (unpriced, dollars) = (product(2, None, Stock::Units(2)), product(3, Some((1, "USD")), Stock::Untracked));
        let products = [priced, unpriced, dollars];
        assert_eq!(place(&[(1, 1), (9, 1)], &products), Err(Unplaceable::UnknownProduct { line: 1 }));
        assert_eq!(place(&[(1, 1), (2, 1)], &products), Err(Unplaceable::NotOrderable { line: 1 }));
        assert_eq!(place(&[(1, 1), (3, 1)], &products), Err(Unplaceable::MixedCurrencies { line: 1 }));
        assert_eq!(place(&[(1, 3)], &products), Err(Unplaceable::InsufficientStock { line: 0, left: 2 }));
    }

    #[test]
    fn a_total_has_an_end_and_never_wraps() {
        let dear = |number| product(number, Some((1_000_000_000_000, "JPY")), Stock::Untracked);
        let products: Vec<_> = (1..=50).map(dear).collect();
        assert_eq!(place(&[(1, 1_000)], &products).unwrap().total().amount, Order::MAX_TOTAL);
        assert_eq!(place(&[(1, 1_001)], &products), Err(Unplaceable::TotalTooLarge));
        let all: Vec<_> = (1..=50).map(|number| (number, 1_000_000)).collect();
        assert_eq!(place(&all, &products), Err(Unplaceable::TotalTooLarge));
    }

    proptest! {
        #[test]
        fn a_total_is_the_sum_of_its_items(lines in prop::collection::vec((0_i64..=1_000_000, 1_i64..=1_000), 1..=50)) {
            let products: Vec<_> = lines.iter().zip(1..)
                .map(|((amount, _), number)| product(number, Some((*amount, "EUR")), Stock::Untracked)).collect();
            let wanted: Vec<_> = lines.iter().zip(1..).map(|((_, units), number)| (number, *units)).collect();
            let expected: i64 = lines.iter().map(|(amount, units)| amount * units).sum();
            prop_assert_eq!(place(&wanted, &products).unwrap().total().amount, expected.unsigned_abs());
        }
    }
}
