use std::collections::BTreeMap;

/// Every table, by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Schema(pub(crate) BTreeMap<String, Table>);

/// The names of column types on one engine, by table and column.
pub(crate) type Types = BTreeMap<(String, String), String>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// In the order of the table.
    pub(crate) columns: Vec<Column>,
    pub(crate) primary_key: Vec<String>,
    /// By name.
    pub(crate) indexes: Vec<Index>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The engine's name of the type, with the engine's additions to the column.
    pub(crate) kind: String,
    pub(crate) nullable: bool,
}

/// An index other than that of the primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) unique: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ForeignKey {
    pub(crate) column: String,
    pub(crate) table: String,
    pub(crate) target: String,
    /// The action when the target is deleted, in SQL.
    pub(crate) on_delete: String,
}

impl Schema {
    pub(crate) fn types(&self) -> Types {
        let columns = self.0.iter().flat_map(|(table, it)| it.columns.iter().map(move |column| (table, column)));
        columns.map(|(table, column)| ((table.clone(), column.name.clone()), column.kind.clone())).collect()
    }
}
