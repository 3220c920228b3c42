//! Moves from DynamoDB and to it.

use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_dynamodb, on_postgres_and_dynamodb},
    data_moves::{SqliteStore, move_all, move_through_a_file},
    earlier_stores,
    support::new_table,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_dynamodb(sqlite_and_dynamodb_move_to_each_other_and_through_files),
        on_postgres_and_dynamodb(postgresql_and_dynamodb_move_to_each_other),
    ]
}

fn sqlite_and_dynamodb_move_to_each_other_and_through_files() {
    let (source, back) = (SqliteStore::filled(), SqliteStore::absent());
    let [first, second, third] = [(); 3].map(|()| new_table().unwrap());
    move_all(&source.url(), &first);
    move_through_a_file(&first, &second);
    move_through_a_file(&source.url(), &third);
    move_all(&second, &back.url());
    earlier_stores::assert_sqlite_goes_on(&first);
    earlier_stores::assert_sqlite_goes_on(&back.url());
}

fn postgresql_and_dynamodb_move_to_each_other() {
    let source = SqliteStore::filled();
    let databases = [(); 3].map(|()| TestDatabase::create_empty().unwrap());
    let [first, second, third] = databases.each_ref().map(TestDatabase::url);
    let [table, other_table] = [(); 2].map(|()| new_table().unwrap());
    move_all(&source.url(), &first);
    move_all(&first, &table);
    move_all(&table, &second);
    move_through_a_file(&table, &third);
    move_through_a_file(&first, &other_table);
    earlier_stores::assert_sqlite_goes_on(&second);
    earlier_stores::assert_sqlite_goes_on(&other_table);
}
