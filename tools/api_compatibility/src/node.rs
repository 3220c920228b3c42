use serde_json::Value;

/// A value of a document, and where it stands in it.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    root: &'a Value,
    pointer: String,
    value: &'a Value,
}

impl<'a> Node<'a> {
    pub(crate) fn root(root: &'a Value) -> Self {
        Self { root, pointer: String::new(), value: root }
    }

    /// Where it stands, as a JSON Pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    /// The member of this name as it is written, be it a reference or not.
    pub(crate) fn child(&self, key: &str) -> Option<Self> {
        Some(self.at(key, self.value.get(key)?))
    }

    /// The member of this name, behind its references.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        self.child(key).map(Self::resolved)
    }

    /// The members as they are written; none where it is no object.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), self.at(key, value)))
    }

    /// The elements as they are written; none where it is no array.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Self> {
        let elements = self.value.as_array().into_iter().flatten();
        elements.enumerate().map(|(index, value)| self.at(&index.to_string(), value))
    }

    /// The text of a member; none where it has no such member, or no text there.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    /// Whether a member is there and true.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// What its references lead to. [`Document`](crate::Document) has checked that each leads somewhere.
    pub(crate) fn resolved(self) -> Self {
        match self.reference() {
            Some(target) => target.resolved(),
            None => self,
        }
    }

    /// What its `$ref` leads to; none where it has none.
    pub(crate) fn reference(&self) -> Option<Self> {
        let pointer = self.text("$ref")?.strip_prefix('#')?;
        let value = self.root.pointer(pointer)?;
        Some(Self { root: self.root, pointer: pointer.to_owned(), value })
    }

    /// The pointer of a member that need not be there.
    pub(crate) fn pointer_of(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }

    fn at(&self, key: &str, value: &'a Value) -> Self {
        Self { root: self.root, pointer: self.pointer_of(key), value }
    }
}
