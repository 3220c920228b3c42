//! Procedures of `docs/operations.md`, run with the product's binary: backups while clients write, and the rotation of
//! secrets in a fleet that keeps serving.

mod backups;
mod postgres_programs;
mod rotation;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the tests of the HTTP contract use the rest")]
mod support;

use libtest_mimic::{Arguments, Completion, Trial};

fn main() {
    let trials = vec![
        trial("sqlite::backups::a_backup_under_writes_is_a_whole_store", backups::of_sqlite),
        Trial::ignorable_test("postgres::backups::a_backup_under_writes_is_a_whole_store", || {
            Ok(match backups::of_postgres() {
                Ok(()) => Completion::Completed,
                Err(absent) => Completion::ignored_with(absent),
            })
        }),
        trial("sqlite::backups::a_copy_of_the_file_alone_lacks_what_was_written", backups::by_copying),
        trial("rotation::a_fleet_gets_a_signing_secret_and_ends_no_session", rotation::of_the_signing_secret),
        trial("rotation::a_fleet_gets_a_pepper_and_refuses_no_password", rotation::of_the_pepper),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

fn trial(name: &str, run: fn()) -> Trial {
    Trial::test(name, move || {
        run();
        Ok(())
    })
}
