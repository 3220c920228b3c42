//! Microbenchmarks, in `benches/`, of the functions that every request calls.
