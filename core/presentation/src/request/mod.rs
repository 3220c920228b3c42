mod cross_site;
mod forwarded;
mod gateway;
mod info;
mod session;

pub(crate) use cross_site::refuse_cross_site;
pub use forwarded::{forwarded_peer, forwarded_scheme, read_hop};
pub use gateway::{Gateway, Scheme};
pub(crate) use info::REQUEST_ID;
pub use info::RequestInfo;
pub(crate) use session::RenewedCookie;
pub use session::{ActingUser, Administrator, Anonymous, Leaving, Public, SignedIn, SuperAdministrator};
