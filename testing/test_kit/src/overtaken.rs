use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use application::{
    Attempts, Changes, CommitError, DeadLetters, Dump, Events, Held, Holder, HolderParameters, Housekeeping,
    IdempotencyRecords, Ids, Load, Maintenance, Orders, Outbox, Persistence, Repository, Schema, Sessions, Staged,
    UnitOfWork, Users,
};
use async_trait::async_trait;
use domain::Entity;
use shaku::{Component, HasComponent, ModuleBuildContext, module};

module! {
    OvertakenPersistence: Persistence {
        components = [Holder<Inner>, OvertakenWork],
        providers = [],
        use dyn Persistence {
            components = [
                dyn Attempts,
                dyn DeadLetters,
                dyn Dump,
                dyn Events,
                dyn Housekeeping,
                dyn IdempotencyRecords,
                dyn Load,
                dyn Maintenance,
                dyn Orders,
                dyn Outbox,
                dyn Schema,
                dyn Sessions,
                dyn Users,
            ],
            providers = []
        }
    }
}

/// The store behind `persistence`, where the first of `competitors` commits right before the first commit through this
/// store, the second right before the second, and so on.
pub(crate) fn overtaken(
    persistence: Arc<dyn Persistence>,
    ids: &dyn Ids,
    competitors: impl IntoIterator<Item = Changes>,
) -> Arc<dyn Persistence> {
    let competitors = competitors.into_iter().map(|changes| changes.into_staged(ids).expect("no row twice"));
    let parameters =
        OvertakenWorkParameters { work: persistence.resolve(), competitors: Mutex::new(competitors.collect()) };
    let module = OvertakenPersistence::builder(persistence.clone())
        .with_component_parameters::<Holder<Inner>>(HolderParameters::of(Inner(persistence)))
        .with_component_parameters::<OvertakenWork>(parameters)
        .build();
    Arc::new(module)
}

/// The wrapped store, whose entities are read unchanged.
struct Inner(Arc<dyn Persistence>);

impl<E: Entity> HasComponent<dyn Repository<E>> for OvertakenPersistence
where
    dyn Persistence: HasComponent<dyn Repository<E>>,
{
    fn build_component(context: &mut ModuleBuildContext<Self>) -> Arc<dyn Repository<E>> {
        HasComponent::resolve(&*<Self as HasComponent<dyn Held<Inner>>>::build_component(context).held().0)
    }

    fn resolve(&self) -> Arc<dyn Repository<E>> {
        HasComponent::resolve(&*HasComponent::<dyn Held<Inner>>::resolve_ref(self).held().0)
    }

    fn resolve_ref(&self) -> &dyn Repository<E> {
        HasComponent::resolve_ref(&*HasComponent::<dyn Held<Inner>>::resolve_ref(self).held().0)
    }
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
