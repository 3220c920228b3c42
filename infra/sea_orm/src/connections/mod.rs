//! The pool of connections: one is its holder's alone until it is dropped, and as a rule goes back as it is.
//!
//! `deadpool` keeps them. Three things stand here that no pool does by itself, neither `deadpool` 0.13 nor sqlx's of 0.9 nor bb8:
//!
//! - A connection goes back at once, and is cleaned first where a call or a transaction in it was given up, which [`pooled_connection::PooledConnection`]
//!   knows. sqlx's pool can't know, so it pings each connection that comes back, in a task of its own: no option leaves that
//!   out (`test_before_acquire` is about the second ping, of a connection that is taken). `deadpool` and bb8 ping nothing, and
//!   have no step for cleaning that waits (docs/adr/0035).
//! - A connection counts until its server has closed it, not until it leaves the pool: [`open::Open`] has a permit (docs/adr/0039).
//! - Connections have a [generation](open::Generation), which ends with their server: those that are idle are closed, and those in use
//!   are not used again.
//!
//! What is particular to SQLite or to PostgreSQL, an [`Engine`] says.

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
pub(crate) use no_connection::{Cause, NoConnection, Unsuitable};
pub(crate) use pool::Connections;
pub(crate) use transaction::Transaction;
