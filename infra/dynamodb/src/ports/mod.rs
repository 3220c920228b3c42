pub(crate) mod attempts;
mod dead_letters;
mod dump;
pub(crate) mod events;
pub(crate) mod housekeeping;
pub(crate) mod idempotency;
mod load;
mod maintenance;
pub(crate) mod orders;
pub(crate) mod outbox;
mod repository;
mod schema;
pub(crate) mod sessions;
pub(crate) mod unit_of_work;
pub(crate) mod users;

use std::sync::Arc;

use application::{Holder, HolderParameters, Persistence};
use shaku::module;

use crate::database::Database;
use attempts::{DynamoDbAttempts, DynamoDbAttemptsParameters};
use dead_letters::{DynamoDbDeadLetters, DynamoDbDeadLettersParameters};
use dump::{DynamoDbDump, DynamoDbDumpParameters};
use events::{DynamoDbEvents, DynamoDbEventsParameters};
use housekeeping::{DynamoDbHousekeeping, DynamoDbHousekeepingParameters};
use idempotency::{DynamoDbIdempotencyRecords, DynamoDbIdempotencyRecordsParameters};
use load::{DynamoDbLoad, DynamoDbLoadParameters};
use maintenance::{DynamoDbMaintenance, DynamoDbMaintenanceParameters};
use orders::{DynamoDbOrders, DynamoDbOrdersParameters};
use outbox::{DynamoDbOutbox, DynamoDbOutboxParameters};
use repository::DynamoDbRepositories;
use schema::{DynamoDbSchema, DynamoDbSchemaParameters};
use sessions::{DynamoDbSessions, DynamoDbSessionsParameters};
use unit_of_work::{DynamoDbUnitOfWork, DynamoDbUnitOfWorkParameters};
use users::{DynamoDbUsers, DynamoDbUsersParameters};

module! {
    DynamoDbPersistence: Persistence {
        components = [
            Holder<DynamoDbRepositories>,
            DynamoDbUsers, DynamoDbSessions, DynamoDbOrders, DynamoDbIdempotencyRecords, DynamoDbUnitOfWork, DynamoDbAttempts, DynamoDbEvents, DynamoDbOutbox, DynamoDbDeadLetters, DynamoDbHousekeeping, DynamoDbMaintenance, DynamoDbDump, DynamoDbLoad, DynamoDbSchema,
        ],
        providers = []
    }
}

/// The module whose components all use `database`.
pub(crate) fn module(database: &Arc<Database>) -> Arc<dyn Persistence> {
    let database = || Arc::clone(database);
    let module = DynamoDbPersistence::builder()
        .with_component_parameters::<DynamoDbUsers>(DynamoDbUsersParameters { database: database() })
        .with_component_parameters::<DynamoDbSessions>(DynamoDbSessionsParameters { database: database() })
        .with_component_parameters::<Holder<DynamoDbRepositories>>(HolderParameters::of(DynamoDbRepositories {
            database: database(),
        }))
        .with_component_parameters::<DynamoDbOrders>(DynamoDbOrdersParameters { database: database() })
        .with_component_parameters::<DynamoDbIdempotencyRecords>(DynamoDbIdempotencyRecordsParameters {
            database: database(),
        })
        .with_component_parameters::<DynamoDbUnitOfWork>(DynamoDbUnitOfWorkParameters { database: database() })
        .with_component_parameters::<DynamoDbAttempts>(DynamoDbAttemptsParameters { database: database() })
        .with_component_parameters::<DynamoDbEvents>(DynamoDbEventsParameters { database: database() })
        .with_component_parameters::<DynamoDbOutbox>(DynamoDbOutboxParameters { database: database() })
        .with_component_parameters::<DynamoDbDeadLetters>(DynamoDbDeadLettersParameters { database: database() })
        .with_component_parameters::<DynamoDbHousekeeping>(DynamoDbHousekeepingParameters { database: database() })
        .with_component_parameters::<DynamoDbMaintenance>(DynamoDbMaintenanceParameters { database: database() })
        .with_component_parameters::<DynamoDbDump>(DynamoDbDumpParameters { database: database() })
        .with_component_parameters::<DynamoDbLoad>(DynamoDbLoadParameters { database: database() })
        .with_component_parameters::<DynamoDbSchema>(DynamoDbSchemaParameters { database: database() })
        .build();
    Arc::new(module)
}
