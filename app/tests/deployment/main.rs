//! The template in `deploy/aws`, compared with its promises and with the code.
//!
//! A rule takes a [`Template`](template::Template) and returns its violations. Each is run twice: on violations planted
//! into the template, which shows that it can fail, and on the template itself.

mod doors;
mod logs;
mod retention;
mod role;
mod stub;
mod table;
mod template;
