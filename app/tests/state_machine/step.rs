use domain::OrderStatus;
use proptest::{
    collection::vec,
    option,
    prelude::{Just, Strategy, any},
    prop_oneof,
    sample::select,
};

/// A call. Its numbers refer to products and orders, modulo how many were created.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Add { price: Option<i64>, stock: Option<i64> },
    SetPrice { product: usize, price: Option<i64> },
    SetStock { product: usize, stock: Option<i64> },
    Rename { product: usize },
    Remove { product: usize },
    Place { buyer: Buyer, lines: Vec<(usize, i64)>, key: Option<u8> },
    Cancel { by: Canceller, order: usize },
    Advance { order: usize, to: OrderStatus },
}

/// One of two users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Buyer {
    First,
    Second,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Canceller {
    Buyer(Buyer),
    Admin,
}

/// The outcome of a step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Done,
    /// There is no such product or order, or the step refers to one before any was created.
    NotFound,
    Placed {
        order: usize,
        total: u64,
    },
    UnknownProduct,
    NotOrderable,
    InsufficientStock {
        left: u64,
    },
    KeyReused,
    NotCancellable(OrderStatus),
    InvalidTransition,
}

pub(crate) fn steps() -> impl Strategy<Value = Step> {
    let product = || 0_usize..8;
    let order = || 0_usize..16;
    // Stocks are small, so that they run out.
    let stock = || option::weighted(0.8, 0_i64..12);
    let price = || option::weighted(0.9, 0_i64..10_000);
    let buyer = || select(vec![Buyer::First, Buyer::Second]);
    let canceller = prop_oneof![buyer().prop_map(Canceller::Buyer), Just(Canceller::Admin)];
    prop_oneof![
        2 => (price(), stock()).prop_map(|(price, stock)| Step::Add { price, stock }),
        1 => (product(), price()).prop_map(|(product, price)| Step::SetPrice { product, price }),
        1 => (product(), stock()).prop_map(|(product, stock)| Step::SetStock { product, stock }),
        1 => product().prop_map(|product| Step::Rename { product }),
        1 => product().prop_map(|product| Step::Remove { product }),
        8 => (buyer(), vec((product(), 1_i64..5), 1..4), option::weighted(0.4, any::<u8>().prop_map(|key| key % 4)))
            .prop_map(|(buyer, lines, key)| Step::Place { buyer, lines, key }),
        4 => (canceller, order()).prop_map(|(by, order)| Step::Cancel { by, order }),
        4 => (order(), select(OrderStatus::ALL.to_vec())).prop_map(|(order, to)| Step::Advance { order, to }),
    ]
}
