use application::{EventData, event_payload};
use domain::{Edit, Product, ProductDescription, ProductEdit};

/// The data of an edit: the new values of the fields that it set.
pub(crate) fn of_edit(edit: &ProductEdit) -> EventData {
    let description = |text: &Option<ProductDescription>| text.as_ref().map(ProductDescription::as_str).into();
    let parts = [
        ("name", set(&edit.name).map(|name| name.as_str().into())),
        ("description", set(&edit.description).map(description)),
        ("price", set(&edit.price).map(|price| event_payload::of_price(*price))),
        ("stock", set(&edit.stock).map(|stock| stock.units().into())),
    ];
    parts.into_iter().filter_map(|(part, value)| Some((part.to_owned(), value?))).collect()
}

/// The data of a deletion: the product's name.
pub(crate) fn of_deletion(product: &Product) -> EventData {
    EventData::from_iter([("name".to_owned(), product.name().as_str().into())])
}

const fn set<T>(edit: &Edit<T>) -> Option<&T> {
    match edit {
        Edit::Keep => None,
        Edit::Set(value) => Some(value),
    }
}
