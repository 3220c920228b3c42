//! The template in `deploy/aws`, held against what it promises and against the code.
//!
//! A rule takes a [`Template`](template::Template) and answers its violations. Each is tried twice: on violations planted
//! into the template, which shows that it can fail, and on the template as it is.

mod doors;
mod logs;
mod retention;
mod role;
mod stub;
mod table;
mod template;
