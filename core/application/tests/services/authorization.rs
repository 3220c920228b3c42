use std::sync::Arc;

use application::{AdminManagement, Authority, Authorization, Forbidden, SecurityEvent, ServiceSettings, UserAction};
use domain::{Role, User, UserStatus};

use crate::bench::{Bench, SETTINGS};

const ROLES: [Role; 3] = [Role::User, Role::Admin, Role::SuperAdmin];
const ACTIONS: [UserAction; 5] = [
    UserAction::Inactivate,
    UserAction::Reactivate,
    UserAction::SetPassword,
    UserAction::GrantAdmin,
    UserAction::RevokeAdmin,
];
const BY_ADMINS: AdminManagement = AdminManagement::ByAdmins;
const BY_SUPER_ADMINS: AdminManagement = AdminManagement::BySuperAdmins;

fn managed(admin_management: AdminManagement) -> (Bench, Arc<dyn Authorization>) {
    let bench = Bench::with(ServiceSettings { admin_management, ..SETTINGS });
    let policy = bench.services.resolve();
    (bench, policy)
}

fn altered(user: &User, alter: impl FnOnce(&mut domain::StoredUser)) -> User {
    let mut stored = user.as_stored().clone();
    alter(&mut stored);
    User::from_stored(stored)
}

/// The allowed actions on a user, an admin and a super admin, one letter each: `i`nactivate, `r`eactivate, set
/// `p`assword, `g`rant, re`v`oke; a dot for an action that is refused.
const MAY: [(AdminManagement, Role, [&str; 3]); 6] = [
    (BY_ADMINS, Role::User, [".....", ".....", "....."]),
    (BY_ADMINS, Role::Admin, ["irpgv", "irpgv", "....."]),
    (BY_ADMINS, Role::SuperAdmin, ["irpgv", "irpgv", "irp.v"]),
    (BY_SUPER_ADMINS, Role::User, [".....", ".....", "....."]),
    (BY_SUPER_ADMINS, Role::Admin, ["irp..", ".....", "....."]),
    (BY_SUPER_ADMINS, Role::SuperAdmin, ["irpgv", "irpgv", "irp.v"]),
];

fn allowed_actions(may: impl Fn(UserAction) -> Result<(), Forbidden>) -> String {
    let letters = ACTIONS.into_iter().zip("irpgv".chars());
    letters.map(|(action, letter)| if may(action).is_ok() { letter } else { '.' }).collect()
}

#[tokio::test]
async fn who_may_do_what_to_whom() {
    for (management, role, expected) in MAY {
        let (bench, policy) = managed(management);
        let actor = bench.user("acting.user", role).await;
        let someone = bench.user("target.user", Role::User).await;
        for (target, expected) in ROLES.into_iter().zip(expected) {
            for status in [UserStatus::Active, UserStatus::Inactive] {
                let target = altered(&someone, |user| (user.role, user.status) = (target, status));
                let may = allowed_actions(|action| policy.act_on(&actor, &target, action));
                assert_eq!(may, expected, "{management:?}: {role} to {} {status:?}", target.role());
            }
        }
    }
}

#[tokio::test]
async fn nobody_acts_on_their_own_account_and_nobody_inactive_acts() {
    for (management, role, _) in MAY {
        let (bench, policy) = managed(management);
        let actor = bench.user("acting.user", role).await;
        let target = bench.user("target.user", Role::User).await;
        assert_eq!(allowed_actions(|action| policy.act_on(&actor, &actor, action)), ".....", "{management:?} {role}");
        // Nor on another state of the actor.
        let other = altered(&actor, |user| user.role = Role::User);
        assert_eq!(allowed_actions(|action| policy.act_on(&actor, &other, action)), ".....", "{management:?} {role}");
        let inactive = altered(&actor, |user| user.status = UserStatus::Inactive);
        assert_eq!(
            allowed_actions(|action| policy.act_on(&inactive, &target, action)),
            ".....",
            "{management:?} {role}"
        );
        assert_eq!(allowed_actions(|action| policy.may_attempt(&inactive, action)), ".....", "{management:?} {role}");
        assert_eq!(policy.view_users(&inactive), Err(Forbidden), "{role}");
    }
}

#[tokio::test]
async fn what_may_be_attempted_is_allowed_on_some_target() {
    for (management, role, expected) in MAY {
        let (bench, policy) = managed(management);
        let actor = bench.user("acting.user", role).await;
        assert_eq!(allowed_actions(|action| policy.may_attempt(&actor, action)), expected[0], "{management:?} {role}");
    }
}

#[tokio::test]
async fn who_may_see_all_users() {
    for (management, role, expected) in [
        (BY_ADMINS, Role::User, Err(Forbidden)),
        (BY_ADMINS, Role::Admin, Ok(())),
        (BY_ADMINS, Role::SuperAdmin, Ok(())),
        (BY_SUPER_ADMINS, Role::User, Err(Forbidden)),
        (BY_SUPER_ADMINS, Role::Admin, Ok(())),
        (BY_SUPER_ADMINS, Role::SuperAdmin, Ok(())),
    ] {
        let (bench, policy) = managed(management);
        let actor = bench.user("acting.user", role).await;
        assert_eq!(policy.view_users(&actor), expected, "{management:?} {role}");
    }
}

#[tokio::test]
async fn who_may_edit_the_catalogue() {
    let (bench, policy) = managed(BY_SUPER_ADMINS);
    for (role, allowed) in [(Role::User, Err(Forbidden)), (Role::Admin, Ok(())), (Role::SuperAdmin, Ok(()))] {
        let actor = bench.user(&format!("acting.{}", role.as_str().replace('_', "-")), role).await;
        assert_eq!(policy.edit_catalogue(&actor), allowed, "{role}");
        let inactive = altered(&actor, |user| user.status = UserStatus::Inactive);
        assert_eq!(policy.edit_catalogue(&inactive), Err(Forbidden), "{role}");
    }
}

#[tokio::test]
async fn who_may_handle_orders() {
    let (bench, policy) = managed(BY_SUPER_ADMINS);
    let other = bench.user("other.user", Role::User).await;
    for (role, allowed) in [(Role::User, Err(Forbidden)), (Role::Admin, Ok(())), (Role::SuperAdmin, Ok(()))] {
        let actor = bench.user(&format!("acting.{}", role.as_str().replace('_', "-")), role).await;
        assert_eq!(policy.advance_orders(&actor), allowed, "{role}");
        assert_eq!(policy.handle_orders(&actor, Some(other.id())), allowed, "{role}");
        assert_eq!(policy.handle_orders(&actor, None), allowed, "{role}");
        assert_eq!(policy.handle_orders(&actor, Some(actor.id())), Ok(()), "{role}");
        let inactive = altered(&actor, |user| user.status = UserStatus::Inactive);
        for refused in [
            policy.advance_orders(&inactive),
            policy.handle_orders(&inactive, Some(other.id())),
            policy.handle_orders(&inactive, None),
            policy.handle_orders(&inactive, Some(inactive.id())),
        ] {
            assert_eq!(refused, Err(Forbidden), "{role}");
        }
    }
}

#[tokio::test]
async fn who_may_see_events_and_handle_dead_letters() {
    let (bench, policy) = managed(BY_ADMINS);
    for (role, events, dead_letters) in [
        (Role::User, Err(Forbidden), Err(Forbidden)),
        (Role::Admin, Ok(()), Err(Forbidden)),
        (Role::SuperAdmin, Ok(()), Ok(())),
    ] {
        let actor = bench.user(&format!("acting.{}", role.as_str().replace('_', "-")), role).await;
        assert_eq!((policy.view_events(&actor), policy.handle_dead_letters(&actor)), (events, dead_letters), "{role}");
        let inactive = altered(&actor, |user| user.status = UserStatus::Inactive);
        let refused = (policy.view_events(&inactive), policy.handle_dead_letters(&inactive));
        assert_eq!(refused, (Err(Forbidden), Err(Forbidden)), "{role}");
    }
}

#[tokio::test]
async fn what_is_for_a_role_is_for_higher_ones_too_and_for_nobody_inactive() {
    let (bench, policy) = managed(BY_ADMINS);
    for (role, expected) in [
        (Role::User, [Ok(()), Err(Forbidden), Err(Forbidden)]),
        (Role::Admin, [Ok(()), Ok(()), Err(Forbidden)]),
        (Role::SuperAdmin, [Ok(()), Ok(()), Ok(())]),
    ] {
        let actor = bench.user(&format!("acting.{}", role.as_str().replace('_', "-")), role).await;
        assert_eq!(ROLES.map(|least| policy.require_role(&actor, least)), expected, "{role}");
        let inactive = altered(&actor, |user| user.status = UserStatus::Inactive);
        assert_eq!(ROLES.map(|least| policy.require_role(&inactive, least)), [Err(Forbidden); 3], "{role}");
    }
}

#[tokio::test]
async fn who_may_make_accounts_of_which_role() {
    const NONE: [Result<(), Forbidden>; 3] = [Err(Forbidden); 3];
    for (management, role, expected) in [
        (BY_ADMINS, Role::User, NONE),
        (BY_ADMINS, Role::Admin, [Ok(()), Ok(()), Err(Forbidden)]),
        (BY_ADMINS, Role::SuperAdmin, [Ok(()), Ok(()), Err(Forbidden)]),
        (BY_SUPER_ADMINS, Role::User, NONE),
        (BY_SUPER_ADMINS, Role::Admin, [Ok(()), Err(Forbidden), Err(Forbidden)]),
        (BY_SUPER_ADMINS, Role::SuperAdmin, [Ok(()), Ok(()), Err(Forbidden)]),
    ] {
        let (bench, policy) = managed(management);
        let actor = bench.user("acting.user", role).await;
        let allowed = |actor: &User| ROLES.map(|role| policy.create_user(actor, role));
        assert_eq!(allowed(&actor), expected, "{management:?} {role}");
        let inactive = altered(&actor, |user| user.status = UserStatus::Inactive);
        assert_eq!(allowed(&inactive), NONE, "{management:?} {role}");
    }
}

#[tokio::test]
async fn an_authority_names_who_acts_and_from_where() {
    let bench = Bench::new();
    let (principal, _) = bench.signed_in().await;
    let user = Authority::User(&principal);
    assert_eq!((user.user(), user.caller()), (Some(principal.user_id()), &principal.caller));
    let caller = bench.caller();
    let operator = Authority::Operator(&caller);
    assert_eq!((operator.user(), operator.caller()), (None, &caller));
}

#[test]
fn each_action_has_a_security_event_of_its_own() {
    assert_eq!(
        ACTIONS.map(UserAction::security_event),
        [
            SecurityEvent::UserInactivation,
            SecurityEvent::UserReactivation,
            SecurityEvent::PasswordSetting,
            SecurityEvent::AdminGrant,
            SecurityEvent::AdminRevocation,
        ]
    );
}
