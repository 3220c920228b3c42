use std::sync::Arc;

use application::{
    Actor, AdminAction, Administration, AdministrationError, Conflict, Event, EventData, EventId, EventKind, Forbidden,
    Ids, Principal, StoreError, Subject, Target, UniqueValue, UserAction,
};
use domain::{Role, User, UserId, UserStatus, Username};
use memory_store::{Fault, fakes::SequentialIds};

use crate::bench::Bench;

const INACTIVATION: AdminAction<'static> = AdminAction { action: UserAction::Inactivate, change: &User::inactivate };
const REVOCATION: AdminAction<'static> =
    AdminAction { action: UserAction::RevokeAdmin, change: &|user| user.assign(Role::User) };

async fn principal(bench: &Bench, username: &str, role: Role) -> Principal {
    bench.sign_in(bench.user(username, role).await).await.0
}

fn administration(bench: &Bench) -> Arc<dyn Administration> {
    bench.services.resolve()
}

fn named(user: &User) -> Target {
    Target::Username(Some(user.username().clone()))
}

async fn is_active_super_admin(bench: &Bench, user: &User) -> bool {
    let user = bench.stored_user(user).await;
    user.is_active() && user.role() == Role::SuperAdmin
}

/// Lets two super admins apply this action to each other at once, and asserts that exactly one of them stays a super
/// admin.
async fn duel(bench: &Bench, admin_action: AdminAction<'static>) {
    let (ada, bob) = (
        principal(bench, "ada.lovelace", Role::SuperAdmin).await,
        principal(bench, "bob.bobson", Role::SuperAdmin).await,
    );
    let strike = |actor: &Principal, target: &Principal| {
        let (administration, actor, target) = (administration(bench), actor.clone(), Target::Id(target.user_id()));
        tokio::spawn(async move { administration.act(&actor, &target, admin_action).await })
    };
    let (first, second) = (strike(&ada, &bob), strike(&bob, &ada));
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    let outcomes = (first.is_ok(), second.is_ok());
    assert!(outcomes == (true, false) || outcomes == (false, true), "{first:?} {second:?}");
    let refused = first.err().or(second.err()).unwrap();
    assert!(matches!(refused, AdministrationError::Forbidden(Forbidden)), "{refused:?}");
    let left = (is_active_super_admin(bench, &ada.user).await, is_active_super_admin(bench, &bob.user).await);
    assert_eq!(left, outcomes, "the winner stays a super admin");
    let [event] = &bench.store.events()[..] else { panic!("{:?}", bench.store.events()) };
    assert_eq!(event.kind, admin_action.action.event());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_super_admins_who_act_on_each_other_at_once_exactly_one_stays() {
    for round in 0..100 {
        let bench = if round % 2 == 0 { Bench::new() } else { Bench::with_interleaved_reads() };
        duel(&bench, if round % 4 < 2 { REVOCATION } else { INACTIVATION }).await;
    }
}

#[tokio::test]
async fn one_stays_though_both_had_read_before_one_wrote() {
    for admin_action in [REVOCATION, INACTIVATION] {
        duel(&Bench::with_interleaved_reads(), admin_action).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_demotions_leave_one_super_admin() {
    for _ in 0..20 {
        let bench = Bench::new();
        let mut all = Vec::new();
        for number in 0..6 {
            all.push(principal(&bench, &format!("super{number}"), Role::SuperAdmin).await);
        }
        let mut tasks = Vec::new();
        for actor in &all {
            for target in all.iter().filter(|target| target.user_id() != actor.user_id()) {
                let (administration, actor, target) =
                    (administration(&bench), actor.clone(), Target::Id(target.user_id()));
                tasks.push(tokio::spawn(async move { administration.act(&actor, &target, REVOCATION).await }));
            }
        }
        for task in tasks {
            let result = task.await.unwrap();
            assert!(
                matches!(
                    result,
                    Ok(_) | Err(AdministrationError::Forbidden(_) | AdministrationError::Store(StoreError::Contended))
                ),
                "{result:?}"
            );
        }
        let mut left = 0;
        for principal in &all {
            left += u8::from(is_active_super_admin(&bench, &principal.user).await);
        }
        assert!(left >= 1, "no super admin is left");
        assert_eq!(bench.store.events().len(), 6 - usize::from(left), "each was demoted once");
    }
}

#[tokio::test]
async fn an_actor_who_lost_the_right_since_the_principal_was_read_is_refused() {
    let losses: [fn(&mut domain::StoredUser); 2] =
        [|user| user.role = Role::User, |user| user.status = UserStatus::Inactive];
    for lose in losses {
        let bench = Bench::new();
        let actor = principal(&bench, "acting.admin", Role::Admin).await;
        let target = bench.user("target.user", Role::User).await;
        bench.alter(&actor.user, lose).await;
        let refused = administration(&bench).act(&actor, &named(&target), INACTIVATION).await.unwrap_err();
        assert!(matches!(refused, AdministrationError::Forbidden(Forbidden)), "{refused:?}");
        assert_eq!(bench.stored_user(&target).await, target);
        assert_eq!(bench.store.events(), []);
    }
}

#[tokio::test]
async fn an_actor_who_was_changed_but_kept_the_right_goes_on() {
    let bench = Bench::new();
    let actor = principal(&bench, "acting.admin", Role::Admin).await;
    let target = bench.user("target.user", Role::User).await;
    bench.alter(&actor.user, |user| user.role = Role::SuperAdmin).await;
    let user = administration(&bench).act(&actor, &named(&target), INACTIVATION).await.unwrap();
    assert_eq!((&user, user.is_active()), (&bench.stored_user(&target).await, false));
}

#[tokio::test]
async fn the_action_its_event_and_the_answer_agree() {
    let bench = Bench::new();
    let actor = principal(&bench, "acting.admin", Role::Admin).await;
    let target = bench.user("Target.User", Role::User).await;
    let upper = Target::Username(Username::parse("TARGET.USER").ok());
    let user = administration(&bench).act(&actor, &upper, INACTIVATION).await.unwrap();
    assert_eq!(user, bench.stored_user(&target).await);
    assert_eq!(user.version(), target.version().next());
    assert_eq!(bench.stored_user(&actor.user).await, actor.user, "a requirement writes nothing");
    let [event] = &bench.store.events()[..] else { panic!("one event") };
    assert_eq!(event.kind, EventKind::UserInactivated);
    assert_eq!((event.subject, event.actor), (Subject::User(target.id()), Actor::User(actor.user_id())));
    assert_eq!((event.at, &event.request_id), (bench.now(), &actor.caller.request_id));

    let again = administration(&bench).act(&actor, &Target::Id(target.id()), INACTIVATION).await.unwrap();
    assert_eq!(again, user);
    assert_eq!(bench.store.events().len(), 1);
}

#[tokio::test]
async fn authorizing_changes_nothing_and_refuses_alike() {
    let bench = Bench::new();
    let actor = principal(&bench, "acting.admin", Role::Admin).await;
    let target = bench.user("target.user", Role::User).await;
    let boss = bench.user("super.admin", Role::SuperAdmin).await;
    let administration = administration(&bench);
    let authorized = administration.authorize(&actor, &named(&target), UserAction::SetPassword).await.unwrap();
    assert_eq!(authorized, target);
    for target in [named(&boss), named(&actor.user)] {
        let refused = administration.authorize(&actor, &target, UserAction::SetPassword).await.unwrap_err();
        assert!(matches!(refused, AdministrationError::Forbidden(Forbidden)), "{refused:?}");
    }
    for nobody in [Target::Username(None), Target::Id(UserId::new(SequentialIds::nth(1_000)))] {
        let refused = administration.authorize(&actor, &nobody, UserAction::SetPassword).await.unwrap_err();
        assert!(matches!(refused, AdministrationError::NotFound), "{refused:?}");
        let refused = administration.act(&actor, &nobody, INACTIVATION).await.unwrap_err();
        assert!(matches!(refused, AdministrationError::NotFound), "{refused:?}");
    }
    assert_eq!(bench.store.events(), []);
}

#[tokio::test]
async fn the_right_to_the_action_is_checked_before_the_target_is_looked_up() {
    let bench = Bench::new();
    let actor = principal(&bench, "plain.user", Role::User).await;
    bench.store.set_fault(Some(Fault::Unexpected));
    for target in [Target::Username(None), Target::Id(actor.user_id())] {
        let refused = administration(&bench).act(&actor, &target, INACTIVATION).await.unwrap_err();
        assert!(matches!(refused, AdministrationError::Forbidden(Forbidden)), "{refused:?}");
    }
}

#[tokio::test]
async fn an_id_that_exists_already_is_a_failure_and_no_retry() {
    let bench = Bench::new();
    let actor = principal(&bench, "acting.admin", Role::Admin).await;
    let target = bench.user("target.user", Role::User).await;
    let made = bench.fakes.ids.next();
    // The id after that of the request which commits this.
    let next = (1..).map(SequentialIds::nth).skip_while(|id| *id != made).nth(2).unwrap();
    let event = Event {
        id: EventId::new(next),
        kind: EventKind::SessionStarted,
        subject: Subject::User(target.id()),
        actor: Actor::Operator,
        at: bench.now(),
        request_id: actor.caller.request_id.clone(),
        data: EventData::new(),
    };
    bench.commit(|changes| changes.record_event(event)).await;
    let failed = administration(&bench).act(&actor, &named(&target), INACTIVATION).await.unwrap_err();
    let exists = Conflict::Exists(UniqueValue::Id).to_string();
    assert!(
        matches!(&failed, AdministrationError::Store(StoreError::Unexpected(cause)) if cause.to_string() == exists),
        "{failed:?}"
    );
    assert_eq!(bench.stored_user(&target).await, target);
}
