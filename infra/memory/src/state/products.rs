use domain::Product;

use super::{
    HasTable, State,
    table::{Indexed, Table},
};

impl Indexed for Product {
    type Indexes = ();
}

impl HasTable<Product> for State {
    fn table(&self) -> &Table<Product> {
        &self.products
    }
}
