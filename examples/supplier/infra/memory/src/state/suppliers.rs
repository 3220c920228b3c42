use application::UniqueValue;
use domain::Supplier;

use super::{
    HasTable, State,
    table::{Indexed, Table, Unique},
};

impl Indexed for Supplier {
    type Indexes = ();

    fn unique_values(&self) -> Vec<Unique> {
        vec![(UniqueValue::SupplierName, self.details().name.as_str().into())]
    }
}

impl HasTable<Supplier> for State {
    fn table(&self) -> &Table<Supplier> {
        &self.suppliers
    }
}
