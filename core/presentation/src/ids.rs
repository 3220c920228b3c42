use domain::Id;
use serde::{
    Deserialize, Deserializer,
    de::{Error, Unexpected},
};

use crate::{Code, Problem, query::invalid};

/// The form of every id, for clients.
const UUID_FORM: &str = "a UUID such as `0199b1a4-7c00-7000-8000-000000000000`, with its hyphens";

/// Parses an id of a path: a UUID in its hyphenated form.
///
/// # Errors
/// The problem `invalid-parameter`.
pub fn path_id<T>(text: &str) -> Result<Id<T>, Problem> {
    parse(text).ok_or_else(|| Problem::new(Code::InvalidParameter, format!("The id in the path is not {UUID_FORM}.")))
}

/// Parses the id in the query parameter `name`, in the same form.
///
/// # Errors
/// The problem `invalid-parameter`.
pub fn query_id<T>(name: &str, text: &str) -> Result<Id<T>, Problem> {
    parse(text).ok_or_else(|| invalid(&format!("`{name}` is not {UUID_FORM}.")))
}

/// Deserializes an id of a body, in the same form: for the `deserialize_with` of a wire type's field.
///
/// # Errors
/// An error of the deserializer, which becomes the problem `bad-request`.
pub fn deserialize_id<'de, T, D: Deserializer<'de>>(deserializer: D) -> Result<Id<T>, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Other("another text"), &"a UUID"))
}

/// An id in a body that may be null or left out; others are fields with [`deserialize_id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdBody<T>(pub Id<T>);

impl<'de, T> Deserialize<'de> for IdBody<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_id(deserializer).map(Self)
    }
}

/// Other forms of a UUID, such as one without hyphens, are refused: an id has one spelling.
fn parse<T>(text: &str) -> Option<Id<T>> {
    text.parse::<Id<T>>().ok().filter(|id| id.to_string().eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use domain::UserId;

    use super::*;
    use crate::parse_json;

    const ID: &str = "0199b1a4-7c00-7000-8000-00000000000a";

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[serde(deserialize_with = "deserialize_id")]
        id: UserId,
    }

    #[test]
    fn an_id_is_read_in_its_hyphenated_form_in_either_case() {
        for text in [ID, &ID.to_uppercase()] {
            assert_eq!(path_id::<UserId>(text).unwrap().to_string(), ID);
            assert_eq!(query_id::<UserId>("userId", text).unwrap().to_string(), ID);
            assert_eq!(parse_json::<Body>(format!(r#"{{"id":"{text}"}}"#).as_bytes()).unwrap().id.to_string(), ID);
        }
    }

    #[test]
    fn what_is_no_id_is_refused_where_it_stands() {
        let (bare, braced, named) = (ID.replace('-', ""), format!("{{{ID}}}"), format!("urn:uuid:{ID}"));
        for text in ["", "1", &ID[1..], &format!("{ID}0"), &bare, &braced, &named] {
            assert_eq!(path_id::<UserId>(text).unwrap_err().code(), Code::InvalidParameter, "{text}");
            assert_eq!(query_id::<UserId>("userId", text).unwrap_err().code(), Code::InvalidParameter, "{text}");
        }
        for value in ["\"\"", "\"1\"", "1", "null", "[]", "{}", &format!("\"{bare}\""), &format!("\"{named}\"")] {
            let problem = parse_json::<Body>(format!(r#"{{"id":{value}}}"#).as_bytes()).err().unwrap();
            let field = &problem.errors()[0];
            assert_eq!(
                (problem.code(), &*field.pointer, field.code),
                (Code::BadRequest, "/id", "wrong-type"),
                "{value}"
            );
        }
    }
}
