use std::sync::Arc;

use application::{HasInteractor, Precondition};
use cancel_order::{CancelOrder, CancelOrderError};
use domain::{OrderStatus, Role, UserStatus};
use memory_store::fakes::SequentialIds;
use test_kit::World;

use crate::support::{buyer, cancel, cancel_if, slice, stored, user_and_cookie};

#[actix_web::test]
async fn the_order_of_another_user_is_answered_as_one_that_does_not_exist() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let (_, other) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    let tea = world.product("Tea").await;
    let unknown = cancel(&world, &other, SequentialIds::nth(1_000)).await;
    unknown.assert_problem(404, "order-not-found");
    for &status in OrderStatus::ALL {
        let placed = world.order_with(&user, &[(&tea, 1)], |order| order.status = status).await;
        for answer in [
            cancel(&world, &other, placed.id()).await,
            cancel_if(&world, &other, placed.id(), "\"1\"").await,
            cancel_if(&world, &other, placed.id(), "\"7\"").await,
        ] {
            assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body), "{status}");
        }
        assert_eq!(stored(&world, &placed).await, placed);
    }
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn the_use_case_checks_the_right_itself() {
    let world = World::new();
    let (user, _) = buyer(&world).await;
    let (other, _) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    let (admin, _) = user_and_cookie(&world, "acting.admin", Role::Admin).await;
    let placed = world.order(&user, &[(&world.product("Tea").await, 1)]).await;
    let interactor: Arc<CancelOrder> = slice(&world).interactor();

    let (stranger, _) = world.sign_in(&other).await;
    let (mut closed, _) = world.sign_in(&admin).await;
    closed.user = world.alter(&admin, |admin| admin.status = UserStatus::Inactive).await;
    let (mut locked_out, _) = world.sign_in(&user).await;
    locked_out.user = world.alter(&user, |user| user.status = UserStatus::Inactive).await;
    for principal in [stranger, closed, locked_out] {
        let refused = interactor.execute(&principal, placed.id(), &Precondition::Exists).await.unwrap_err();
        assert!(matches!(refused, CancelOrderError::NotFound), "{refused:?}");
    }
    assert_eq!(stored(&world, &placed).await, placed);
}

#[actix_web::test]
async fn an_admin_who_loses_the_role_meanwhile_cancels_nothing_of_others() {
    let losses: [fn(&mut domain::StoredUser); 2] =
        [|user| user.role = Role::User, |user| user.status = UserStatus::Inactive];
    for lose in losses {
        let world = World::new();
        let (user, _) = buyer(&world).await;
        let (admin, cookie) = user_and_cookie(&world, "acting.admin", Role::Admin).await;
        let placed = world.order(&user, &[(&world.product("Tea").await, 1)]).await;
        let raced = world.overtaken_by([world.alteration(&admin, lose).0]);
        cancel(&raced, &cookie, placed.id()).await.assert_problem(404, "order-not-found");
        assert_eq!((stored(&world, &placed).await, world.store.events()), (placed, vec![]));
    }
}

#[actix_web::test]
async fn a_change_of_the_actor_that_leaves_the_right_is_no_obstacle() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (admin, of_admin) = user_and_cookie(&world, "acting.admin", Role::Admin).await;
    let tea = world.product("Tea").await;
    let placed = world.order(&user, &[(&tea, 1)]).await;
    let raced = world.overtaken_by([world.alteration(&admin, |admin| admin.role = Role::SuperAdmin).0]);
    assert_eq!(cancel(&raced, &of_admin, placed.id()).await.status, 200);

    // An owner needs no role. The second competitor would show that the first caused a second try.
    let placed = world.order(&user, &[(&tea, 1)]).await;
    let (promotion, promoted) = world.alteration(&user, |user| user.role = Role::Admin);
    let (closure, _) = world.alteration(&promoted, |user| user.status = UserStatus::Inactive);
    let raced = world.overtaken_by([promotion, closure]);
    assert_eq!(cancel(&raced, &cookie, placed.id()).await.status, 200);
    assert_eq!(stored(&world, &placed).await.status(), OrderStatus::Cancelled);
    assert!(world.stored(&user).await.is_active());
}
