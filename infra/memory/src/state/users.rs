use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
};

use application::{Direction, UserOrder, UserPosition, UserQuery};
use domain::{User, UserId};

/// The users, and the orders in which they are found and listed.
#[derive(Default)]
pub(super) struct UserTable {
    rows: HashMap<UserId, User>,
    ids_by_name: BTreeMap<String, UserId>,
    by_creation: BTreeSet<UserPosition>,
}

impl UserTable {
    pub(super) fn get(&self, id: UserId) -> Option<&User> {
        self.rows.get(&id)
    }

    pub(super) fn id_of_name(&self, key: &str) -> Option<UserId> {
        self.ids_by_name.get(key).copied()
    }

    /// Inserts the user, or replaces the one with this id.
    pub(super) fn put(&mut self, user: User) {
        let (id, key, place) = (user.id(), user.username().key(), position(&user));
        if let Some(before) = self.rows.insert(id, user) {
            self.ids_by_name.remove(&before.username().key());
            self.by_creation.remove(&position(&before));
        }
        self.ids_by_name.insert(key, id);
        self.by_creation.insert(place);
    }

    pub(super) fn list(&self, query: &UserQuery, limit: u16) -> Vec<User> {
        let direction = query.direction;
        let matches = |id: &UserId| self.rows.get(id).filter(|user| is_let_through(query, user)).cloned();
        match &query.order {
            UserOrder::CreatedAt(after) => {
                let ids = self.by_creation.range(behind(*after, direction)).map(|position| &position.id);
                in_direction(ids, direction).filter_map(matches).take(limit.into()).collect()
            }
            UserOrder::Username(after) => {
                let ids = self.ids_by_name.range(behind(after.clone(), direction)).map(|(_, id)| id);
                in_direction(ids, direction).filter_map(matches).take(limit.into()).collect()
            }
        }
    }
}

fn position(user: &User) -> UserPosition {
    UserPosition { created_at: user.created_at(), id: user.id() }
}

fn is_let_through(query: &UserQuery, user: &User) -> bool {
    query.role.is_none_or(|role| role == user.role())
        && query.status.is_none_or(|status| status == user.as_stored().status)
}

/// What lies behind a position, on the way in this direction.
fn behind<T>(after: Option<T>, direction: Direction) -> (Bound<T>, Bound<T>) {
    let end = after.map_or(Bound::Unbounded, Bound::Excluded);
    match direction {
        Direction::Ascending => (end, Bound::Unbounded),
        Direction::Descending => (Bound::Unbounded, end),
    }
}

fn in_direction<'a, T>(
    items: impl DoubleEndedIterator<Item = T> + 'a,
    direction: Direction,
) -> Box<dyn Iterator<Item = T> + 'a> {
    match direction {
        Direction::Ascending => Box::new(items),
        Direction::Descending => Box::new(items.rev()),
    }
}
