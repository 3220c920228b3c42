//! What is in `deploy`, compared with its promises and with the code: the template for AWS, the manifests for Kubernetes, and the
//! units and sites for one machine.
//!
//! A rule about the template takes a [`Template`](template::Template) and returns its violations. Each is run twice: on
//! violations planted into the template, which shows that it can fail, and on the template itself.

mod alarms;
mod costs;
mod doors;
mod firewall;
mod keys;
mod logs;
mod machine;
mod manifests;
mod retention;
mod role;
mod sites;
mod stub;
mod table;
mod template;
mod yaml;
