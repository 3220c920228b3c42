use std::{
    future::{Ready, ready},
    pin::Pin,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use application::{Authenticator, Caller, Outcome, Principal, RateLimiter, SecurityEvent};
use domain::{Role, UserId};

use super::RequestInfo;
use crate::{Code, HttpSettings, Problem, RouteTable, SessionCookie};

/// A caller with a live session; without one the response is 401.
pub struct SignedIn(pub Principal);

/// A caller with a live session that the call ends; without one the response is 401. The cookie of a session that was
/// replaced by a live one is accepted too.
pub struct Leaving(pub Principal);

/// A signed-in admin or super admin; without a session the response is 401, with a lesser role 403.
///
/// The interactor authorizes too, and its decision counts. This check refuses the role before the body is read.
pub struct Administrator(pub Principal);

/// A signed-in super admin; without a session the response is 401, with a lesser role 403. The interactor authorizes too,
/// as for an [`Administrator`].
pub struct SuperAdministrator(pub Principal);

/// A caller without a live session. With a live session the response is 403; before that, if the address has no
/// attempts left, 429.
pub struct Anonymous(pub Caller);

/// Any caller, of a public call. No session is read, so none is renewed.
pub struct Public;

/// A request extension: the acting user, once authenticated.
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
    /// Requires an administrator: for calls of which only a part is for administrators.
    ///
    /// # Errors
    /// The problem `forbidden`.
    pub fn authorize(principal: Principal) -> Result<Self, Problem> {
        require_role(principal, Role::Admin).map(Self)
    }
}

/// The principal, if it has at least the role `least`.
fn require_role(principal: Principal, least: Role) -> Result<Principal, Problem> {
    if principal.user.role() < least {
        let actor = Some(principal.user_id());
        SecurityEvent::Administration.log(Outcome::Refused, &principal.caller, actor, None);
        return Err(Problem::forbidden());
    }
    Ok(principal)
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

impl FromRequest for SuperAdministrator {
    type Error = Problem;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let principal = require_role(signed_in(&request).await?, Role::SuperAdmin)?;
            refuse_query(&request)?;
            Ok(Self(principal))
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

/// Refuses a query if the call has no parameters. Like a body, it is checked after authentication.
fn refuse_query(request: &HttpRequest) -> Result<(), Problem> {
    part::<web::Data<RouteTable>>(request.app_data())?.refuse_query(request)
}

/// The principal of this request, or its unauthenticated caller.
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

/// The principal of a cookie whose session was replaced by another.
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

/// A component that the composition must have registered with the routes.
fn part<T>(found: Option<&T>) -> Result<&T, Problem> {
    found.ok_or_else(|| Problem::internal(format!("the server was composed without {}", std::any::type_name::<T>())))
}
