use actix_web::{HttpResponse, delete, web};
use application::HasInteractor;
use presentation::{ChangeProblems, Code, HttpSettings, Problem, Refusals, Routes, SignedIn};

use crate::{CloseAccount, CloseAccountError};

/// Close the account of the signed-in user
///
/// Ends every session of the account. A super admin's account can't be closed this way.
#[utoipa::path(
    responses(
        (status = 204, description = "The account is closed.", headers(("Set-Cookie" = String, description = "Clears the session cookie."))),
        ChangeProblems<SignedIn, CloseAccountError>,
    ),
)]
#[delete("/api/v1/auth/account")]
async fn close_account(
    close_account: web::Data<CloseAccount>,
    settings: web::Data<HttpSettings>,
    SignedIn(actor): SignedIn,
) -> Result<HttpResponse, Problem> {
    close_account.execute(&actor).await?;
    Ok(HttpResponse::NoContent().cookie(settings.cookie.cleared().into()).finish())
}

impl Refusals for CloseAccountError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::Conflict];
}

impl From<CloseAccountError> for Problem {
    fn from(error: CloseAccountError) -> Self {
        match error {
            CloseAccountError::SuperAdmin | CloseAccountError::Forbidden(_) => Self::forbidden(),
            CloseAccountError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<CloseAccount>) -> Routes {
    Routes::of(module.interactor(), close_account)
}
