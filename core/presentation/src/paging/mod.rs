mod request;
mod token;

pub use request::PageRequest;
pub use token::{ListIdentity, PageTokens};
