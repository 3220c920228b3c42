//! How the table is created.

use std::time::Duration;

use application::{Changes, Direction, EventData, EventFilter, EventKind, StoreError};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate,
    KeySchemaElement, KeyType, ScalarAttributeType, TableDescription, TimeToLiveStatus,
};
use domain::User;
use dynamodb_store::Settings;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use crate::{
    aws::{client, delete},
    case,
    server::settings,
    server_case,
    store::{Store, assert_unavailable, assert_unusable, at, caller, record, user},
    stub::{Reply, Stub},
};

pub(crate) fn cases() -> Vec<Trial> {
    vec![
        server_case(a_store_without_a_table_is_unavailable_until_it_is_made),
        server_case(many_migrations_at_once_create_one_table),
        server_case(what_is_expired_is_left_to_dynamodb_as_well),
        server_case(a_table_that_is_there_already_gets_what_it_lacks),
        server_case(a_table_of_the_first_release_gets_the_index_of_actors_filled),
        server_case(a_table_with_other_keys_is_refused_as_it_is),
        server_case(a_table_with_items_of_others_is_refused_as_it_is),
        server_case(a_table_that_a_migration_left_incomplete_is_completed),
        case(what_may_not_be_looked_at_is_not_held_against_a_table),
        server_case(a_server_that_does_not_know_everything_is_good_enough),
        case(a_table_that_is_being_made_is_waited_for),
    ]
}

const MIGRATIONS: [&str; 2] = ["d20261124_000001_create_table", "d20261130_000002_index_actors"];

async fn describe(settings: &Settings) -> TableDescription {
    let (client, table) = client(settings);
    client.describe_table().table_name(table).send().await.unwrap().table.unwrap()
}

/// Creates a table with these keys, and without an index.
async fn make_table(settings: &Settings, keys: [(&str, KeyType); 2]) {
    let (client, table) = client(settings);
    let attribute = |name: &str| {
        let attribute = AttributeDefinition::builder().attribute_name(name);
        attribute.attribute_type(ScalarAttributeType::S).build().unwrap()
    };
    let mut request = client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    for (name, kind) in keys {
        let key = KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
        request = request.attribute_definitions(attribute(name)).key_schema(key);
    }
    request.send().await.unwrap();
}

async fn works(store: &Store, user: &User) {
    store
        .commit(|changes| {
            changes.insert(user.clone());
            record(changes, user.id(), 1);
        })
        .await
        .unwrap();
    assert_eq!(store.users.find(user.id()).await.unwrap().as_ref(), Some(user));
    let by_user = EventFilter { actor: Some(user.id()), ..EventFilter::default() };
    for (filter, count) in [(EventFilter::default(), 1), (by_user, 0)] {
        assert_eq!(once_filled(store, &filter).await, count, "the index is there");
    }
}

/// The number of events, once the index is filled.
async fn once_filled(store: &Store, filter: &EventFilter) -> usize {
    loop {
        match store.events.list(filter, Direction::Ascending, None, 10).await {
            Ok(found) => return found.len(),
            Err(StoreError::Unavailable(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(error) => panic!("{error:?}"),
        }
    }
}

async fn a_store_without_a_table_is_unavailable_until_it_is_made(server: String) {
    let store = Store::new(&settings(&server));
    assert_unavailable(store.users.find(user(1).id()).await);
    assert_unavailable(store.commit(|changes| changes.insert(user(1))).await);
    let is_applied =
        async || store.schema.status().await.unwrap().iter().map(|state| state.applied).collect::<Vec<_>>();
    assert_eq!(is_applied().await, [false, false]);
    assert_eq!(store.schema.migrate().await.unwrap(), MIGRATIONS);
    assert_eq!(is_applied().await, [true, true]);
    works(&store, &user(1)).await;
}

async fn many_migrations_at_once_create_one_table(server: String) {
    let settings = settings(&server);
    let stores: Vec<Store> = (0..8).map(|_| Store::new(&settings)).collect();
    let migrations = stores.iter().cloned().map(|store| tokio::spawn(async move { store.schema.migrate().await }));
    let applied = join_all(migrations).await.into_iter().flat_map(|joined| joined.unwrap().unwrap());
    // Each was applied by any of them.
    let mut applied: Vec<_> = applied.collect();
    applied.sort_unstable();
    assert_eq!(applied, MIGRATIONS);
    works(&stores[7], &user(1)).await;
}

async fn what_is_expired_is_left_to_dynamodb_as_well(server: String) {
    let settings = settings(&server);
    Store::new(&settings).schema.migrate().await.unwrap();
    let (client, table) = client(&settings);
    let described = client.describe_time_to_live().table_name(table).send().await.unwrap();
    let described = described.time_to_live_description.unwrap();
    assert_eq!(described.time_to_live_status, Some(TimeToLiveStatus::Enabled));
    assert_eq!(described.attribute_name.as_deref(), Some("ttl"));
}

async fn a_table_that_is_there_already_gets_what_it_lacks(server: String) {
    let settings = settings(&server);
    make_table(&settings, [("pk", KeyType::Hash), ("sk", KeyType::Range)]).await;
    let store = Store::new(&settings);
    assert_eq!(store.schema.migrate().await.unwrap(), MIGRATIONS);
    let described = describe(&settings).await;
    let indexes: Vec<_> = described.global_secondary_indexes().iter().filter_map(|index| index.index_name()).collect();
    assert_eq!(indexes, ["by_time", "by_actor"]);
    works(&store, &user(1)).await;
}

/// The previous binary goes on beside this one, and its events are found by their actors too.
async fn a_table_of_the_first_release_gets_the_index_of_actors_filled(server: String) {
    let settings = settings(&server);
    let store = Store::new(&settings);
    store.schema.migrate().await.unwrap();
    let (client, table) = client(&settings);
    let removal = DeleteGlobalSecondaryIndexAction::builder().index_name("by_actor").build().unwrap();
    let removal = GlobalSecondaryIndexUpdate::builder().delete(removal).build();
    client.update_table().table_name(&table).global_secondary_index_updates(removal).send().await.unwrap();
    let schema =
        [("pk", "SCHEMA"), ("sk", "-")].map(|(name, text)| (name.to_owned(), AttributeValue::S(text.to_owned())));
    let noted = client.update_item().table_name(&table).set_key(Some(schema.into()));
    noted.update_expression("REMOVE d20261130_000002_index_actors").send().await.unwrap();
    let alice = user(1).id();
    let record_by_alice = async |number| {
        let mut changes = Changes::by_account_holder(alice, &caller(), at(1_000));
        changes.record(EventKind::SessionStarted, user(number).id(), EventData::new());
        store.commit_staged(changes).await.unwrap();
    };
    record_by_alice(2).await;
    let by_alice = EventFilter { actor: Some(alice), ..EventFilter::default() };
    let unread = store.events.list(&by_alice, Direction::Descending, None, 10).await;
    assert_unavailable(unread);

    assert_eq!(store.schema.migrate().await.unwrap(), MIGRATIONS[1..]);
    assert_eq!(once_filled(&store, &by_alice).await, 1);
    record_by_alice(3).await;
    assert_eq!(store.events_of(&by_alice).await.len(), 2);
    assert_eq!(store.schema.migrate().await.unwrap(), [""; 0]);
}

/// Asserts that the table is refused with this reason by everything that a start does, and that nothing was made in it.
async fn assert_refused_as_it_is(settings: &Settings, reason: &str) {
    let (client, table) = client(settings);
    let state = async || {
        let items = client.scan().table_name(&table).send().await.unwrap().items.unwrap_or_default();
        let time_to_live = client.describe_time_to_live().table_name(&table).send().await.unwrap();
        let described = describe(settings).await;
        (items, time_to_live.time_to_live_description, described.key_schema, described.global_secondary_indexes)
    };
    let before = state().await;
    let store = Store::new(settings);
    for refusal in [assert_unusable(store.schema.status().await), assert_unusable(store.schema.migrate().await)] {
        for part in [&*format!("`{table}`"), "of another program", reason, "name another table"] {
            assert!(refusal.contains(part), "{refusal}");
        }
    }
    assert_eq!(state().await, before);
}

async fn a_table_with_other_keys_is_refused_as_it_is(server: String) {
    let settings = settings(&server);
    make_table(&settings, [("id", KeyType::Hash), ("version", KeyType::Range)]).await;
    assert_refused_as_it_is(&settings, "its keys are not `pk` and `sk`").await;
}

async fn a_table_with_items_of_others_is_refused_as_it_is(server: String) {
    let settings = settings(&server);
    make_table(&settings, [("pk", KeyType::Hash), ("sk", KeyType::Range)]).await;
    let (client, table) = client(&settings);
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let item = client.put_item().table_name(table).item("pk", text("NOTE#1")).item("sk", text("-"));
    item.item("text", text("buy tea")).send().await.unwrap();
    assert_refused_as_it_is(&settings, "it has items").await;
}

async fn a_table_that_a_migration_left_incomplete_is_completed(server: String) {
    let settings = settings(&server);
    let store = Store::new(&settings);
    store.schema.migrate().await.unwrap();
    // Another process could write as soon as the table was there.
    works(&store, &user(1)).await;
    delete(&settings, "SCHEMA", "-").await;
    assert!(store.schema.status().await.unwrap().iter().all(|state| !state.applied));
    assert_eq!(store.schema.migrate().await.unwrap(), MIGRATIONS);
}

async fn what_may_not_be_looked_at_is_not_held_against_a_table() {
    let table = |items: u32| {
        let keys = json!([{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]);
        Reply::json(&json!({"Table": {"TableStatus": "ACTIVE", "KeySchema": keys, "ItemCount": items}}))
    };
    let denied = || Reply::error(400, "AccessDeniedException");
    let look = async |described: Reply| {
        let stub = Stub::new(move |_, asked| match asked.operation.as_str() {
            "DescribeTable" => described.clone(),
            "Scan" => denied(),
            _ => Reply::nothing(),
        })
        .await;
        let states = Store::new(&settings(&stub.url)).schema.status().await;
        (states.map(|states| states.iter().any(|state| state.applied)), stub.operations())
    };
    let (states, asked) = look(denied()).await;
    assert_eq!((states.unwrap(), asked.len()), (false, 2), "{asked:?}");
    let (states, asked) = look(table(0)).await;
    assert_eq!((states.unwrap(), asked.len()), (false, 3), "{asked:?}");
    // What DynamoDB has counted is enough.
    let (states, asked) = look(table(1)).await;
    assert_unusable(states);
    assert_eq!(asked, ["GetItem", "DescribeTable"]);
}

async fn a_server_that_does_not_know_everything_is_good_enough(server: String) {
    let settings = settings(&server);
    let stub = Stub::before(&server, |_, asked| match asked.operation.as_str() {
        "DescribeTimeToLive" | "DescribeContinuousBackups" => Reply::error(400, "UnknownOperationException"),
        _ => Reply::Forward,
    })
    .await;
    let store = Store::new(&Settings { url: settings.url.replace(&server, &stub.url), ..settings });
    assert_eq!(store.schema.migrate().await.unwrap(), MIGRATIONS);
    works(&store, &user(1)).await;
}

async fn a_table_that_is_being_made_is_waited_for() {
    let table = |status: &str, index: &str| {
        let body = json!({"Table": {
            "TableStatus": status,
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            "GlobalSecondaryIndexes": [
                {"IndexName": "by_time", "IndexStatus": index},
                {"IndexName": "by_actor", "IndexStatus": "CREATING"},
            ],
        }});
        Reply::json(&body)
    };
    let stub = Stub::new(move |number, asked| match asked.operation.as_str() {
        "DescribeTable" if number < 3 => Reply::error(400, "ResourceNotFoundException"),
        "CreateTable" => Reply::error(400, "ResourceInUseException"),
        "DescribeTable" if number < 5 => table("CREATING", "CREATING"),
        "DescribeTable" if number < 6 => table("ACTIVE", "CREATING"),
        "DescribeTable" => table("ACTIVE", "ACTIVE"),
        "UpdateContinuousBackups" if number < 11 => Reply::error(400, "ContinuousBackupsUnavailableException"),
        _ => Reply::nothing(),
    })
    .await;
    assert_eq!(Store::new(&settings(&stub.url)).schema.migrate().await.unwrap(), MIGRATIONS);
    assert_eq!(
        stub.operations(),
        [
            "GetItem",
            "DescribeTable",
            "DescribeTable",
            "CreateTable",
            "DescribeTable",
            "DescribeTable",
            "DescribeTable",
            "DescribeTimeToLive",
            "UpdateTimeToLive",
            "DescribeContinuousBackups",
            "UpdateContinuousBackups",
            "DescribeContinuousBackups",
            "UpdateContinuousBackups",
            "UpdateItem",
            "UpdateItem"
        ]
    );
}
