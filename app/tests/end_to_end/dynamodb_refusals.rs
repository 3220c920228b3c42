//! DynamoDB without credentials, or without a table: the error advises what to do, and the server waits for it.

use serde_json::json;

use crate::{
    cases::{Case, case, on_dynamodb},
    dynamodb_table::Table,
    outage::in_time,
    starts::{assert_refused_by_each_command, ending},
    support::{Workplace, eventually, new_table, sign_up_and_log_in},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(a_store_without_credentials_says_what_to_set_and_the_server_waits),
        on_dynamodb(a_table_that_others_make_is_missed_with_what_to_do_until_it_is_there),
        on_dynamodb(the_table_of_another_program_ends_a_start),
    ]
}

const ADVICE: &str = "there are no credentials for DynamoDB: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or \
                      AWS_PROFILE to a profile that has some, or run as a container, function or machine that has a role";

fn a_store_without_credentials_says_what_to_set_and_the_server_waits() {
    for migrates in ["true", "false"] {
        // This test sends nothing over the network: requests without credentials fail before they are sent.
        let workplace = Workplace::new("dynamodb://tranche?region=eu-central-1")
            .with("TRANCHE_STORE__MIGRATE_ON_START", migrates)
            .with("AWS_EC2_METADATA_DISABLED", "true")
            .with("AWS_CONFIG_FILE", "absent")
            .with("AWS_SHARED_CREDENTIALS_FILE", "absent");
        let status = workplace.run(&["migrate", "status"], "");
        assert_eq!(
            (status.code, status.errors.as_str()),
            (Some(1), &*format!("tranche: the store is unavailable: {ADVICE}\n"))
        );
        let mut server = workplace.start();
        let anonymous = server.anonymous();
        eventually("the advice is logged", || workplace.log().contains(ADVICE).then_some(()));
        in_time(|| anonymous.get("/readyz")).assert_problem(503, "unavailable");
        in_time(|| anonymous.get("/livez")).assert_status(200);
        let log = workplace.log();
        for foreign in ["dispatch failure", "provider", "CredentialsError"] {
            assert!(!log.contains(foreign), "{log}");
        }
        assert!(!server.has_ended());
    }
}

fn a_table_that_others_make_is_missed_with_what_to_do_until_it_is_there() {
    let table = new_table().unwrap();
    let workplace = Workplace::new(&table).with("TRANCHE_STORE__MIGRATE_ON_START", "false");
    let server = workplace.start();
    let anonymous = server.anonymous();
    for advice in ["the store is not migrated yet", "run `tranche migrate up`"] {
        eventually("the advice is logged", || workplace.log().contains(advice).then_some(()));
    }
    in_time(|| anonymous.get("/api/v1/products")).assert_problem(503, "unavailable");
    eventually("the missing table is logged", || workplace.log().contains("DynamoDB has no table").then_some(()));
    assert_eq!(in_time(|| anonymous.get("/readyz")).body["checks"]["migrations"], "missing");
    assert_eq!(workplace.run(&["migrate", "up"], "").code, Some(0));
    eventually("the server is ready", || (anonymous.get("/readyz").status == 200).then_some(()));
    sign_up_and_log_in(&anonymous, "ada.lovelace").me().assert_status(200);
}

fn the_table_of_another_program_ends_a_start() {
    let described = |[partition, sort]: [&str; 2]| {
        json!({
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [
                {"AttributeName": partition, "AttributeType": "S"},
                {"AttributeName": sort, "AttributeType": "S"},
            ],
            "KeySchema": [
                {"AttributeName": partition, "KeyType": "HASH"},
                {"AttributeName": sort, "KeyType": "RANGE"},
            ],
        })
    };
    for keys in [["id", "version"], ["pk", "sk"]] {
        let url = new_table().unwrap();
        let table = Table::of(&url);
        table.create(described(keys));
        table.put(vec![json!({keys[0]: {"S": "NOTE#1"}, keys[1]: {"S": "-"}, "text": {"S": "buy tea"}})]);
        let before = table.items();
        let workplace = ending(Workplace::bare().with("TRANCHE_STORE__URL", &url));
        assert_refused_by_each_command(&workplace, "is of another program");
        assert_eq!(table.items(), before);
    }
}
