use std::fmt::{self, Display};

use serde::{
    Deserializer,
    de::{
        self, DeserializeOwned, DeserializeSeed, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
        value::StringDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::{Value, map};
use strum::{IntoStaticStr, VariantArray};

/// Deserializes wire types from a JSON tree, strictly: an object must be an object, never an array of its fields, which
/// serde's derived types accept too. Its faults have their location.
struct Strict(Value);

/// Deserializes a `T` from a tree, strictly.
pub(crate) fn read_strictly<T: DeserializeOwned>(tree: Value) -> Result<T, Fault> {
    T::deserialize(Strict(tree))
}

/// A fault of a tree, and its location.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The JSON Pointer to the location.
    pub(crate) pointer: String,
    pub(crate) kind: FaultKind,
    /// The fault in words. It never repeats the value that was sent, which may be a password.
    pub(crate) detail: String,
}

/// The kind of a fault. Its name in kebab case is the code of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum FaultKind {
    WrongType,
    UnknownValue,
    UnknownField,
    MissingField,
}

/// The maximum number of characters of an unknown key that a pointer repeats.
const LONGEST_KEY: usize = 64;

impl Fault {
    fn new(kind: FaultKind, field: Option<&str>, detail: String) -> Self {
        let fault = Self { pointer: String::new(), kind, detail };
        match field {
            Some(field) => fault.below(field),
            None => fault,
        }
    }

    fn below(mut self, key: &str) -> Self {
        let key: String = key.chars().take(LONGEST_KEY).collect();
        self.pointer = format!("/{}{}", key.replace('~', "~0").replace('/', "~1"), self.pointer);
        self
    }
}

impl Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.pointer, self.detail)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(FaultKind::WrongType, None, message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(FaultKind::WrongType, None, format!("Expected {expected}."))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(FaultKind::WrongType, None, format!("Expected {expected}."))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::new(FaultKind::WrongType, None, format!("Expected {expected}."))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::new(FaultKind::UnknownValue, None, format!("Expected one of: {}.", expected.join(", ")))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let detail = format!("This field is unknown. Known fields: {}.", expected.join(", "));
        Self::new(FaultKind::UnknownField, Some(field), detail)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(FaultKind::MissingField, Some(field), "This field is missing.".to_owned())
    }
}

impl<'de> Deserializer<'de> for Strict {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (_, _, Some(value)) => visitor.visit_f64(value),
                (None, None, None) => Err(de::Error::custom("The number is out of range.")),
            },
            Value::String(value) => visitor.visit_string(value),
            Value::Array(members) => visitor.visit_seq(Members { next: 0, members: members.into_iter() }),
            Value::Object(fields) => visitor.visit_map(Fields { fields: fields.into_iter(), value: None }),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Object(_) => self.deserialize_any(visitor),
            _ => Err(Fault::new(FaultKind::WrongType, None, "Expected an object.".to_owned())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(variant) => visitor.visit_enum(IntoDeserializer::<Fault>::into_deserializer(variant)),
            _ => Err(de::Error::unknown_variant("", variants)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct identifier ignored_any
    }
}

struct Members {
    next: usize,
    members: std::vec::IntoIter<Value>,
}

impl<'de> SeqAccess<'de> for Members {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(member) = self.members.next() else { return Ok(None) };
        let index = self.next;
        self.next += 1;
        seed.deserialize(Strict(member)).map(Some).map_err(|fault| fault.below(&index.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

struct Fields {
    fields: map::IntoIter,
    value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some((key.clone(), value));
        seed.deserialize(StringDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((key, value)) = self.value.take() else {
            return Err(de::Error::custom("a value was requested before its key"));
        };
        seed.deserialize(Strict(value)).map_err(|fault| fault.below(&key))
    }
}
