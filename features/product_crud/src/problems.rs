use domain::{InvalidProduct, ProductFault};
use presentation::{Code, FieldError, Problem};

/// The problem of a product that breaks rules, with each rule and its field.
pub(crate) fn invalid_product(invalid: &InvalidProduct) -> Problem {
    let details: Vec<_> = invalid.0.iter().map(ProductFault::to_string).collect();
    let errors = invalid.0.iter().map(|fault| FieldError {
        pointer: pointer(*fault).to_owned(),
        code: Code::InvalidProduct.as_str(),
        detail: fault.to_string(),
    });
    Problem::new(Code::InvalidProduct, details.join(" ")).with_errors(errors.collect())
}

const fn pointer(fault: ProductFault) -> &'static str {
    match fault {
        ProductFault::NameMissing | ProductFault::NameLength | ProductFault::NameCharacter => "/name",
        ProductFault::DescriptionLength | ProductFault::DescriptionCharacter => "/description",
        ProductFault::Amount => "/price/amount",
        ProductFault::Currency => "/price/currency",
        ProductFault::Stock => "/stock",
    }
}
