use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use application::{Clock, Ids};
use shaku::Component;
use uuid::{ContextV7, Timestamp, Uuid};

/// [`Ids`] as `UUIDv7`: the present millisecond, then a counter that starts at random in each millisecond, then random
/// bits.
///
/// While the clock is behind its latest time, ids keep the latest millisecond and count on, so they still ascend.
#[derive(Component)]
#[shaku(interface = Ids)]
pub(crate) struct AscendingIds {
    #[shaku(inject)]
    clock: Arc<dyn Clock>,
    #[shaku(default = Mutex::new(ContextV7::new()))]
    context: Mutex<ContextV7>,
}

impl Ids for AscendingIds {
    fn next(&self) -> Uuid {
        let since_1970 = Duration::from_millis(self.clock.now().unix_millis().unsigned_abs());
        let moment = Timestamp::from_unix(&self.context, since_1970.as_secs(), since_1970.subsec_nanos());
        Uuid::new_v7(moment)
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, sync::atomic::AtomicI64, sync::atomic::Ordering, thread};

    use uuid::Variant;

    use super::*;

    struct SetClock(AtomicI64);

    impl Clock for SetClock {
        fn now(&self) -> domain::Timestamp {
            domain::Timestamp::from_unix_millis(self.0.load(Ordering::Relaxed)).unwrap()
        }
    }

    fn ids_at(unix_millis: i64) -> (Arc<SetClock>, AscendingIds) {
        let clock = Arc::new(SetClock(unix_millis.into()));
        (Arc::clone(&clock), AscendingIds { clock, context: Mutex::new(ContextV7::new()) })
    }

    fn unix_millis(id: Uuid) -> u128 {
        id.as_u128() >> 80
    }

    #[test]
    fn an_id_is_a_uuidv7_of_the_present_millisecond() {
        let (_, ids) = ids_at(1_795_241_548_042);
        let id = ids.next();
        assert_eq!((id.get_version_num(), id.get_variant()), (7, Variant::RFC4122));
        assert_eq!(unix_millis(id), 1_795_241_548_042);
    }

    #[test]
    fn ids_ascend_within_a_millisecond_and_while_the_clock_jumps_both_ways() {
        let (clock, ids) = ids_at(1_795_241_548_042);
        let mut made = Vec::new();
        for jump in [0, 0, 1, -7_200_000, 0, 3_600_000, 86_400_000, -86_400_000, 0] {
            clock.0.fetch_add(jump, Ordering::Relaxed);
            made.extend((0..100).map(|_| ids.next()));
        }
        assert!(made.is_sorted_by(|earlier, later| earlier < later));
    }

    #[test]
    fn ids_follow_the_clock_again_once_it_is_past_where_it_was() {
        let (clock, ids) = ids_at(2_000);
        ids.next();
        clock.0.store(1_000, Ordering::Relaxed);
        assert_eq!(unix_millis(ids.next()), 2_000);
        clock.0.store(2_001, Ordering::Relaxed);
        assert_eq!(unix_millis(ids.next()), 2_001);
    }

    #[test]
    fn threads_that_ask_together_get_different_ids() {
        let (_, ids) = ids_at(1_795_241_548_042);
        let made: Vec<Uuid> = thread::scope(|scope| {
            let askers: Vec<_> =
                (0..8).map(|_| scope.spawn(|| (0..500).map(|_| ids.next()).collect::<Vec<_>>())).collect();
            askers.into_iter().flat_map(|asker| asker.join().unwrap()).collect()
        });
        assert_eq!(made.iter().collect::<HashSet<_>>().len(), 4_000);
    }
}
