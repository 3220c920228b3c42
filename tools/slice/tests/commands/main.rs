//! The built command on copies of this repository, each in a git of its own.

mod aggregate;
mod bad_input;
mod beginning;
mod copy;
#[cfg(unix)]
mod doctor;
mod documents;
mod field;
mod removing;
mod renaming;
mod stripping;
mod use_case;
