use std::sync::Arc;

use application::{Actor, Authority, Authorization, Forbidden};
use domain::Role;

use crate::bench::Bench;

const ROLES: [Role; 3] = [Role::User, Role::Admin, Role::SuperAdmin];

#[tokio::test]
async fn who_may_make_accounts_of_which_role() {
    let bench = Bench::new();
    let (mut principal, _) = bench.signed_in().await;
    let policy: Arc<dyn Authorization> = bench.services.resolve();
    let allowed = |authority: Authority<'_>| ROLES.map(|role| policy.create_user(authority, role));

    for (actor, expected) in [
        (Role::User, [Err(Forbidden), Err(Forbidden), Err(Forbidden)]),
        (Role::Admin, [Ok(()), Ok(()), Err(Forbidden)]),
        (Role::SuperAdmin, [Ok(()), Ok(()), Err(Forbidden)]),
    ] {
        let mut stored = principal.user.as_stored().clone();
        stored.role = actor;
        principal.user = domain::User::from_stored(stored);
        assert_eq!(allowed(Authority::User(&principal)), expected, "{actor}");
    }
    assert_eq!(allowed(Authority::Operator(&bench.caller())), [Ok(()), Ok(()), Ok(())]);
}

#[tokio::test]
async fn an_authority_names_who_acts_and_from_where() {
    let bench = Bench::new();
    let (principal, _) = bench.signed_in().await;
    let user = Authority::User(&principal);
    assert_eq!((user.actor(), user.caller()), (Actor::User(principal.user_id()), &principal.caller));
    let caller = bench.caller();
    let operator = Authority::Operator(&caller);
    assert_eq!((operator.actor(), operator.caller()), (Actor::Operator, &caller));
}
