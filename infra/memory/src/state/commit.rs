use std::collections::HashSet;

use application::{Change, Conflict, Event, ProductAsRead, Publication, Staged, StockUpdate, UniqueValue};
use domain::{OrderId, Product, ProductId, SessionId, User, UserId, Version};

use super::State;

impl State {
    /// Judges every change and event, then applies them all, or none.
    pub(crate) fn commit(&mut self, staged: Staged) -> Result<(), Conflict> {
        let Staged { changes, events, publication } = staged;
        self.judge_versions(&changes)?;
        self.judge_unique_values(&changes, &events)?;
        for change in changes {
            self.apply(change);
        }
        if publication == Publication::Outbox {
            for event in &events {
                self.outbox.push(event.clone(), event.at);
            }
        }
        self.event_ids.extend(events.iter().map(|event| event.id));
        self.events.extend(events);
        Ok(())
    }

    /// Whether every update, deletion and requirement meets what was read, and every new session its user.
    fn judge_versions(&self, changes: &[Change]) -> Result<(), Conflict> {
        let new_users: HashSet<UserId> = changes.iter().filter_map(inserted_user).collect();
        let all_hold = changes.iter().all(|change| match change {
            Change::InsertUser(_)
            | Change::InsertProduct(_)
            | Change::InsertOrder(_)
            | Change::InsertIdempotencyRecord { .. } => true,
            Change::UpdateUser { user, read } => self.user_version(user.id()) == Some(*read),
            Change::RequireUser { id, read } => self.user_version(*id) == Some(*read),
            Change::InsertSession(session) => {
                let user = session.user_id();
                self.user(user).is_some() || new_users.contains(&user)
            }
            Change::UpdateSession { session, read } => {
                self.session_version(session.id(), session.user_id()) == Some(*read)
            }
            Change::DeleteSession { id, user_id, read } => self.session_version(*id, *user_id) == Some(*read),
            Change::UpdateProduct { product, read, .. } => self.has_product_as_read(product.id(), *read),
            Change::DeleteProduct { id, read } => self.has_product_as_read(*id, *read),
            Change::RequireProduct { id, read } => self.product_version(*id) == Some(*read),
            Change::TakeStock { id, read, quantity } => self.product(*id).is_some_and(|product| {
                product.version() == *read && product.stock().units().is_some() && product.stock().has(*quantity)
            }),
            Change::ReturnStock { id, .. } => {
                self.product(*id).is_some_and(|product| product.stock().units().is_some())
            }
            Change::UpdateOrder { order, read } => self.order_version(order.id()) == Some(*read),
        });
        if all_hold { Ok(()) } else { Err(Conflict::Stale) }
    }

    /// Whether every unique value that is to be written is free, or already this entity's own.
    fn judge_unique_values(&self, changes: &[Change], events: &[Event]) -> Result<(), Conflict> {
        let mut names = HashSet::new();
        let mut secrets = HashSet::new();
        let mut event_ids = HashSet::new();
        for change in changes {
            match change {
                Change::InsertUser(user) | Change::UpdateUser { user, .. } => {
                    let key = user.username().key();
                    let free = self.users.id_of_name(&key).is_none_or(|owner| owner == user.id());
                    require(free && names.insert(key), UniqueValue::Username)?;
                }
                Change::InsertSession(session) | Change::UpdateSession { session, .. } => {
                    let secret = session.secret_hash();
                    let free = self.sessions.id_of_secret(secret).is_none_or(|owner| owner == session.id());
                    require(free && secrets.insert(secret), UniqueValue::Id)?;
                }
                Change::InsertIdempotencyRecord { record, now } => {
                    let free = self.idempotency.find(&record.scope, *now).is_none();
                    require(free, UniqueValue::IdempotencyKey)?;
                }
                _ => {}
            }
            match change {
                Change::InsertUser(user) => require(self.user(user.id()).is_none(), UniqueValue::Id)?,
                Change::InsertSession(session) => require(self.session(session.id()).is_none(), UniqueValue::Id)?,
                Change::InsertProduct(product) => require(self.product(product.id()).is_none(), UniqueValue::Id)?,
                Change::InsertOrder(order) => require(self.order(order.id()).is_none(), UniqueValue::Id)?,
                _ => {}
            }
        }
        for event in events {
            require(!self.event_ids.contains(&event.id) && event_ids.insert(event.id), UniqueValue::Id)?;
        }
        Ok(())
    }

    fn user_version(&self, id: UserId) -> Option<Version> {
        self.user(id).map(User::version)
    }

    /// The version of this user's session; a session of somebody else is as good as none.
    fn session_version(&self, id: SessionId, user: UserId) -> Option<Version> {
        self.session(id).filter(|session| session.user_id() == user).map(domain::Session::version)
    }

    fn product_version(&self, id: ProductId) -> Option<Version> {
        self.product(id).map(Product::version)
    }

    fn has_product_as_read(&self, id: ProductId, read: ProductAsRead) -> bool {
        self.product(id).is_some_and(|product| {
            product.version() == read.version && read.stock.is_none_or(|stock| stock == product.stock())
        })
    }

    fn order_version(&self, id: OrderId) -> Option<Version> {
        self.order(id).map(domain::Order::version)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::InsertUser(user) | Change::UpdateUser { user, .. } => self.users.put(user),
            Change::RequireUser { .. } | Change::RequireProduct { .. } => {}
            Change::InsertSession(session) | Change::UpdateSession { session, .. } => self.sessions.put(session),
            Change::DeleteSession { id, .. } => self.sessions.remove(id),
            Change::InsertProduct(product) | Change::UpdateProduct { product, stock: StockUpdate::Set, .. } => {
                self.products.put(product);
            }
            Change::UpdateProduct { product, stock: StockUpdate::Keep, .. } => self.products.put_but_stock(product),
            Change::DeleteProduct { id, .. } => self.products.remove(id),
            Change::TakeStock { id, quantity, .. } => {
                self.products.move_stock(id, |units| units.saturating_sub(quantity.into()));
            }
            Change::ReturnStock { id, quantity } => {
                self.products.move_stock(id, |units| units.saturating_add(quantity.into()));
            }
            Change::InsertOrder(order) => self.orders.insert(order),
            Change::UpdateOrder { order, .. } => self.orders.update_status(&order),
            Change::InsertIdempotencyRecord { record, .. } => self.idempotency.put(record),
        }
    }
}

const fn inserted_user(change: &Change) -> Option<UserId> {
    match change {
        Change::InsertUser(user) => Some(user.id()),
        _ => None,
    }
}

fn require(free: bool, value: UniqueValue) -> Result<(), Conflict> {
    if free { Ok(()) } else { Err(Conflict::Exists(value)) }
}
