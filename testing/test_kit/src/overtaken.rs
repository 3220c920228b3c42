use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use application::{
    Attempts, Changes, CommitError, Events, Housekeeping, IdempotencyRecords, Ids, Orders, Outbox, Persistence,
    Repository, Schema, Sessions, Staged, UnitOfWork, Users,
};
use async_trait::async_trait;
use domain::{Order, Product, User};
use shaku::{Component, module};

module! {
    OvertakenPersistence: Persistence {
        components = [OvertakenWork],
        providers = [],
        use dyn Persistence {
            components = [
                dyn Attempts,
                dyn Events,
                dyn Housekeeping,
                dyn IdempotencyRecords,
                dyn Orders,
                dyn Outbox,
                dyn Repository<Order>,
                dyn Repository<Product>,
                dyn Repository<User>,
                dyn Schema,
                dyn Sessions,
                dyn Users,
            ],
            providers = []
        }
    }
}

/// The store behind `persistence`, where the first of `competitors` commits right before the first commit made here,
/// the second right before the second, and so on.
pub(crate) fn overtaken(
    persistence: Arc<dyn Persistence>,
    ids: &dyn Ids,
    competitors: impl IntoIterator<Item = Changes>,
) -> Arc<dyn Persistence> {
    let competitors = competitors.into_iter().map(|changes| changes.into_staged(ids).expect("no row twice"));
    let parameters =
        OvertakenWorkParameters { work: persistence.resolve(), competitors: Mutex::new(competitors.collect()) };
    let module = OvertakenPersistence::builder(persistence).with_component_parameters::<OvertakenWork>(parameters);
    Arc::new(module.build())
}

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
struct OvertakenWork {
    work: Arc<dyn UnitOfWork>,
    competitors: Mutex<VecDeque<Staged>>,
}

#[async_trait]
impl UnitOfWork for OvertakenWork {
    async fn commit(&self, staged: Staged) -> Result<(), CommitError> {
        let competitor = self.competitors.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        if let Some(competitor) = competitor {
            self.work.commit(competitor).await.expect("the competitor commits");
        }
        self.work.commit(staged).await
    }
}
