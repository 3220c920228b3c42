use test_databases::TestDatabase;

use crate::{
    cases::{Case, on_postgres},
    outage::in_time,
    shop::{Shop, add_product},
    support::{Workplace, start},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        on_postgres(a_database_that_can_not_hold_every_character_is_refused_at_the_start),
        on_postgres(an_error_of_postgres_that_an_operator_can_end_is_no_500),
    ]
}

fn a_database_that_can_not_hold_every_character_is_refused_at_the_start() {
    let database = TestDatabase::create_in_latin1().unwrap();
    for migrate_on_start in ["true", "false"] {
        let workplace = Workplace::new(&database.url()).with("TRANCHE_STORE__MIGRATE_ON_START", migrate_on_start);
        for (command, code) in [
            (&["serve", "--port", "0"] as &[&str], 78),
            (&["seed"], 78),
            (&["migrate", "up"], 1),
            (&["migrate", "status"], 1),
        ] {
            let outcome = workplace.run(command, "");
            assert_eq!(outcome.code, Some(code), "{command:?}: {outcome:?}");
            for part in ["LATIN1", "ENCODING 'UTF8' TEMPLATE template0", "store.url"] {
                assert!(outcome.errors.contains(part), "{command:?}: {}", outcome.errors);
            }
        }
    }
    assert_eq!(
        database.count("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
        0,
        "nothing is created in it"
    );
}

fn an_error_of_postgres_that_an_operator_can_end_is_no_500() {
    let database = TestDatabase::create().unwrap();
    let started = start(&database.url(), &[]);
    let (server, shop) = (started.anonymous(), Shop::open(&started.anonymous()));
    let root = server.with_cookie(shop.root.as_str());
    database.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN RAISE EXCEPTION 'as the test asks' USING ERRCODE = TG_ARGV[0]; END $$",
    );
    // Classes of SQLSTATE: data that the encoding can't hold, transaction states, rights, connections, resources,
    // operators.
    for code in [
        "22P05", "22021", "25006", "25P01", "25P02", "42501", "08000", "08006", "08P01", "26000", "53100", "53200",
        "57014", "57P01", "57P02", "57P03", "57P04", "57P05", "58030", "55P03",
    ] {
        database.execute(&format!(
            "CREATE TRIGGER refuse BEFORE INSERT ON products FOR EACH STATEMENT EXECUTE FUNCTION refuse('{code}')"
        ));
        let refused = in_time(|| add_product(&root, "Cup", 1));
        assert_eq!(refused.status, 503, "{code}: {}", refused.text);
        refused.assert_problem(503, "unavailable");
        database.execute("DROP TRIGGER refuse ON products");
        let taken = in_time(|| add_product(&root, "Żółw", 1));
        assert_eq!(taken.status, 201, "after {code}: {}", taken.text);
    }
}
