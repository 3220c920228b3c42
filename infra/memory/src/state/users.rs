use std::ops::Bound;

use application::{Direction, UniqueValue, UserOrder, UserQuery};
use domain::{Id, User};

use super::{
    HasTable, State,
    table::{Indexed, Table, Unique},
};

impl Indexed for User {
    type Indexes = ();

    fn unique_values(&self) -> Vec<Unique> {
        vec![named(self.username().key())]
    }
}

impl HasTable<User> for State {
    fn table(&self) -> &Table<User> {
        &self.users
    }
}

fn named(key: String) -> Unique {
    (UniqueValue::Username, key.into_bytes())
}

impl Table<User> {
    pub(crate) fn matching(&self, query: &UserQuery, limit: u16) -> Vec<User> {
        let direction = query.direction;
        let matches = |id: Id<User>| self.get(id).filter(|user| is_let_through(query, user)).cloned();
        match &query.order {
            UserOrder::CreatedAt(after) => {
                let ids = self.by_creation().range(behind(*after, direction)).map(|position| position.id);
                in_direction(ids, direction).filter_map(matches).take(limit.into()).collect()
            }
            UserOrder::Username(after) => {
                let after = after.clone().map(named);
                let ids = self.owners().range(behind(after, direction)).map(|(_, id)| *id);
                in_direction(ids, direction).filter_map(matches).take(limit.into()).collect()
            }
        }
    }
}

fn is_let_through(query: &UserQuery, user: &User) -> bool {
    query.role.is_none_or(|role| role == user.role())
        && query.status.is_none_or(|status| status == user.as_stored().status)
}

/// The range after a position, in this direction.
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
