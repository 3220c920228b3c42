use std::any::type_name_of_val;

use test_databases::{TestCluster, TestDatabase};

use crate::{
    absence, cancelled_storm, cluster_restarts, commands, commits_lost, crowds, database_faults, dynamodb_refusals,
    earlier_stores, fail_over, full_disk, function, function_events, function_timings, hang_ups, life, locked_file,
    logs, newer_events, outage, output, production, refused_by_postgres, renewal, replaced_file, replicas,
    replicas_migrate, secret_texts, secrets, shutdown, shutdown_under_load, silent_store, slow_readers, starts,
    support::dynamodb_server, survival, unreachable_postgres, unread_bodies, webhook_faults, webhooks, wrong_names,
};

/// Something that the product's processes do, and how to find out whether they do.
pub(crate) struct Case {
    /// The module and the function.
    pub(crate) name: String,
    pub(crate) needs: Needs,
    /// Whether it takes so much of the machine that what others measure beside it means nothing.
    pub(crate) runs_alone: bool,
    pub(crate) run: Box<dyn Fn() + Send>,
}

/// What must be there for a case to run.
#[derive(Clone, Copy)]
pub(crate) enum Needs {
    Nothing,
    /// A PostgreSQL server, which may be shared.
    PostgresServer,
    /// PostgreSQL's programs, to make a server that may be restarted.
    PostgresPrograms,
    /// The right to mount a file system.
    Mount,
    /// A DynamoDB, which may be shared.
    DynamoDb,
    /// A function without layers to compare with.
    BareFunction,
}

impl Needs {
    /// What is missing of it.
    pub(crate) fn missing(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::PostgresServer => (!TestDatabase::server_is_named()).then_some("no PostgreSQL server is named"),
            Self::PostgresPrograms => {
                (!TestCluster::programs_are_named()).then_some("PostgreSQL's programs are not named")
            }
            Self::DynamoDb => dynamodb_server().is_none().then_some("no DynamoDB is named"),
            Self::BareFunction => function_timings::bare_function().is_none().then_some("no bare function is named"),
            Self::Mount => (!full_disk::may_mount()).then_some("no file system can be mounted"),
        }
    }
}

impl Case {
    /// The same, which no other runs beside.
    pub(crate) fn alone(self) -> Self {
        Self { runs_alone: true, ..self }
    }
}

/// The case that is this function.
pub(crate) fn case(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::Nothing, run)
}

/// The case that is this function, where there is a PostgreSQL server.
pub(crate) fn on_postgres(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::PostgresServer, run)
}

/// The case that is this function, where it can have a PostgreSQL server of its own.
pub(crate) fn on_own_cluster(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::PostgresPrograms, run)
}

/// The case that is this function, where a file system can be mounted.
pub(crate) fn on_mount(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::Mount, run)
}

/// The case that is this function, where there is a DynamoDB.
pub(crate) fn on_dynamodb(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::DynamoDb, run)
}

/// The case that is this function, where there is a bare function to compare with.
pub(crate) fn with_bare_function(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::BareFunction, run)
}

fn needing(needs: Needs, run: impl Fn() + Send + 'static) -> Case {
    let path = type_name_of_val(&run);
    Case {
        name: path.split_once("::").map_or(path, |(_, name)| name).to_owned(),
        needs,
        runs_alone: false,
        run: Box::new(run),
    }
}

pub(crate) fn all() -> Vec<Case> {
    let groups = [
        life::cases,
        commands::cases,
        output::cases,
        logs::cases,
        production::cases,
        renewal::cases,
        secrets::cases,
        secret_texts::cases,
        shutdown::cases,
        shutdown_under_load::cases,
        slow_readers::cases,
        unread_bodies::cases,
        outage::cases,
        survival::cases,
        webhooks::cases,
        wrong_names::cases,
        webhook_faults::cases,
        locked_file::cases,
        full_disk::cases,
        replaced_file::cases,
        starts::cases,
        absence::cases,
        dynamodb_refusals::cases,
        earlier_stores::cases,
        newer_events::cases,
        function::cases,
        function_events::cases,
        function_timings::cases,
        database_faults::cases,
        silent_store::cases,
        commits_lost::cases,
        cluster_restarts::cases,
        fail_over::cases,
        refused_by_postgres::cases,
        unreachable_postgres::cases,
        crowds::cases,
        hang_ups::cases,
        cancelled_storm::cases,
        replicas::cases,
        replicas_migrate::cases,
    ];
    groups.into_iter().flat_map(|cases| cases()).collect()
}
