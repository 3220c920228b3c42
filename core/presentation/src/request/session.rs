use std::{
    future::{Ready, ready},
    pin::Pin,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use application::{Authenticator, Caller, Outcome, Principal, RateLimiter, SecurityEvent};
use domain::{Role, UserId};

use super::RequestInfo;
use crate::{Code, HttpSettings, Problem, RouteTable, SessionCookie};

/// Somebody with a live session; without one the call is answered 401.
pub struct SignedIn(pub Principal);

/// Somebody with a live session who is about to end it, be it with the cookie of the session whose place it took: without one
/// the call is answered 401.
pub struct Leaving(pub Principal);

/// Somebody signed in whose role administers; without a session the call is answered 401, with a lesser role 403.
///
/// The interactor judges too, and alone decides. This puts the refusal before whatever the body may be.
pub struct Administrator(pub Principal);

/// A caller without a live session; one who has it is answered 403, and before that one whose address has no attempts
/// left 429.
pub struct Anonymous(pub Caller);

/// Whoever calls. No session is looked at, so none is renewed.
pub struct Public;

/// Among the extensions of a request: the user who makes it, once that is known.
#[derive(Clone, Copy, Debug)]
pub struct ActingUser(pub UserId);

/// The cookie of a session that was renewed while its request was handled; the edge sets it.
pub(crate) struct RenewedCookie(pub(crate) SessionCookie);

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let principal = signed_in(&request).await?;
            refuse_query(&request)?;
            Ok(Self(principal))
        })
    }
}

impl FromRequest for Leaving {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let principal = match authenticate(&request).await? {
                Ok(principal) => principal,
                Err(caller) => find_superseded(&request, caller).await?.ok_or_else(Problem::unauthenticated)?,
            };
            refuse_query(&request)?;
            Ok(Self(principal))
        })
    }
}

impl Administrator {
    /// The administrator who is signed in: for calls of which only a part is for administrators.
    ///
    /// # Errors
    /// The problem `forbidden`.
    pub fn authorize(principal: Principal) -> Result<Self, Problem> {
        if principal.user.role() < Role::Admin {
            let actor = Some(principal.user_id());
            SecurityEvent::Administration.log(Outcome::Refused, &principal.caller, actor, None);
            return Err(Problem::forbidden());
        }
        Ok(Self(principal))
    }
}

impl FromRequest for Administrator {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let administrator = Self::authorize(signed_in(&request).await?)?;
            refuse_query(&request)?;
            Ok(administrator)
        })
    }
}

impl FromRequest for Anonymous {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let caller = part::<RequestInfo>(request.extensions().get())?.caller.clone();
            part::<web::Data<dyn RateLimiter>>(request.app_data())?.admit_caller(&caller).await?;
            let Err(caller) = authenticate(&request).await? else {
                return Err(Problem::new(Code::AlreadyAuthenticated, "You are signed in. Log out first."));
            };
            refuse_query(&request)?;
            Ok(Self(caller))
        })
    }
}

impl FromRequest for Public {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(refuse_query(request).map(|()| Self))
    }
}

async fn signed_in(request: &HttpRequest) -> Result<Principal, Problem> {
    authenticate(request).await?.map_err(|_| Problem::unauthenticated())
}

/// A query that the call has no parameters for is judged like a body: once it is known who calls.
fn refuse_query(request: &HttpRequest) -> Result<(), Problem> {
    part::<web::Data<RouteTable>>(request.app_data())?.refuse_query(request)
}

/// Who makes this request: a principal, or a mere caller.
async fn authenticate(request: &HttpRequest) -> Result<Result<Principal, Caller>, Problem> {
    let caller = part::<RequestInfo>(request.extensions().get())?.caller.clone();
    let settings = part::<web::Data<HttpSettings>>(request.app_data())?;
    let Some(token) = settings.cookie.token(request) else {
        return Ok(Err(caller));
    };
    let authenticator = part::<web::Data<dyn Authenticator>>(request.app_data())?;
    let Some(authenticated) = authenticator.authenticate(token, caller.clone()).await? else {
        return Ok(Err(caller));
    };
    if let Some(token) = authenticated.renewed {
        request.extensions_mut().insert(RenewedCookie(settings.cookie.carrying(&token)));
    }
    request.extensions_mut().insert(ActingUser(authenticated.principal.user_id()));
    Ok(Ok(authenticated.principal))
}

/// Who made this request until another session took the place of the one that its cookie names.
async fn find_superseded(request: &HttpRequest, caller: Caller) -> Result<Option<Principal>, Problem> {
    let settings = part::<web::Data<HttpSettings>>(request.app_data())?;
    let Some(token) = settings.cookie.token(request) else { return Ok(None) };
    let authenticator = part::<web::Data<dyn Authenticator>>(request.app_data())?;
    let found = authenticator.find_superseded(token, caller).await?;
    if let Some(principal) = &found {
        request.extensions_mut().insert(ActingUser(principal.user_id()));
    }
    Ok(found)
}

/// A part that the composition must have put beside the routes.
fn part<T>(found: Option<&T>) -> Result<&T, Problem> {
    found.ok_or_else(|| Problem::internal(format!("the server was composed without {}", std::any::type_name::<T>())))
}
