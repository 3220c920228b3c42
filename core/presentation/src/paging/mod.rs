mod position;
mod request;
mod token;

pub use position::{read_position, write_position};
pub use request::PageRequest;
pub use token::{ListIdentity, PageTokens};
