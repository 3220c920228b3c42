use secrecy::SecretString;

/// What to fill a store with. The same seed makes the same products, users and orders, with the same ids and times.
#[derive(Clone)]
pub struct SeedPlan {
    /// How many products.
    pub products: u32,
    /// How many users. Without products or users there can be no orders.
    pub users: u32,
    /// How many orders.
    pub orders: u32,
    /// Tells one sample from another.
    pub seed: u64,
    /// The password of every user that is made.
    pub password: SecretString,
}

/// How far the filling has come.
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
