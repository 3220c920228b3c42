use std::collections::BTreeMap;

use actix_web::{HttpResponse, delete, web};
use presentation::{Code, HttpSettings, Problem, Routes, SignedIn, problem_responses};
use shaku::HasComponent;
use utoipa::{
    IntoResponses,
    openapi::{RefOr, Response},
};

use crate::{CloseAccount, CloseAccountError};

struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let own = [Code::Unauthenticated, Code::Forbidden, Code::Conflict];
        problem_responses(&[&own, Code::OF_ANY_CALL, Code::OF_CHANGES])
    }
}

/// Close the own account
///
/// Ends every session of the account. A super admin's account can't be closed this way.
#[utoipa::path(
    tag = "Auth",
    operation_id = "closeAccount",
    responses(
        (status = 204, description = "The account is closed.", headers(("Set-Cookie" = String, description = "Clears the session cookie."))),
        Problems,
    ),
    security(("session" = [])),
)]
#[delete("/api/v1/auth/account")]
async fn close_account(
    close_account: web::Data<dyn CloseAccount>,
    settings: web::Data<HttpSettings>,
    SignedIn(actor): SignedIn,
) -> Result<HttpResponse, Problem> {
    close_account.execute(&actor).await?;
    Ok(HttpResponse::NoContent().cookie(settings.cookie.cleared().into()).finish())
}

impl From<CloseAccountError> for Problem {
    fn from(error: CloseAccountError) -> Self {
        match error {
            CloseAccountError::SuperAdmin => Self::forbidden(),
            CloseAccountError::Work(error) => error.into(),
        }
    }
}

/// Serves this slice out of `module`.
pub fn routes<M>(module: &M) -> Routes
where
    M: HasComponent<dyn CloseAccount> + ?Sized,
{
    Routes::of(module.resolve(), close_account)
}
