use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::keys::PARTITION;

/// A condition on an item, for writing or reading it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    /// The item has this attribute.
    Has(&'static str),
    /// The item does not have this attribute.
    Lacks(&'static str),
    /// The attribute has this value.
    Is(&'static str, AttributeValue),
    /// The attribute has at most this value.
    AtMost(&'static str, AttributeValue),
    /// The attribute has at least this value.
    AtLeast(&'static str, AttributeValue),
    /// The attribute is less than this value.
    Below(&'static str, AttributeValue),
    /// The attribute is greater than this value.
    Above(&'static str, AttributeValue),
    /// The attribute is one of these texts, or between them.
    Between(&'static str, AttributeValue, AttributeValue),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// The item exists.
    pub(crate) const EXISTS: Self = Self::Has(PARTITION);
    /// The item does not exist.
    pub(crate) const IS_ABSENT: Self = Self::Lacks(PARTITION);
}

/// The changes of an item's attributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Update {
    /// They get these values.
    pub(crate) set: Vec<(&'static str, AttributeValue)>,
    /// They increase by these values.
    pub(crate) increase: Vec<(&'static str, AttributeValue)>,
    /// They decrease by these values.
    pub(crate) decrease: Vec<(&'static str, AttributeValue)>,
    /// They are removed.
    pub(crate) remove: Vec<&'static str>,
}

/// The expressions of one request, with the names and values of their placeholders. Every name has a placeholder:
/// `name`, `status` and many more are reserved words.
#[derive(Debug, Default)]
pub(crate) struct Expressions {
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Expressions {
    /// The placeholder of an attribute.
    pub(crate) fn name(&mut self, attribute: &str) -> String {
        let placeholder = format!("#{attribute}");
        self.names.insert(placeholder.clone(), attribute.to_owned());
        placeholder
    }

    /// The placeholder of a value.
    pub(crate) fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    /// The text of a condition.
    pub(crate) fn condition(&mut self, condition: &Condition) -> String {
        let (attribute, relation, value) = match condition {
            Condition::Has(attribute) => return format!("attribute_exists({})", self.name(attribute)),
            Condition::Lacks(attribute) => return format!("attribute_not_exists({})", self.name(attribute)),
            Condition::Between(attribute, first, last) => {
                let (name, first) = (self.name(attribute), self.value(first.clone()));
                return format!("{name} BETWEEN {first} AND {}", self.value(last.clone()));
            }
            Condition::All(parts) => return self.joined(parts, " AND "),
            Condition::Any(parts) => return self.joined(parts, " OR "),
            Condition::Is(attribute, value) => (attribute, "=", value),
            Condition::AtMost(attribute, value) => (attribute, "<=", value),
            Condition::AtLeast(attribute, value) => (attribute, ">=", value),
            Condition::Below(attribute, value) => (attribute, "<", value),
            Condition::Above(attribute, value) => (attribute, ">", value),
        };
        format!("{} {relation} {}", self.name(attribute), self.value(value.clone()))
    }

    fn joined(&mut self, parts: &[Condition], word: &str) -> String {
        let text = |part: &Condition| match part {
            // DynamoDB rejects parentheses around a single part.
            Condition::All(inner) | Condition::Any(inner) if inner.len() > 1 => format!("({})", self.condition(part)),
            _ => self.condition(part),
        };
        parts.iter().map(text).collect::<Vec<_>>().join(word)
    }

    /// The text of an update.
    pub(crate) fn update(&mut self, update: &Update) -> String {
        let mut settings = Vec::new();
        for (attribute, value) in &update.set {
            settings.push(format!("{} = {}", self.name(attribute), self.value(value.clone())));
        }
        for (changes, sign) in [(&update.increase, '+'), (&update.decrease, '-')] {
            for (attribute, value) in changes {
                let name = self.name(attribute);
                settings.push(format!("{name} = {name} {sign} {}", self.value(value.clone())));
            }
        }
        let removals: Vec<String> = update.remove.iter().map(|attribute| self.name(attribute)).collect();
        let clauses = [("SET", settings), ("REMOVE", removals)].into_iter().filter(|(_, parts)| !parts.is_empty());
        clauses.map(|(word, parts)| format!("{word} {}", parts.join(", "))).collect::<Vec<_>>().join(" ")
    }

    /// The names of the placeholders; `None` if there are none, since DynamoDB rejects an empty map.
    pub(crate) fn names(&self) -> Option<HashMap<String, String>> {
        (!self.names.is_empty()).then(|| self.names.clone())
    }

    /// The values of the placeholders; `None` if there are none.
    pub(crate) fn values(&self) -> Option<HashMap<String, AttributeValue>> {
        (!self.values.is_empty()).then(|| self.values.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: u8) -> AttributeValue {
        AttributeValue::N(number.to_string())
    }

    #[test]
    fn conditions_are_written_with_placeholders_alone() {
        let mut expressions = Expressions::default();
        let condition = Condition::All(vec![
            Condition::Is("name", number(1)),
            Condition::Any(vec![Condition::IS_ABSENT, Condition::AtMost("status", number(2))]),
            Condition::Any(vec![Condition::Has("count")]),
        ]);
        assert_eq!(
            expressions.condition(&condition),
            "#name = :0 AND (attribute_not_exists(#pk) OR #status <= :1) AND attribute_exists(#count)"
        );
        let names = expressions.names().unwrap();
        assert_eq!((names["#name"].as_str(), names.len()), ("name", 4));
        assert_eq!(
            expressions.values(),
            Some([(":0", number(1)), (":1", number(2))].map(|(k, v)| (k.into(), v)).into())
        );
    }

    #[test]
    fn updates_are_written_with_placeholders_alone() {
        let mut expressions = Expressions::default();
        let update = Update {
            set: vec![("name", number(1))],
            increase: vec![("a", number(2))],
            decrease: vec![("b", number(3))],
            remove: vec!["c", "d"],
        };
        assert_eq!(expressions.update(&update), "SET #name = :0, #a = #a + :1, #b = #b - :2 REMOVE #c, #d");
        assert_eq!(Expressions::default().update(&Update { remove: vec!["c"], ..Update::default() }), "REMOVE #c");
    }

    #[test]
    fn what_has_no_placeholders_has_no_maps() {
        assert_eq!((Expressions::default().names(), Expressions::default().values()), (None, None));
    }
}
