//! The dependency rule of `docs/architecture.md`, checked on cargo's metadata of the workspace and on its source text.
//!
//! A rule takes a [`Workspace`](workspace::Workspace) and returns its violations. Each is run twice: on a violation
//! planted for it, which shows that it can fail, and on the real workspace.

mod aggregates;
mod builds;
mod circles;
mod dependencies;
mod image;
mod manifests;
mod planted;
mod shared_features;
mod sources;
mod workspace;
