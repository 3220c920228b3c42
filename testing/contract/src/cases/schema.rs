use std::sync::Arc;

use futures_util::future::join_all;
use tokio::sync::Barrier;

use super::case;
use crate::{Case, World};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(migrating_applies_every_migration),
        case(migrating_again_applies_nothing_and_keeps_everything),
        case(migrating_many_times_at_once_applies_nothing_twice),
    ]
}

async fn migrating_applies_every_migration(world: World) {
    let states = world.schema.status().await.expect("the store answers");
    let missing: Vec<_> = states.iter().filter(|state| !state.applied).collect();
    assert!(missing.is_empty(), "{missing:?} are missing");
}

async fn migrating_again_applies_nothing_and_keeps_everything(world: World) {
    let user = world.user("alice").await;
    let before = world.schema.status().await.expect("the store answers");
    assert_eq!(world.schema.migrate().await.expect("the store is migrated"), Vec::<String>::new());
    assert_eq!(world.schema.status().await.expect("the store answers"), before);
    assert_eq!(world.find(&user).await, Some(user));
}

async fn migrating_many_times_at_once_applies_nothing_twice(world: World) {
    let start = Arc::new(Barrier::new(8));
    let migrate = || {
        let (schema, start) = (Arc::clone(&world.schema), Arc::clone(&start));
        tokio::spawn(async move {
            start.wait().await;
            schema.migrate().await
        })
    };
    let tasks: Vec<_> = (0..8).map(|_| migrate()).collect();
    for joined in join_all(tasks).await {
        let applied = joined.expect("no migration panics").expect("the store is migrated");
        assert_eq!(applied, Vec::<String>::new());
    }
}
