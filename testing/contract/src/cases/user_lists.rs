use application::{Direction, Position, UserOrder, UserQuery};
use domain::{Role, User, UserId, UserStatus};

use super::case;
use crate::{
    Case, World,
    world::{at, changed, demoted, username},
};

use Direction::{Ascending, Descending};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(users_are_listed_by_creation_and_by_id_within_a_moment),
        case(names_are_listed_by_the_bytes_of_their_lower_case),
        case(pages_of_any_size_add_up_to_the_whole_list_in_every_order),
        case(only_users_that_the_query_lets_through_are_listed),
        case(filtered_pages_of_any_size_add_up_to_the_filtered_list),
        case(pages_are_stable_while_users_are_added),
        case(a_position_of_no_user_is_as_good_as_any),
        case(an_updated_user_is_listed_in_its_new_state),
        case(an_empty_list_and_an_empty_page_are_empty),
    ]
}

/// The key that is sorted by.
#[derive(Clone, Copy, Debug)]
enum By {
    Creation,
    Name,
}

const SORTS: [(By, Direction); 4] =
    [(By::Creation, Ascending), (By::Creation, Descending), (By::Name, Ascending), (By::Name, Descending)];

/// All users in this order.
fn all(by: By, direction: Direction) -> UserQuery {
    UserQuery { role: None, status: None, order: order(by, None), direction }
}

/// The users behind `after` in this order.
fn order(by: By, after: Option<&User>) -> UserOrder {
    match by {
        By::Creation => UserOrder::CreatedAt(after.map(Position::from)),
        By::Name => UserOrder::Username(after.map(|user| user.username().key())),
    }
}

/// The users in the expected order.
fn sorted(mut users: Vec<User>, by: By, direction: Direction) -> Vec<User> {
    match by {
        By::Creation => users.sort_by_key(|user| Position::from(user)),
        By::Name => users.sort_by_key(|user| user.username().key().into_bytes()),
    }
    if direction == Descending {
        users.reverse();
    }
    users
}

async fn list(world: &World, query: UserQuery, limit: u16) -> Vec<User> {
    world.users.list(query, limit).await.expect("the store answers")
}

/// Every user of `query` behind `collected`, read in pages of `limit` and appended to `collected`.
async fn collect(world: &World, query: &UserQuery, by: By, limit: u16, mut collected: Vec<User>) -> Vec<User> {
    loop {
        let query = UserQuery { order: order(by, collected.last()), ..query.clone() };
        let page = list(world, query, limit).await;
        assert!(page.len() <= usize::from(limit));
        if page.is_empty() {
            return collected;
        }
        collected.extend(page);
    }
}

/// A user, stored, created at this moment.
async fn user_of(world: &World, name: &str, millis: i64, role: Role, status: UserStatus) -> User {
    let user = changed(&world.new_user(name), |stored| {
        stored.created_at = at(millis);
        stored.role = role;
        stored.status = status;
    });
    world.commit(|changes| changes.insert(user.clone())).await.expect("the user is stored");
    user
}

/// Users of every role and status, with names, ids and times in different sequences.
async fn various_users(world: &World) -> Vec<User> {
    use Role::{Admin, SuperAdmin, User as Ordinary};
    use UserStatus::{Active, Inactive};
    let mut users = Vec::new();
    for (name, millis, role, status) in [
        ("Walter", 5_000, Ordinary, Active),
        ("jesse", 3_000, Admin, Active),
        ("SKYLER", 4_000, Ordinary, Inactive),
        ("aaron", 3_000, SuperAdmin, Active),
        ("Saul.Goodman", 3_000, Admin, Inactive),
        ("a-aron", 9_000, Ordinary, Active),
        ("Zachary", 1_000, Ordinary, Active),
        ("mike_e", 5_000, SuperAdmin, Inactive),
        ("Gustavo", 2_000, Admin, Active),
    ] {
        users.push(user_of(world, name, millis, role, status).await);
    }
    users
}

async fn users_are_listed_by_creation_and_by_id_within_a_moment(world: World) {
    let early = user_of(&world, "zzzzz", 1_000, Role::User, UserStatus::Active).await;
    let same_moment = [(2, "ccccc"), (0xff00, "aaaaa"), (0x7f, "bbbbb"), (u128::MAX, "ddddd"), (1 << 127, "eeeee")];
    let mut middle = Vec::new();
    for (id, name) in same_moment {
        let user = changed(&world.new_user(name), |stored| {
            stored.id = UserId::new(uuid::Uuid::from_u128(id));
            stored.created_at = at(2_000);
        });
        world.commit(|changes| changes.insert(user.clone())).await.expect("the user is stored");
        middle.push((id, user));
    }
    middle.sort_by_key(|(id, _)| *id);
    let late = user_of(&world, "yyyyy", 3_000, Role::User, UserStatus::Active).await;
    let expected: Vec<User> =
        [early].into_iter().chain(middle.into_iter().map(|(_, user)| user)).chain([late]).collect();
    assert_eq!(list(&world, all(By::Creation, Ascending), 100).await, expected);
    let reversed: Vec<User> = expected.into_iter().rev().collect();
    assert_eq!(list(&world, all(By::Creation, Descending), 100).await, reversed);
}

async fn names_are_listed_by_the_bytes_of_their_lower_case(world: World) {
    let expected = ["0aaaa", "a-aaa", "A.AAA", "a0aaa", "A_aaa", "aAAAA", "Aaaaa0", "aaaab", "B-aaa", "bAaaa", "Zaaaa"];
    for index in [4, 0, 10, 7, 2, 9, 1, 6, 3, 8, 5] {
        world.user(expected[index]).await;
    }
    let names = |users: Vec<User>| users.iter().map(|user| user.username().to_string()).collect::<Vec<_>>();
    assert_eq!(names(list(&world, all(By::Name, Ascending), 100).await), expected);
    let reversed: Vec<&str> = expected.into_iter().rev().collect();
    assert_eq!(names(list(&world, all(By::Name, Descending), 100).await), reversed);
}

async fn pages_of_any_size_add_up_to_the_whole_list_in_every_order(world: World) {
    let users = various_users(&world).await;
    for (by, direction) in SORTS {
        let whole = sorted(users.clone(), by, direction);
        for limit in 1..=10 {
            let collected = collect(&world, &all(by, direction), by, limit, Vec::new()).await;
            assert_eq!(collected, whole, "{by:?} {direction:?} in pages of {limit}");
        }
    }
}

/// Every filter, with the users of `users` that it matches.
fn filters(users: &[User]) -> Vec<(Option<Role>, Option<UserStatus>, Vec<User>)> {
    let roles = [None, Some(Role::User), Some(Role::Admin), Some(Role::SuperAdmin)];
    let statuses = [None, Some(UserStatus::Active), Some(UserStatus::Inactive)];
    let passing = |role: Option<Role>, status: Option<UserStatus>| {
        let passes = |user: &&User| {
            role.is_none_or(|role| role == user.role())
                && status.is_none_or(|status| (status == UserStatus::Active) == user.is_active())
        };
        (role, status, users.iter().filter(passes).cloned().collect())
    };
    roles.into_iter().flat_map(|role| statuses.map(|status| passing(role, status))).collect()
}

async fn only_users_that_the_query_lets_through_are_listed(world: World) {
    let users = various_users(&world).await;
    for (role, status, passing) in filters(&users) {
        for (by, direction) in SORTS {
            let query = UserQuery { role, status, ..all(by, direction) };
            assert_eq!(list(&world, query.clone(), 100).await, sorted(passing.clone(), by, direction), "{query:?}");
        }
    }
}

async fn filtered_pages_of_any_size_add_up_to_the_filtered_list(world: World) {
    let users = various_users(&world).await;
    for (role, status, passing) in filters(&users) {
        for (by, direction) in SORTS {
            let query = UserQuery { role, status, ..all(by, direction) };
            for limit in 1..=4 {
                let collected = collect(&world, &query, by, limit, Vec::new()).await;
                assert_eq!(collected, sorted(passing.clone(), by, direction), "{query:?} in pages of {limit}");
            }
        }
    }
}

async fn pages_are_stable_while_users_are_added(world: World) {
    let mut users = various_users(&world).await;
    for (round, (by, direction)) in SORTS.into_iter().enumerate() {
        let before = sorted(users.clone(), by, direction);
        let first_page = list(&world, all(by, direction), 3).await;
        assert_eq!(first_page, before[..3]);
        let seen = first_page.last().cloned().expect("the page has users");
        // Of these two, one lies before the position in either order, and one behind it.
        users.push(user_of(&world, &format!("00000{round}"), 500, Role::User, UserStatus::Active).await);
        users.push(user_of(&world, &format!("zzzzz{round}"), 9_500, Role::User, UserStatus::Active).await);
        let after = sorted(users.clone(), by, direction);
        let rest = after.iter().skip_while(|user| **user != seen).skip(1).cloned();
        let expected: Vec<User> = first_page.iter().cloned().chain(rest).collect();
        assert_eq!(collect(&world, &all(by, direction), by, 2, first_page).await, expected, "{by:?} {direction:?}");
        assert_eq!(expected.len(), before.len() + 1, "the one before the position is not shown");
    }
}

async fn a_position_of_no_user_is_as_good_as_any(world: World) {
    let early = user_of(&world, "bbbbb", 1_000, Role::User, UserStatus::Active).await;
    let late = user_of(&world, "ddddd", 3_000, Role::User, UserStatus::Active).await;
    let nobody = changed(&world.new_user("ccccc"), |stored| stored.created_at = at(2_000));
    let first = changed(&world.new_user("aaaaa"), |stored| stored.created_at = at(0));
    let last = changed(&world.new_user("eeeee"), |stored| stored.created_at = at(4_000));
    for by in [By::Creation, By::Name] {
        for (after, behind, before) in [
            (&nobody, vec![late.clone()], vec![early.clone()]),
            (&first, vec![early.clone(), late.clone()], vec![]),
            (&last, vec![], vec![late.clone(), early.clone()]),
        ] {
            let query = |direction| UserQuery { order: order(by, Some(after)), ..all(by, direction) };
            assert_eq!(list(&world, query(Ascending), 10).await, behind);
            assert_eq!(list(&world, query(Descending), 10).await, before);
        }
    }
    for (key, expected) in [("", 2), ("b", 2), ("bbbbb", 1), ("bbbbbb", 1), ("z'\"%", 0), ("\u{10FFFF}", 0)] {
        let order = UserOrder::Username(Some(key.to_owned()));
        let query = UserQuery { order, ..all(By::Name, Ascending) };
        assert_eq!(list(&world, query, 10).await.len(), expected, "{key:?}");
    }
}

async fn an_updated_user_is_listed_in_its_new_state(world: World) {
    let (user, other) = (world.user("alice").await, world.user("bobby").await);
    let moved = changed(&demoted(&user), |stored| {
        stored.username = username("carol");
        stored.created_at = at(9_000);
    });
    let newer = world.committed(|changes| changes.update(user.clone(), moved)).await;
    for (by, direction) in SORTS {
        let expected = sorted(vec![newer.clone(), other.clone()], by, direction);
        assert_eq!(list(&world, all(by, direction), 10).await, expected);
        let as_before = UserQuery { role: Some(user.role()), ..all(by, direction) };
        assert_eq!(list(&world, as_before, 10).await.first(), Some(&other));
        let (role, status) = (Some(Role::SuperAdmin), Some(UserStatus::Inactive));
        let as_now = UserQuery { role, status, ..all(by, direction) };
        assert_eq!(list(&world, as_now, 10).await.first(), Some(&newer));
    }
}

async fn an_empty_list_and_an_empty_page_are_empty(world: World) {
    for (by, direction) in SORTS {
        assert_eq!(list(&world, all(by, direction), 10).await, []);
    }
    let user = world.user("alice").await;
    for (by, direction) in SORTS {
        assert_eq!(list(&world, all(by, direction), 0).await, []);
        let behind = UserQuery { order: order(by, Some(&user)), ..all(by, direction) };
        assert_eq!(list(&world, behind, 10).await, []);
    }
}
