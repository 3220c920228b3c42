use application::{Authorization, Expectation, Forbidden, Outcome, Principal, ProductAsRead, SecurityEvent};
use domain::{Product, User};

/// Whether `acting`, who is `actor` as known by now, may edit the catalogue. The log tells of a refusal.
pub(crate) fn judge_right(
    authorization: &dyn Authorization,
    actor: &Principal,
    acting: &User,
) -> Result<(), Forbidden> {
    authorization.edit_catalogue(acting).inspect_err(|_| {
        SecurityEvent::Administration.log(Outcome::Refused, &actor.caller, Some(actor.user_id()), None);
    })
}

/// What must still be stored of `product` when its change is committed. A state that somebody expects includes the
/// stock, which orders move without another version.
pub(crate) fn as_read(product: &Product, expectation: &Expectation) -> ProductAsRead {
    ProductAsRead { version: product.version(), stock: expectation.is_of_state().then(|| product.stock()) }
}
