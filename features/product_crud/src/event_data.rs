use application::{EventData, event_payload};
use domain::{Edit, Product, ProductDescription, ProductEdit};

/// What is told of an edit: what the parts that it set are from now on.
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

/// What is told of a product that is gone: what it was called.
pub(crate) fn of_deletion(product: &Product) -> EventData {
    EventData::from_iter([("name".to_owned(), product.name().as_str().into())])
}

const fn set<T>(edit: &Edit<T>) -> Option<&T> {
    match edit {
        Edit::Keep => None,
        Edit::Set(value) => Some(value),
    }
}
