//! No code: the manifest names features of dependencies of stores and publishers.
//!
//! Cargo builds a dependency with the features that the selected members ask for, so that `cargo test -p` of one member
//! would build much of what `cargo test --workspace` has built once more, with fewer features. Members whose tests use
//! this have the features of all (docs/adr/0064). An architecture test says which are missing.
