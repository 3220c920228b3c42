use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Price, ProductDescription, ProductFault, ProductName, Stock};
use crate::{
    Edit, MoneyDraft,
    draft::{Faults, Reported},
};

/// The requested fields of a new product, not validated yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// The price; without a price the product can't be ordered.
    pub price: Option<MoneyDraft>,
    /// The units in stock; `None` for an untracked stock.
    pub stock: Option<i64>,
}

/// The requested changes of a product, not validated yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditDraft {
    /// The name, which every product has.
    pub name: Edit<Option<String>>,
    /// The description.
    pub description: Edit<Option<String>>,
    /// The price.
    pub price: Edit<Option<MoneyDraft>>,
    /// The units in stock.
    pub stock: Edit<Option<i64>>,
}

/// The fields of a product that its users set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ProductDetails {
    /// The name.
    pub name: ProductName,
    /// The description.
    pub description: Option<ProductDescription>,
    /// The price; without a price the product can't be ordered.
    pub price: Option<Price>,
    /// The stock.
    pub stock: Stock,
}

/// The valid changes of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductEdit {
    /// The name.
    pub name: Edit<ProductName>,
    /// The description.
    pub description: Edit<Option<ProductDescription>>,
    /// The price.
    pub price: Edit<Option<Price>>,
    /// The stock.
    pub stock: Edit<Stock>,
}

/// Every rule that a draft violates, at least one.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the product violates {} rules", .0.len())]
pub struct InvalidProduct(pub Vec<ProductFault>);

impl ProductDraft {
    /// Validates the draft.
    ///
    /// # Errors
    /// [`InvalidProduct`] with every rule that the draft violates.
    pub fn validate(&self) -> Result<ProductDetails, InvalidProduct> {
        let mut faults = Faults::default();
        let name = faults.report(ProductName::parse(&self.name));
        let description = faults.description(self.description.as_deref());
        let price = faults.price(self.price.as_ref());
        let stock = faults.report(Stock::set(self.stock));
        match (name, description, price, stock) {
            (Ok(name), Ok(description), Ok(price), Ok(stock)) => Ok(ProductDetails { name, description, price, stock }),
            _ => Err(InvalidProduct(faults.0)),
        }
    }
}

impl EditDraft {
    /// Whether the edit changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Validates the edit.
    ///
    /// # Errors
    /// [`InvalidProduct`] with every rule that the edit violates.
    pub fn validate(&self) -> Result<ProductEdit, InvalidProduct> {
        let mut faults = Faults::default();
        let name = self.name.validate(|name| {
            let name = name.as_deref().ok_or(ProductFault::NameMissing);
            faults.report(name.and_then(ProductName::parse))
        });
        let description = self.description.validate(|text| faults.description(text.as_deref()));
        let price = self.price.validate(|price| faults.price(price.as_ref()));
        let stock = self.stock.validate(|units| faults.report(Stock::set(*units)));
        match (name, description, price, stock) {
            (Ok(name), Ok(description), Ok(price), Ok(stock)) => Ok(ProductEdit { name, description, price, stock }),
            _ => Err(InvalidProduct(faults.0)),
        }
    }
}

impl Faults<ProductFault> {
    fn description(&mut self, text: Option<&str>) -> Result<Option<ProductDescription>, Reported> {
        self.report(text.map(ProductDescription::parse).transpose())
    }

    fn price(&mut self, draft: Option<&MoneyDraft>) -> Result<Option<Price>, Reported> {
        let Some(draft) = draft else { return Ok(None) };
        self.money(draft, ProductFault::Amount, ProductFault::Currency).map(Price::new).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ProductDraft {
        ProductDraft {
            name: " Tea ".to_owned(),
            description: Some(String::new()),
            price: Some(MoneyDraft { amount: 250, currency: "EUR".to_owned() }),
            stock: Some(3),
        }
    }

    #[test]
    fn a_draft_within_the_rules_is_a_product() {
        let details = draft().validate().unwrap();
        assert_eq!(details.name.as_str(), "Tea");
        assert_eq!(details.description.unwrap().as_str(), "");
        assert_eq!(details.price, Some(Price::parse(250, "EUR".parse().unwrap()).unwrap()));
        assert_eq!(details.stock, Stock::Units(3));
        let bare = ProductDraft { description: None, price: None, stock: None, ..draft() }.validate().unwrap();
        assert_eq!((bare.description, bare.price, bare.stock), (None, None, Stock::Untracked));
    }

    #[test]
    fn every_broken_rule_is_reported() {
        let price = MoneyDraft { amount: -1, currency: "eur".to_owned() };
        let draft = ProductDraft {
            name: String::new(),
            description: Some("\0".to_owned()),
            price: Some(price.clone()),
            stock: Some(-1),
        };
        let faults = vec![
            ProductFault::NameLength,
            ProductFault::DescriptionCharacter,
            ProductFault::Amount,
            ProductFault::Currency,
            ProductFault::Stock,
        ];
        assert_eq!(draft.validate(), Err(InvalidProduct(faults.clone())));
        let edit = EditDraft {
            name: Edit::Set(Some(draft.name)),
            description: Edit::Set(draft.description),
            price: Edit::Set(Some(price)),
            stock: Edit::Set(Some(-1)),
        };
        assert_eq!(edit.validate(), Err(InvalidProduct(faults)));
    }

    #[test]
    fn what_is_left_out_of_an_edit_is_kept_and_null_clears() {
        assert!(EditDraft::default().is_empty());
        assert_eq!(EditDraft::default().validate(), Ok(ProductEdit::default()));
        let clearing = EditDraft {
            name: Edit::Keep,
            description: Edit::Set(None),
            price: Edit::Set(None),
            stock: Edit::Set(None),
        };
        assert!(!clearing.is_empty());
        let edit = clearing.validate().unwrap();
        assert_eq!((edit.name, edit.description), (Edit::Keep, Edit::Set(None)));
        assert_eq!((edit.price, edit.stock), (Edit::Set(None), Edit::Set(Stock::Untracked)));
        let nameless = EditDraft { name: Edit::Set(None), ..EditDraft::default() };
        assert_eq!(nameless.validate(), Err(InvalidProduct(vec![ProductFault::NameMissing])));
    }
}
