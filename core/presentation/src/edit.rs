use domain::Edit;
use serde::{Deserialize, Deserializer};

/// Deserializes a field of an update, where null clears: for the `deserialize_with` of a wire type's field. With
/// `default`, an absent field is kept.
///
/// # Errors
/// The errors of the field's own type.
pub fn deserialize_edit<'de, T, D>(deserializer: D) -> Result<Edit<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Edit::Set)
}
