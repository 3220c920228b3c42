use std::sync::Arc;

use application::{Direction, StoreError, UserOrder, UserQuery, Users};
use async_trait::async_trait;
use domain::{User, Username};
use shaku::Component;

use crate::{
    database::Database,
    errors::within_deadline,
    expressions::Condition,
    items::text,
    keys::{Key, List, moment_and_id},
    lists::EntryList,
    reads::{Range, Source},
    stored::{Listed, Stored},
};

#[derive(Component)]
#[shaku(interface = Users)]
pub(super) struct DynamoDbUsers {
    database: Arc<Database>,
}

#[async_trait]
impl Users for DynamoDbUsers {
    async fn find_by_username(&self, username: &Username) -> Result<Option<User>, StoreError> {
        within_deadline(async {
            let Some(entry) = self.database.get(Key::username(username)).await? else { return Ok(None) };
            let user = self.database.get(User::named(&entry)?).await?.map(User::read).transpose()?;
            // The name may have been released between the two reads.
            Ok(user.filter(|user| user.username().key() == username.key()))
        })
        .await
    }

    async fn list(&self, query: UserQuery, limit: u16) -> Result<Vec<User>, StoreError> {
        let (list, after) = match &query.order {
            UserOrder::CreatedAt(after) => (List::Users, after.map(|after| moment_and_id(after.created_at, after.id))),
            UserOrder::Username(after) => (List::Usernames, after.clone()),
        };
        let range = match query.direction {
            Direction::Ascending => Range::up_from(after),
            Direction::Descending if after.as_deref() == Some("") => return Ok(Vec::new()),
            Direction::Descending => Range::down_from(after),
        };
        let entries =
            EntryList { source: Source::Table, partitions: list.partitions().collect(), range, filter: filter(&query) };
        let wanted = |item| Ok(Some(User::read(item)?).filter(|user| is_let_through(&query, user)));
        within_deadline(entries.read(&self.database, limit, User::named, wanted)).await
    }
}

fn filter(query: &UserQuery) -> Option<Condition> {
    let role = query.role.map(|role| Condition::Is("role", text(role.as_str())));
    let status = query.status.map(|status| Condition::Is("status", text(status.as_str())));
    let conditions: Vec<Condition> = role.into_iter().chain(status).collect();
    (!conditions.is_empty()).then_some(Condition::All(conditions))
}

fn is_let_through(query: &UserQuery, user: &User) -> bool {
    query.role.is_none_or(|role| role == user.role())
        && query.status.is_none_or(|status| status == user.as_stored().status)
}
