use actix_web::{HttpResponse, delete, web};
use application::HasInteractor;
use presentation::{ChangeProblems, Code, Problem, Refusals, Routes, SignedIn};

use crate::{DiscardDraft, DiscardDraftError};

/// Discard a draft
#[utoipa::path(
    responses(
        (status = 204, description = "It is done."),
        ChangeProblems<SignedIn, DiscardDraftError>,
    ),
)]
#[delete("/api/v1/drafts")]
async fn discard_draft(
    discard_draft: web::Data<DiscardDraft>,
    SignedIn(actor): SignedIn,
) -> Result<HttpResponse, Problem> {
    discard_draft.execute(&actor).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl Refusals for DiscardDraftError {
    const CODES: &'static [Code] = &[Code::Forbidden, Code::Conflict];
}

impl From<DiscardDraftError> for Problem {
    fn from(error: DiscardDraftError) -> Self {
        match error {
            DiscardDraftError::Forbidden(_) => Self::forbidden(),
            DiscardDraftError::Store(error) => error.into(),
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<DiscardDraft>) -> Routes {
    Routes::of(module.interactor(), discard_draft)
}
