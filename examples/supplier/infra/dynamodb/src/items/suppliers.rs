use application::{StoreError, UniqueValue};
use domain::{Entity, StoredSupplier, Supplier, SupplierDetails, SupplierEmail, SupplierId, SupplierName, Version};

use super::{Attributes, Fields, Item, moment, number, text};
use crate::{
    keys::{Key, List},
    stored::{Entry, Listed, Stored},
};

/// The names, each of which one supplier has.
const NAMES: List = List::Named("SUPPLIER_NAMES");

impl Stored for Supplier {
    fn key(&self) -> Key {
        Self::key_of(self.id())
    }

    fn attributes(&self) -> Attributes {
        let supplier = self.as_stored();
        let details = &supplier.details;
        let mut attributes = vec![
            ("id", text(supplier.id.to_string())),
            ("name", text(details.name.as_str())),
            ("created_at", moment(supplier.created_at)),
            ("updated_at", moment(supplier.updated_at)),
            ("version", number(supplier.version.number())),
        ];
        attributes.extend(details.email.as_ref().map(|value| ("email", text(value.as_str()))));
        attributes
    }

    fn entries(&self) -> Vec<Entry> {
        let named = vec![(Self::NAME, text(self.id().to_string()))];
        let listed = named.clone();
        vec![
            Entry {
                key: Key::unique_value(NAMES, self.details().name.as_str()),
                attributes: named.clone(),
                unique: Some(UniqueValue::SupplierName),
            },
            Entry {
                key: Key::aggregate_entry(Self::LIST, self.created_at(), self.id()),
                attributes: listed,
                unique: None,
            },
        ]
    }

    fn read(item: Item) -> Result<Self, StoreError> {
        let fields = Fields::of("suppliers", item);
        Ok(Self::from_stored(StoredSupplier {
            id: fields.id("id")?,
            details: SupplierDetails {
                name: SupplierName::parse(fields.text("name")?).map_err(|error| fields.corrupt("name", error))?,
                email: fields
                    .optional_text("email")?
                    .map(SupplierEmail::parse)
                    .transpose()
                    .map_err(|error| fields.corrupt("email", error))?,
            },
            created_at: fields.moment("created_at")?,
            updated_at: fields.moment("updated_at")?,
            version: Version::new(fields.number("version")?),
        }))
    }
}

impl Listed for Supplier {
    const LIST: List = List::Named("SUPPLIERS");
    const NAME: &'static str = "supplier_id";

    fn key_of(id: SupplierId) -> Key {
        Key::aggregate("SUPPLIER", id)
    }
}
