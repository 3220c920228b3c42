//! Connections to a database: each is its holder's alone until it is dropped, and most are given back as they are.

mod connection;
mod connector;
mod damage;
mod engine;
mod lent;
mod no_connection;
mod open;
mod pool;
mod transaction;

pub(crate) use connection::Connection;
pub(crate) use damage::Damage;
pub(crate) use engine::{Engine, Unfinished};
pub(crate) use no_connection::{Cause, NoConnection, Unsuitable};
pub(crate) use pool::Connections;
pub(crate) use transaction::Transaction;
