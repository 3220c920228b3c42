use secrecy::SecretString;

/// The sample to fill a store with. The same seed creates the same products, users and orders, with the same ids and
/// times.
#[derive(Clone)]
pub struct SeedPlan {
    /// The number of products.
    pub products: u32,
    /// The number of users. Without products or users there can be no orders.
    pub users: u32,
    /// The number of orders.
    pub orders: u32,
    /// The number that identifies the sample.
    pub seed: u64,
    /// The password of every created user.
    pub password: SecretString,
}

/// The progress of filling the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Products, users and orders that are stored.
    pub stored: u64,
    /// Products, users and orders that are to be stored.
    pub total: u64,
}

impl SeedPlan {
    /// Products, users and orders together.
    #[must_use]
    pub fn total(&self) -> u64 {
        [self.products, self.users, self.orders].map(u64::from).iter().sum()
    }
}
