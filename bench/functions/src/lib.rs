//! What it measures stands in `benches/`: the functions of the product that every request meets, each alone.
