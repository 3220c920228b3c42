use std::collections::HashMap;

use domain::OrderStatus;

use crate::step::{Answer, Buyer, Canceller, Step};

/// The expected state of the shop, in plain numbers.
#[derive(Default)]
pub(crate) struct Model {
    /// By number; none where one was removed.
    pub(crate) products: Vec<Option<Product>>,
    pub(crate) orders: Vec<Order>,
    keys: HashMap<(u8, u8), (Lines, usize)>,
}

/// Quantities by the numbers of products.
pub(crate) type Lines = Vec<(usize, u64)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Product {
    pub(crate) price: Option<u64>,
    pub(crate) stock: Option<u64>,
}

pub(crate) struct Order {
    pub(crate) buyer: Buyer,
    pub(crate) status: OrderStatus,
    pub(crate) total: u64,
    /// The quantities taken from stocks.
    taken: Lines,
    /// The statuses so far.
    pub(crate) history: Vec<OrderStatus>,
}

impl Model {
    pub(crate) fn take(&mut self, step: &Step) -> Answer {
        match step {
            Step::Add { price, stock } => {
                let product = Product { price: price.map(unsigned), stock: stock.map(unsigned) };
                self.products.push(Some(product));
                Answer::Done
            }
            Step::SetPrice { product, price } => self.edit(*product, |found| found.price = price.map(unsigned)),
            Step::SetStock { product, stock } => self.edit(*product, |found| found.stock = stock.map(unsigned)),
            Step::Rename { product } => self.edit(*product, |_| ()),
            Step::Remove { product } => match self.product(*product) {
                Some(number) if self.products[number].take().is_some() => Answer::Done,
                _ => Answer::NotFound,
            },
            Step::Place { buyer, lines, key } => self.place(*buyer, lines, *key),
            Step::Cancel { by, order } => self.cancel(*by, *order),
            Step::Advance { order, to } => self.advance(*order, *to),
        }
    }

    /// The product that a step refers to; none if there never was one.
    pub(crate) fn product(&self, number: usize) -> Option<usize> {
        number.checked_rem(self.products.len())
    }

    pub(crate) fn order(&self, number: usize) -> Option<usize> {
        number.checked_rem(self.orders.len())
    }

    /// The lines that a step refers to: each product once.
    pub(crate) fn lines(&self, wanted: &[(usize, i64)]) -> Lines {
        let mut lines = Lines::new();
        for (number, quantity) in wanted {
            let Some(product) = self.product(*number) else { continue };
            if lines.iter().all(|(known, _)| *known != product) {
                lines.push((product, unsigned(*quantity)));
            }
        }
        lines
    }

    fn edit(&mut self, number: usize, edit: impl FnOnce(&mut Product)) -> Answer {
        let Some(number) = self.product(number) else { return Answer::NotFound };
        let Some(product) = &mut self.products[number] else { return Answer::NotFound };
        edit(product);
        Answer::Done
    }

    fn place(&mut self, buyer: Buyer, wanted: &[(usize, i64)], key: Option<u8>) -> Answer {
        let lines = self.lines(wanted);
        if lines.is_empty() {
            return Answer::NotFound;
        }
        let key = key.map(|key| (u8::from(buyer == Buyer::Second), key));
        if let Some((first, order)) = key.and_then(|key| self.keys.get(&key)) {
            let total = self.orders[*order].total;
            return if *first == lines { Answer::Placed { order: *order, total } } else { Answer::KeyReused };
        }
        let found: Option<Vec<Product>> = lines.iter().map(|(product, _)| self.products[*product]).collect();
        let Some(found) = found else { return Answer::UnknownProduct };
        let prices: Option<Vec<u64>> = found.iter().map(|product| product.price).collect();
        let Some(prices) = prices else { return Answer::NotOrderable };
        for ((_, quantity), product) in lines.iter().zip(&found) {
            if let Some(left) = product.stock.filter(|stock| stock < quantity) {
                return Answer::InsufficientStock { left };
            }
        }
        let mut taken = Lines::new();
        for (number, quantity) in &lines {
            if let Some(stock) = self.products[*number].as_mut().and_then(|product| product.stock.as_mut()) {
                *stock -= quantity;
                taken.push((*number, *quantity));
            }
        }
        let total = lines.iter().zip(prices).map(|((_, quantity), price)| quantity * price).sum();
        let (order, status) = (self.orders.len(), OrderStatus::Pending);
        self.orders.push(Order { buyer, status, total, taken, history: vec![status] });
        if let Some(key) = key {
            self.keys.insert(key, (lines, order));
        }
        Answer::Placed { order, total }
    }

    fn cancel(&mut self, by: Canceller, number: usize) -> Answer {
        let Some(number) = self.order(number) else { return Answer::NotFound };
        let order = &mut self.orders[number];
        if matches!(by, Canceller::Buyer(buyer) if buyer != order.buyer) {
            return Answer::NotFound;
        }
        if !matches!(order.status, OrderStatus::Pending | OrderStatus::Processing) {
            return Answer::NotCancellable(order.status);
        }
        order.status = OrderStatus::Cancelled;
        order.history.push(order.status);
        for (product, quantity) in &order.taken {
            if let Some(stock) = self.products[*product].as_mut().and_then(|product| product.stock.as_mut()) {
                *stock += quantity;
            }
        }
        Answer::Done
    }

    fn advance(&mut self, number: usize, to: OrderStatus) -> Answer {
        let Some(number) = self.order(number) else { return Answer::NotFound };
        let order = &mut self.orders[number];
        let next = match order.status {
            OrderStatus::Pending => OrderStatus::Processing,
            OrderStatus::Processing => OrderStatus::Shipped,
            OrderStatus::Shipped => OrderStatus::Delivered,
            OrderStatus::Delivered | OrderStatus::Cancelled => return Answer::InvalidTransition,
        };
        if to != next {
            return Answer::InvalidTransition;
        }
        order.status = to;
        order.history.push(to);
        Answer::Done
    }
}

fn unsigned(number: i64) -> u64 {
    number.unsigned_abs()
}
