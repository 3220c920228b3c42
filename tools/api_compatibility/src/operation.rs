use std::collections::BTreeMap;

use crate::node::Node;

/// What makes two operations the same: the method, and the path without the names of its parameters, which no request carries.
pub(crate) type Key = (&'static str, String);

/// A call that clients make.
pub(crate) struct Operation<'a> {
    /// Names it for people: `GET /users/{id}`.
    pub(crate) name: String,
    pub(crate) node: Node<'a>,
    method: &'static str,
    path: &'a str,
    root: Node<'a>,
    item: Node<'a>,
}

/// A call that the server makes to a receiver.
pub(crate) struct Webhook<'a> {
    /// Names it for people: `POST webhook userSignedUp`.
    pub(crate) name: String,
    pub(crate) node: Node<'a>,
    item: Node<'a>,
}

/// What makes two parameters the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ParameterKey {
    pub(crate) location: String,
    /// The name; of a parameter in the path, which of them it is.
    pub(crate) name: String,
}

impl<'a> Operation<'a> {
    pub(crate) fn new(method: &'static str, path: &'a str, root: &Node<'a>, item: Node<'a>, node: Node<'a>) -> Self {
        let name = format!("{} {path}", method.to_uppercase());
        Self { name, node, method, path, root: root.clone(), item }
    }

    pub(crate) fn key(&self) -> Key {
        let names = self.path_parameters();
        let template = names.iter().fold(self.path.to_owned(), |path, name| path.replace(&format!("{{{name}}}"), "{}"));
        (self.method, template)
    }

    /// The names of the parameters in the path, in order.
    pub(crate) fn path_parameters(&self) -> Vec<&'a str> {
        self.path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    /// The parameters, with those that the path has for all its operations.
    pub(crate) fn parameters(&self) -> BTreeMap<ParameterKey, Node<'a>> {
        parameters(&self.item, &self.node, &self.path_parameters())
    }

    /// What it says by this key, or else its path, or else the document.
    pub(crate) fn inherited(&self, key: &str) -> Option<Node<'a>> {
        [&self.node, &self.item, &self.root].into_iter().find_map(|node| node.get(key))
    }

    pub(crate) fn root(&self) -> &Node<'a> {
        &self.root
    }
}

impl<'a> Webhook<'a> {
    pub(crate) fn new(method: &str, name: &str, item: Node<'a>, node: Node<'a>) -> Self {
        Self { name: format!("{} webhook {name}", method.to_uppercase()), node, item }
    }

    pub(crate) fn parameters(&self) -> BTreeMap<ParameterKey, Node<'a>> {
        parameters(&self.item, &self.node, &[])
    }
}

/// Those of an operation stand in for those of its path.
fn parameters<'a>(item: &Node<'a>, operation: &Node<'a>, in_path: &[&str]) -> BTreeMap<ParameterKey, Node<'a>> {
    let lists = [item, operation].into_iter().filter_map(|node| node.get("parameters"));
    let parameters: Vec<_> = lists.flat_map(|list| list.elements().map(Node::resolved).collect::<Vec<_>>()).collect();
    parameters.into_iter().filter_map(|node| Some((ParameterKey::of(&node, in_path)?, node))).collect()
}

impl ParameterKey {
    fn of(parameter: &Node<'_>, in_path: &[&str]) -> Option<Self> {
        let (location, name) = (parameter.text("in")?, parameter.text("name")?);
        let name = match location {
            "path" => in_path.iter().position(|other| *other == name)?.to_string(),
            "header" => name.to_lowercase(),
            _ => name.to_owned(),
        };
        Some(Self { location: location.to_owned(), name })
    }
}
