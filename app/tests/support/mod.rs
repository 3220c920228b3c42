//! Shared by the black-box tests: the product's binary as a process, and HTTP clients.

mod answer;
mod arguments;
mod client;
mod dynamodb;
mod function;
mod gateway;
mod people;
mod proxy;
mod raw;
mod server;
mod stacks;
mod tokens;
mod waiting;
mod workplace;

pub(crate) use answer::{Answer, DEFAULT_POLICY, fields};
pub(crate) use arguments::arguments;
pub(crate) use client::{Call, Client};
pub(crate) use dynamodb::{dynamodb_server, new_table};
pub(crate) use gateway::{Format, Gateway};
pub(crate) use people::{
    PASSWORD, ROOT, Started, assert_session, assert_user, sign_up_and_log_in, start, start_behind,
};
pub(crate) use proxy::{FaultProxy, Weather};
pub(crate) use raw::{Connection, RawAnswer, exchange};
pub(crate) use server::{Server, Signal, raise_file_limit};
pub(crate) use stacks::{Stack, maker_of_stacks};
pub(crate) use tokens::{Token, is_time, is_uuid7, matches};
pub(crate) use waiting::{TIMEOUT, eventually, within};
pub(crate) use workplace::{Entry, JWT_SECRET, Outcome, PEPPER, PROXIES, Workplace};
