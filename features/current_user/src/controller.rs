use actix_web::{HttpResponse, get, web};
use application::HasInteractor;
use presentation::{Problems, Routes, SignedIn, UserBody};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{CurrentUser, SignedInUser};

/// The signed-in user and the session.
#[derive(Serialize, ToSchema)]
struct CurrentUserResponse {
    user: UserBody,
    session: CurrentSession,
}

/// The session of the request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CurrentSession {
    /// The public id, a `UUIDv7`. It is not a credential.
    #[schema(format = Uuid, example = "0199b1a4-7c00-7000-8000-000000000002")]
    id: String,
    /// When the user logged in.
    #[schema(format = DateTime, example = "2026-11-21T06:12:28.042Z")]
    created_at: String,
    /// When the session expires, unless it is used before.
    #[schema(format = DateTime, example = "2026-11-21T06:42:28.042Z")]
    expires_at: String,
}

/// Get the current user
///
/// Returns the signed-in user and the session of the request. For signed-in users.
#[utoipa::path(
    responses(
        (status = 200, description = "The user and the session.", body = CurrentUserResponse),
        Problems<SignedIn>,
    ),
)]
#[get("/api/v1/auth/me")]
async fn current_user(current_user: web::Data<CurrentUser>, SignedIn(actor): SignedIn) -> HttpResponse {
    let SignedInUser { user, session } = current_user.execute(&actor);
    let session = CurrentSession {
        id: session.id().to_string(),
        created_at: session.created_at().to_string(),
        expires_at: session.expires_at().to_string(),
    };
    HttpResponse::Ok().json(CurrentUserResponse { user: UserBody::from(&user), session })
}

/// Returns the route; its interactor comes from `module`.
pub fn routes(module: &impl HasInteractor<CurrentUser>) -> Routes {
    Routes::of(module.interactor(), current_user)
}
