use application::{Acting, Authorization, Forbidden, Outcome, SecurityEvent};

/// Checks that `acting` may edit the catalogue, and logs a refusal.
pub(crate) fn authorize_edit(authorization: &dyn Authorization, acting: &Acting) -> Result<(), Forbidden> {
    authorization.edit_catalogue(&acting.user).inspect_err(|_| {
        SecurityEvent::Administration.log(Outcome::Refused, &acting.caller, Some(acting.user.id()), None);
    })
}
