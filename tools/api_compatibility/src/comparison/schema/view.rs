use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{direction::Direction, node::Node};

/// The types of JSON but null, of which [`Schema::accepts_null`] knows. `number` is a number that is not whole.
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// A schema by its meaning: all that hold at once, wherever each is written. So it makes no difference whether a keyword stands in
/// the schema, behind its `$ref`, or in a member of `allOf`. Null as the one alternative is no variant, and variants of one value each are a list of
/// values.
#[derive(Clone, Default)]
pub(crate) struct Schema<'a> {
    roots: Vec<Node<'a>>,
    parts: Vec<Node<'a>>,
    unions: Vec<Vec<Node<'a>>>,
    /// The values of unions of which each variant is one.
    choices: Vec<Vec<Node<'a>>>,
    included: BTreeSet<String>,
}

/// One of the forms that a value of a schema may have.
#[derive(Clone)]
pub(crate) struct Alternative<'a> {
    /// What holds of it, with what holds of all of them.
    pub(crate) schema: Schema<'a>,
    /// The variant as it is written; none where the schema has one form.
    pub(crate) variant: Option<Node<'a>>,
    /// How many of the schema's parts hold of all of them.
    common: usize,
}

impl<'a> Alternative<'a> {
    /// What holds of it alone.
    pub(crate) fn own_parts(&self) -> impl Iterator<Item = &Node<'a>> {
        self.schema.parts.iter().skip(self.common)
    }
}

/// What an object may have besides the properties that are named.
pub(crate) enum Additional<'a> {
    Refused,
    Accepted(Schema<'a>),
}

impl<'a> Schema<'a> {
    /// What holds of a value of which each of these schemas holds. Without one it may be anything.
    pub(crate) fn of(roots: Vec<Node<'a>>) -> Self {
        let mut schema = Self::default();
        for root in &roots {
            schema.include(root);
        }
        Self { roots, ..schema }
    }

    fn include(&mut self, node: &Node<'a>) {
        if !self.included.insert(node.pointer().to_owned()) {
            return;
        }
        self.parts.push(node.clone());
        let all_of = node.child("allOf").into_iter().flat_map(|all| all.elements().collect::<Vec<_>>());
        for part in node.reference().into_iter().chain(all_of) {
            self.include(&part);
        }
        for list in ["oneOf", "anyOf"].into_iter().filter_map(|keyword| node.child(keyword)) {
            let variants: Vec<_> = list.elements().filter(|variant| !is_null(variant)).collect();
            let values: Option<Vec<_>> =
                variants.iter().map(|variant| values_of(&variant.clone().resolved())).collect();
            match (variants.as_slice(), values) {
                ([only], _) => self.include(only),
                ([_, ..], Some(values)) => self.choices.push(values.concat()),
                ([_, ..], None) => self.unions.push(variants),
                ([], _) => {}
            }
        }
    }

    /// What makes it the same schema when one meets it again.
    pub(crate) fn identity(&self) -> Vec<String> {
        self.roots.iter().map(|root| root.pointer().to_owned()).collect()
    }

    /// The first of its parts that has this keyword, at the keyword.
    pub(crate) fn keyword(&self, keyword: &str) -> Option<Node<'a>> {
        self.keywords(keyword).next()
    }

    /// Each place of this keyword.
    pub(crate) fn keywords(&self, keyword: &str) -> impl Iterator<Item = Node<'a>> {
        self.parts.iter().filter_map(move |part| part.child(keyword))
    }

    pub(crate) fn parts(&self) -> &[Node<'a>] {
        &self.parts
    }

    /// Where a keyword stands, or would.
    pub(crate) fn pointer_of(&self, keyword: &str) -> String {
        let would = || self.parts.first().map(|part| part.pointer_of(keyword)).unwrap_or_default();
        self.keyword(keyword).map_or_else(would, |node| node.pointer().to_owned())
    }

    pub(crate) fn accepts_null(&self) -> bool {
        self.roots.iter().all(|root| accepts_null(root, &mut BTreeSet::new()))
    }

    /// The types that a value may have, null apart.
    pub(crate) fn types(&self) -> BTreeSet<&'static str> {
        let mut types: BTreeSet<_> = TYPES.into();
        if self.parts.iter().any(|part| part.value() == &Value::Bool(false)) {
            types.clear();
        }
        for keyword in self.keywords("type") {
            let named = names(keyword.value());
            let is_named = |name: &str| named.contains(name) || (name == "integer" && named.contains("number"));
            types.retain(|name| is_named(name));
        }
        if let Some(values) = self.values() {
            let of_values: BTreeSet<_> = values.values().map(|value| type_of(value.value())).collect();
            types.retain(|name| of_values.contains(name));
        }
        types
    }

    /// The values that it lists, null apart, each by its text; none where it has no list.
    pub(crate) fn values(&self) -> Option<BTreeMap<String, Node<'a>>> {
        let lists = self.parts.iter().filter_map(values_of).chain(self.choices.iter().cloned());
        let lists = lists.map(|list| {
            let values = list.into_iter().filter(|node| !node.value().is_null());
            values.map(|node| (node.value().to_string(), node)).collect::<BTreeMap<_, _>>()
        });
        lists.reduce(|mut both, list| {
            both.retain(|text, _| list.contains_key(text));
            both
        })
    }

    /// Whether values or variants that are not listed have to be expected.
    pub(crate) fn is_open_set(&self) -> bool {
        self.parts.iter().any(|part| part.flag("x-open-set"))
    }

    /// The properties of an object, but for those that are not there in this direction.
    pub(crate) fn properties(&self, direction: Direction) -> BTreeMap<&'a str, Self> {
        let mut properties = self.all_properties();
        properties.retain(|_, schema| schema.is_there(direction));
        properties
    }

    /// The names of the properties that an object must have, but for those that are not there in this direction.
    pub(crate) fn required(&self, direction: Direction) -> BTreeSet<&'a str> {
        let lists = self.keywords("required").flat_map(|list| list.elements().collect::<Vec<_>>());
        let properties = self.all_properties();
        let names = lists.filter_map(|name| name.value().as_str());
        names.filter(|name| properties.get(name).is_none_or(|schema| schema.is_there(direction))).collect()
    }

    fn all_properties(&self) -> BTreeMap<&'a str, Self> {
        let mut nodes: BTreeMap<&str, Vec<Node<'_>>> = BTreeMap::new();
        for properties in self.keywords("properties") {
            for (name, node) in properties.entries() {
                nodes.entry(name).or_default().push(node);
            }
        }
        nodes.into_iter().map(|(name, nodes)| (name, Self::of(nodes))).collect()
    }

    fn is_there(&self, direction: Direction) -> bool {
        let absent = match direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        !self.parts.iter().any(|part| part.flag(absent))
    }

    pub(crate) fn additional(&self) -> Additional<'a> {
        let keywords =
            ["additionalProperties", "unevaluatedProperties"].into_iter().flat_map(|name| self.keywords(name));
        let schemas: Vec<_> = keywords.collect();
        if schemas.iter().any(|node| node.value() == &Value::Bool(false)) {
            return Additional::Refused;
        }
        Additional::Accepted(Self::of(schemas))
    }

    /// The elements of an array.
    pub(crate) fn items(&self) -> Self {
        Self::of(self.keywords("items").collect())
    }

    /// Its forms: one for each variant, or else one.
    pub(crate) fn alternatives(&self) -> Vec<Alternative<'a>> {
        let Some((union, others)) = self.unions.split_first() else {
            return vec![Alternative { schema: self.clone(), variant: None, common: 0 }];
        };
        let alternative = |variant: &Node<'a>| {
            let mut schema = Self { unions: others.to_vec(), ..self.clone() };
            schema.include(variant);
            Alternative { schema, variant: Some(variant.clone()), common: self.parts.len() }
        };
        union.iter().map(alternative).collect()
    }

    pub(crate) fn has_one_form(&self) -> bool {
        self.unions.is_empty()
    }
}

fn names(value: &Value) -> BTreeSet<&str> {
    match value {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        value => value.as_str().into_iter().collect(),
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The values that a schema lists itself; none where it has no list.
fn values_of<'a>(node: &Node<'a>) -> Option<Vec<Node<'a>>> {
    node.child("const").map(|value| vec![value]).or_else(|| Some(node.child("enum")?.elements().collect()))
}

/// Whether a schema is for null alone.
fn is_null(node: &Node<'_>) -> bool {
    let node = node.clone().resolved();
    let has_type_null = node.child("type").is_some_and(|kind| names(kind.value()) == BTreeSet::from(["null"]));
    let has_value_null = values_of(&node).is_some_and(|values| values.iter().all(|value| value.value().is_null()));
    has_type_null || has_value_null
}

fn accepts_null(node: &Node<'_>, seen: &mut BTreeSet<String>) -> bool {
    if !seen.insert(node.pointer().to_owned()) {
        return true;
    }
    let by_itself = node.value() != &Value::Bool(false)
        && node.child("type").is_none_or(|kind| names(kind.value()).contains("null"))
        && values_of(node).is_none_or(|values| values.iter().any(|value| value.value().is_null()));
    let all_of = node.child("allOf").into_iter().flat_map(|all| all.elements().collect::<Vec<_>>());
    by_itself
        && node.reference().into_iter().chain(all_of).all(|part| accepts_null(&part, seen))
        && ["oneOf", "anyOf"].into_iter().all(|keyword| {
            node.child(keyword).is_none_or(|list| list.elements().any(|variant| accepts_null(&variant, seen)))
        })
}
