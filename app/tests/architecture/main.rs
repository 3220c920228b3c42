//! The dependency rule of `docs/architecture.md`, held over what cargo knows of the workspace and over its source text.
//!
//! A rule takes a [`Workspace`](workspace::Workspace) and answers its violations. Each is tried twice: on a violation
//! planted for it, which shows that it can fail, and on the real workspace.

mod aggregates;
mod builds;
mod circles;
mod dependencies;
mod image;
mod manifests;
mod planted;
mod sources;
mod workspace;
