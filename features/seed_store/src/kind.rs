/// A kind of entity that samples have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeedKind {
    /// The name of several.
    pub name: &'static str,
    /// The number of them in a usual sample.
    pub usual: u32,
    /// The kinds without which there can be none.
    pub needs: &'static [&'static str],
}
