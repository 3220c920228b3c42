pub(crate) mod attempts;
pub(crate) mod dead_letters;
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
mod unit_of_work;
pub(crate) mod users;

use std::sync::Arc;

use application::{Holder, HolderParameters, Persistence};
use shaku::module;

use crate::database::Database;
use attempts::{SeaOrmAttempts, SeaOrmAttemptsParameters};
use dead_letters::{SeaOrmDeadLetters, SeaOrmDeadLettersParameters};
use dump::{SeaOrmDump, SeaOrmDumpParameters};
use events::{SeaOrmEvents, SeaOrmEventsParameters};
use housekeeping::{SeaOrmHousekeeping, SeaOrmHousekeepingParameters};
use idempotency::{SeaOrmIdempotencyRecords, SeaOrmIdempotencyRecordsParameters};
use load::{SeaOrmLoad, SeaOrmLoadParameters};
use maintenance::{SeaOrmMaintenance, SeaOrmMaintenanceParameters};
use orders::{SeaOrmOrders, SeaOrmOrdersParameters};
use outbox::{SeaOrmOutbox, SeaOrmOutboxParameters};
use repository::SeaOrmRepositories;
use schema::{SeaOrmSchema, SeaOrmSchemaParameters};
use sessions::{SeaOrmSessions, SeaOrmSessionsParameters};
use unit_of_work::{SeaOrmUnitOfWork, SeaOrmUnitOfWorkParameters};
use users::{SeaOrmUsers, SeaOrmUsersParameters};

module! {
    SeaOrmPersistence: Persistence {
        components = [
            Holder<SeaOrmRepositories>,
            SeaOrmUsers, SeaOrmSessions, SeaOrmOrders, SeaOrmIdempotencyRecords, SeaOrmUnitOfWork, SeaOrmAttempts, SeaOrmEvents, SeaOrmOutbox, SeaOrmDeadLetters, SeaOrmHousekeeping, SeaOrmMaintenance, SeaOrmDump, SeaOrmLoad, SeaOrmSchema,
        ],
        providers = []
    }
}

/// The module whose components all use `database`.
pub(crate) fn module(database: &Arc<dyn Database>) -> Arc<dyn Persistence> {
    let database = || Arc::clone(database);
    let module = SeaOrmPersistence::builder()
        .with_component_parameters::<SeaOrmUsers>(SeaOrmUsersParameters { database: database() })
        .with_component_parameters::<SeaOrmSessions>(SeaOrmSessionsParameters { database: database() })
        .with_component_parameters::<Holder<SeaOrmRepositories>>(HolderParameters::of(SeaOrmRepositories {
            database: database(),
        }))
        .with_component_parameters::<SeaOrmOrders>(SeaOrmOrdersParameters { database: database() })
        .with_component_parameters::<SeaOrmIdempotencyRecords>(SeaOrmIdempotencyRecordsParameters {
            database: database(),
        })
        .with_component_parameters::<SeaOrmUnitOfWork>(SeaOrmUnitOfWorkParameters { database: database() })
        .with_component_parameters::<SeaOrmAttempts>(SeaOrmAttemptsParameters { database: database() })
        .with_component_parameters::<SeaOrmEvents>(SeaOrmEventsParameters { database: database() })
        .with_component_parameters::<SeaOrmOutbox>(SeaOrmOutboxParameters { database: database() })
        .with_component_parameters::<SeaOrmDeadLetters>(SeaOrmDeadLettersParameters { database: database() })
        .with_component_parameters::<SeaOrmHousekeeping>(SeaOrmHousekeepingParameters { database: database() })
        .with_component_parameters::<SeaOrmMaintenance>(SeaOrmMaintenanceParameters { database: database() })
        .with_component_parameters::<SeaOrmDump>(SeaOrmDumpParameters { database: database() })
        .with_component_parameters::<SeaOrmLoad>(SeaOrmLoadParameters { database: database() })
        .with_component_parameters::<SeaOrmSchema>(SeaOrmSchemaParameters { database: database() })
        .build();
    Arc::new(module)
}
