use std::any::type_name_of_val;

use test_databases::{TestCluster, TestDatabase};

use crate::{
    absence, cancelled_storm, cluster_restarts, commands, commits_lost, crowds, data_moves, data_moves_dynamodb,
    database_faults, deliveries, dumps, dynamodb_refusals, earlier_stores, fail_over, full_disk, function,
    function_events, function_stores, function_timings, hang_ups, life, locked_file, logs, maintenance, newer_events,
    outage, output, production, refused_by_postgres, renewal, replaced_file, replicas, replicas_migrate, secret_texts,
    secrets, service_manager, shutdown, shutdown_under_load, silent_store, slow_readers, starts,
    support::dynamodb_server, survival, unreachable_postgres, unread_bodies, webhook_bodies, webhook_faults, webhooks,
    wrong_names,
};

/// A test case: its name and function.
pub(crate) struct Case {
    /// The module and the function.
    pub(crate) name: String,
    pub(crate) needs: Needs,
    /// Whether it uses so much of the machine that concurrent measurements are meaningless.
    pub(crate) runs_alone: bool,
    pub(crate) run: Box<dyn Fn() + Send>,
}

/// A requirement of a case.
#[derive(Clone, Copy)]
pub(crate) enum Needs {
    Nothing,
    /// A PostgreSQL server, which may be shared.
    PostgresServer,
    /// PostgreSQL's programs, to start a server that the case may restart.
    PostgresPrograms,
    /// The right to mount a file system.
    Mount,
    /// A DynamoDB server, which may be shared.
    DynamoDb,
    /// A function without layers, as a baseline.
    BareFunction,
    /// A PostgreSQL server and a DynamoDB server, which may be shared.
    PostgresAndDynamoDb,
}

impl Needs {
    /// Why the requirement is missing, if it is.
    pub(crate) fn missing(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::PostgresServer => (!TestDatabase::server_is_named()).then_some("no PostgreSQL server is named"),
            Self::PostgresPrograms => {
                (!TestCluster::programs_are_named()).then_some("PostgreSQL's programs are not named")
            }
            Self::DynamoDb => dynamodb_server().is_none().then_some("no DynamoDB is named"),
            Self::BareFunction => function_timings::bare_function().is_none().then_some("no bare function is named"),
            Self::PostgresAndDynamoDb => Self::PostgresServer.missing().or_else(|| Self::DynamoDb.missing()),
            Self::Mount => (!full_disk::may_mount()).then_some("no file system can be mounted"),
        }
    }
}

impl Case {
    /// The same, exclusively: no other case runs beside it.
    pub(crate) fn alone(self) -> Self {
        Self { runs_alone: true, ..self }
    }
}

/// A case from this function.
pub(crate) fn case(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::Nothing, run)
}

/// A case from this function, which needs a PostgreSQL server.
pub(crate) fn on_postgres(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::PostgresServer, run)
}

/// A case from this function, which needs its own PostgreSQL server.
pub(crate) fn on_own_cluster(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::PostgresPrograms, run)
}

/// A case from this function, which needs to mount a file system.
pub(crate) fn on_mount(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::Mount, run)
}

/// A case from this function, which needs a DynamoDB server.
pub(crate) fn on_dynamodb(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::DynamoDb, run)
}

/// A case from this function, which needs a PostgreSQL server and a DynamoDB server.
pub(crate) fn on_postgres_and_dynamodb(run: impl Fn() + Send + 'static) -> Case {
    needing(Needs::PostgresAndDynamoDb, run)
}

/// A case from this function, which needs a bare function as a baseline.
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
        service_manager::cases,
        shutdown::cases,
        shutdown_under_load::cases,
        slow_readers::cases,
        unread_bodies::cases,
        outage::cases,
        survival::cases,
        deliveries::cases,
        webhooks::cases,
        webhook_bodies::cases,
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
        function_stores::cases,
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
        data_moves::cases,
        data_moves_dynamodb::cases,
        dumps::cases,
        maintenance::cases,
    ];
    groups.into_iter().flat_map(|cases| cases()).collect()
}
