//! The pool of connections: each belongs to its owner alone until it is dropped, and is usually returned as it is.
//!
//! The pool is `deadpool`'s. Three features here are in no pool, neither `deadpool` 0.13 nor sqlx's of 0.9 nor bb8:
//!
//! - A connection is returned at once, and cleaned first if a call or a transaction in it was cancelled, which
//!   [`pooled_connection::PooledConnection`] knows. sqlx's pool can't know, so it pings each connection that is
//!   returned, in a task of its own: no option turns that off (`test_before_acquire` is about the second ping, of a
//!   connection that is taken). `deadpool` and bb8 ping nothing, and have no asynchronous step for cleaning
//!   (docs/adr/0035).
//! - A connection counts until its server has closed it, not until it leaves the pool: [`open::Open`] has a permit
//!   (docs/adr/0039).
//! - Connections have a [generation](open::Generation), which ends with their server: idle ones are closed, and those
//!   in use are not used again.
//!
//! What differs between engines is in [`Engine`].

mod connection;
mod connector;
mod damage;
mod engine;
mod no_connection;
mod open;
mod pool;
mod pooled_connection;
mod transaction;

pub(crate) use connection::Connection;
pub(crate) use damage::Damage;
pub(crate) use engine::{Engine, Unfinished};
#[cfg(feature = "postgres")]
pub(crate) use no_connection::Unsuitable;
pub(crate) use no_connection::{Cause, NoConnection};
pub(crate) use pool::Connections;
pub(crate) use transaction::Transaction;
