use domain::{PasswordHash, Role, SessionEpoch, StoredUser, Timestamp, User, UserId, UserStatus, Version};

use super::case;
use crate::{
    Case, World,
    world::{at, changed, username},
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(an_absent_user_is_none),
        case(a_user_reads_back_field_for_field),
        case(a_user_reads_back_at_the_limits),
        case(a_name_is_found_in_any_case_and_shown_as_typed),
        case(a_name_that_merely_resembles_another_is_not_found),
    ]
}

async fn an_absent_user_is_none(world: World) {
    let present = world.user("present").await;
    let absent = world.new_user("absent");
    assert_eq!(world.find(&absent).await, None);
    assert_eq!(world.find_name("absent").await, None);
    assert_eq!(world.find(&present).await, Some(present));
}

async fn a_user_reads_back_field_for_field(world: World) {
    let states = Role::ALL.iter().flat_map(|role| UserStatus::ALL.iter().map(|status| (*role, *status)));
    let states: Vec<(Role, UserStatus)> = states.collect();
    for (number, (role, status)) in states.into_iter().enumerate() {
        let user = changed(&world.new_user(&format!("user.{number}")), |stored| {
            stored.role = role;
            stored.status = status;
            stored.session_epoch = SessionEpoch::new(3);
            stored.version = Version::new(5);
        });
        world.commit(|changes| changes.insert(user.clone())).await.expect("the user is stored");
        assert_eq!(world.find(&user).await.as_ref(), Some(&user));
        assert_eq!(world.find_name(user.username().as_str()).await, Some(user));
    }
}

async fn a_user_reads_back_at_the_limits(world: World) {
    let least = StoredUser {
        id: UserId::new(uuid::Uuid::from_u128(0)),
        username: username("0.0.0"),
        password_hash: PasswordHash::new(String::new()),
        role: Role::User,
        status: UserStatus::Active,
        session_epoch: SessionEpoch::FIRST,
        created_at: at(0),
        version: Version::new(0),
    };
    let greatest = StoredUser {
        id: UserId::new(uuid::Uuid::from_u128(u128::MAX)),
        username: username("Zz.Zz_Zz-Zz.Zz_Zz-Zz"),
        password_hash: PasswordHash::new("$2b$12$'\";--\u{10FFFF}".repeat(100)),
        role: Role::SuperAdmin,
        status: UserStatus::Inactive,
        session_epoch: SessionEpoch::new(u32::MAX),
        created_at: Timestamp::MAX,
        version: Version::new(u32::MAX),
    };
    for user in [least, greatest].map(User::from_stored) {
        world.commit(|changes| changes.insert(user.clone())).await.expect("the user is stored");
        assert_eq!(world.find(&user).await.as_ref(), Some(&user));
        assert_eq!(world.find_name(user.username().as_str()).await, Some(user));
    }
}

async fn a_name_is_found_in_any_case_and_shown_as_typed(world: World) {
    let user = world.user("Walter.White").await;
    for name in ["Walter.White", "walter.white", "WALTER.WHITE", "wALTER.wHITE"] {
        let found = world.find_name(name).await;
        assert_eq!(found.as_ref().map(|user| user.username().as_str()), Some("Walter.White"), "{name}");
        assert_eq!(found, Some(user.clone()));
    }
}

async fn a_name_that_merely_resembles_another_is_not_found(world: World) {
    world.user("al_ce").await;
    for name in ["alice", "al.ce", "al-ce", "al_ce1"] {
        assert_eq!(world.find_name(name).await, None, "{name}");
    }
}
