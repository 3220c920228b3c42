use domain::Edit;
use serde::{Deserialize, Deserializer};

/// Reads a field of a body that edits, where null clears: for the `deserialize_with` of a wire type's field. One that is left out is
/// kept, by `default`.
///
/// # Errors
/// What the field's own type is refused with.
pub fn deserialize_edit<'de, T, D>(deserializer: D) -> Result<Edit<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Edit::Set)
}
