use sea_orm_migration::sea_query::{Index, IndexCreateStatement};

/// An index with this name over these columns, in this order.
pub(crate) fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = key(name, columns);
    index.table(table);
    index
}

/// The same as a part of `CREATE TABLE`: a primary key, for example.
pub(crate) fn key(name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name);
    for column in columns {
        index.col(*column);
    }
    index
}
