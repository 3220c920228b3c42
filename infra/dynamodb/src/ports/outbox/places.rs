use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use application::EventId;

use crate::keys::Key;

/// The most places that are remembered: some pages of entries.
const MOST: usize = 4_096;

/// Where entries of the outbox stand, as this process read it last.
///
/// Nothing rests on it but speed. An event gets another place only when it was buried and revived, and whoever acts on the
/// old one finds nothing there.
#[derive(Default)]
pub(crate) struct KnownPlaces {
    places: Mutex<HashMap<EventId, Key>>,
}

impl KnownPlaces {
    pub(super) fn remember(&self, places: impl IntoIterator<Item = (EventId, Key)>) {
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.extend(places);
    }

    pub(super) fn forget(&self, events: &[EventId]) {
        let mut known = self.known();
        for event in events {
            known.remove(event);
        }
    }

    /// The places of those of these events that are known.
    pub(super) fn places(&self, events: &[EventId]) -> HashMap<EventId, Key> {
        let known = self.known();
        events.iter().filter_map(|event| Some((*event, known.get(event)?.clone()))).collect()
    }

    /// No panic leaves the map half written.
    fn known(&self) -> MutexGuard<'_, HashMap<EventId, Key>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn event(number: u128) -> EventId {
        EventId::new(Uuid::from_u128(number))
    }

    fn place(number: u128) -> Key {
        Key { partition: "OUTBOX#0".to_owned(), sort: number.to_string() }
    }

    #[test]
    fn what_was_read_is_known_until_it_is_forgotten() {
        let known = KnownPlaces::default();
        known.remember([(event(1), place(1)), (event(2), place(2)), (event(1), place(3))]);
        let places = known.places(&[event(9), event(2), event(1)]);
        assert_eq!(places, HashMap::from([(event(1), place(3)), (event(2), place(2))]));
        known.forget(&[event(1), event(9)]);
        assert_eq!(known.places(&[event(1), event(2)]), HashMap::from([(event(2), place(2))]));
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let known = KnownPlaces::default();
        for number in 0..10_000 {
            known.remember([(event(number), place(number))]);
        }
        assert!(known.known().len() <= MOST);
        assert_eq!(known.places(&[event(9_999)])[&event(9_999)], place(9_999));
    }
}
