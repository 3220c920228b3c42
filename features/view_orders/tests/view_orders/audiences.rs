use domain::{Role, User};
use memory_store::fakes::SequentialIds;
use test_kit::{World, logged, security_events};

use crate::support::{admin, buyer, ids, ids_of, list, orders_of, user_and_cookie};

/// The queries that are for admins, with valid and invalid values.
fn for_admins(user: &User) -> [String; 10] {
    [
        "?scope=all".to_owned(),
        format!("?userId={}", user.id()),
        format!("?userId={}&scope=all", user.id()),
        "?scope=".to_owned(),
        "?scope".to_owned(),
        "?scope=mine".to_owned(),
        "?userId=no-id".to_owned(),
        "?scope=all&scope=all".to_owned(),
        "?status=lost&userId=&page=1".to_owned(),
        "?pageSize=0&nextToken=garbage&%73cope=all".to_owned(),
    ]
}

#[actix_web::test]
async fn admins_list_their_own_orders_those_of_a_user_or_those_of_everybody() {
    for role in [Role::Admin, Role::SuperAdmin] {
        let world = World::new();
        let (ada, _) = buyer(&world).await;
        let (acting, cookie) = user_and_cookie(&world, "acting.admin", role).await;
        let (of_ada, own) = (orders_of(&world, &ada, 3).await, orders_of(&world, &acting, 2).await);
        let all: Vec<_> = of_ada.iter().chain(&own).collect();

        assert_eq!(ids(&list(&world, &cookie, "").await), ids_of(own.iter().rev()), "{role}");
        let of_user = |user: &User| format!("?userId={}", user.id());
        assert_eq!(ids(&list(&world, &cookie, &of_user(&ada)).await), ids_of(of_ada.iter().rev()));
        assert_eq!(
            ids(&list(&world, &cookie, &of_user(&ada).to_uppercase().replace("USERID", "userId")).await).len(),
            3
        );
        assert_eq!(ids(&list(&world, &cookie, &of_user(&acting)).await), ids_of(own.iter().rev()));
        assert_eq!(ids(&list(&world, &cookie, "?scope=all").await), ids_of(all.into_iter().rev()));
        let unknown = format!("?userId={}", SequentialIds::nth(1_000));
        assert_eq!(ids(&list(&world, &cookie, &unknown).await), Vec::<String>::new());
        assert_eq!(ids(&list(&world, &cookie, "?scope=all&status=shipped").await), Vec::<String>::new());
    }
}

#[actix_web::test]
async fn what_is_for_admins_is_refused_to_users_whatever_it_says() {
    let world = World::new();
    let (user, cookie) = buyer(&world).await;
    let (other, _) = user_and_cookie(&world, "charles.babbage", Role::User).await;
    orders_of(&world, &other, 1).await;
    for query in for_admins(&user).into_iter().chain(for_admins(&other)) {
        list(&world, "other=1", &query).await.assert_problem(401, "unauthenticated");
        let (answer, log) = logged(list(&world, &cookie, &query)).await;
        answer.assert_problem(403, "forbidden");
        let events = security_events(&log);
        assert_eq!(
            (&events[0]["event"], &events[0]["outcome"]),
            (&"administration".into(), &"refused".into()),
            "{query}"
        );
    }
}

#[actix_web::test]
async fn an_admin_gets_the_reason_of_a_refusal() {
    let world = World::new();
    let (acting, cookie) = admin(&world).await;
    for query in for_admins(&acting).into_iter().skip(2) {
        list(&world, &cookie, &query).await.assert_problem(400, "invalid-parameter");
    }
    for query in
        ["?scope=All", "?scope=own", "?userId=", &format!("?userId={}", acting.id().to_string().replace('-', ""))]
    {
        list(&world, &cookie, query).await.assert_problem(400, "invalid-parameter");
    }
}

#[actix_web::test]
async fn a_role_that_is_gone_opens_the_orders_of_others_no_more() {
    let world = World::new();
    let (ada, _) = buyer(&world).await;
    let (acting, cookie) = admin(&world).await;
    orders_of(&world, &ada, 1).await;
    world.alter(&acting, |user| user.role = Role::User).await;
    let refused = list(&world, &cookie, "?scope=all").await;
    refused.assert_problem(403, "forbidden");
    // The session has another secret since the role is another one.
    assert_eq!(ids(&list(&world, refused.cookie(), "").await), Vec::<String>::new());
}
