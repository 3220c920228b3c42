use application::EventKind;
use domain::{ProductName, Role, StoredUser, UserStatus};
use memory_store::Fault;
use serde_json::json;
use test_kit::{World, kinds};

use crate::support::{admin, create, get, names, remove, remove_if, tag, update, update_if};

#[actix_web::test]
async fn an_edit_that_comes_first_is_kept_beside_this_one() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let renamed = ProductName::parse("Kettle").unwrap();
    let (competitor, edited) = world.product_alteration(&product, |stored| stored.details.name = renamed);
    let answer = update(&world.overtaken_by([competitor]), &cookie, &product, &json!({"stock": 3})).await;
    assert_eq!(answer.status, 200);
    assert_eq!((&answer.body["name"], &answer.body["stock"]), (&json!("Kettle"), &json!(3)));
    assert_eq!(world.stored_product(product.id()).await.unwrap().version(), edited.version().next());
}

#[actix_web::test]
async fn an_edit_that_comes_first_breaks_what_was_presumed() {
    for tried in ["update", "remove"] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        let tag = tag(&world, &product).await;
        let (competitor, edited) = world.product_alteration(&product, |_| ());
        let raced = world.overtaken_by([competitor]);
        let answer = match tried {
            "update" => update_if(&raced, &cookie, &product, &json!({"stock": 3}), &tag).await,
            _ => remove_if(&raced, &cookie, &product, &tag).await,
        };
        answer.assert_problem(412, "precondition-failed");
        assert_eq!(world.stored_product(product.id()).await, Some(edited), "{tried}");
        assert_eq!(world.store.events(), [], "{tried}");
    }
}

#[actix_web::test]
async fn an_order_that_comes_first_breaks_what_was_presumed() {
    for tried in ["name", "stock", "remove"] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        let tag = tag(&world, &product).await;
        let raced = world.overtaken_by([world.stock_taken(&product, 4)]);
        let answer = match tried {
            "name" => update_if(&raced, &cookie, &product, &json!({"name": "Kettle"}), &tag).await,
            "stock" => update_if(&raced, &cookie, &product, &json!({"stock": 11}), &tag).await,
            _ => remove_if(&raced, &cookie, &product, &tag).await,
        };
        answer.assert_problem(412, "precondition-failed");
        let stored = world.stored_product(product.id()).await.unwrap();
        assert_eq!((stored.stock().units(), stored.name()), (Some(6), product.name()), "{tried}");
        assert_eq!(stored.version(), product.version(), "{tried}");
        assert_eq!(world.store.events(), [], "{tried}");
    }
}

#[actix_web::test]
async fn an_order_that_comes_first_does_not_stand_against_an_edit_that_presumes_nothing() {
    for if_match in [None, Some("*")] {
        for (body, units) in [(json!({"name": "Kettle"}), 6), (json!({"stock": 20}), 20)] {
            let world = World::new();
            let (_, cookie) = admin(&world).await;
            let product = world.product("Teapot").await;
            let raced = world.overtaken_by([world.stock_taken(&product, 4), world.mark()]);
            let answer = match if_match {
                None => update(&raced, &cookie, &product, &body).await,
                Some(any) => update_if(&raced, &cookie, &product, &body, any).await,
            };
            assert_eq!(answer.status, 200, "{body}");
            assert_eq!(world.stock_of(&product).await, Some(units), "what is not set is not put back: {body}");
            let stored = world.stored_product(product.id()).await.unwrap();
            assert_eq!(stored.version(), product.version().next(), "{body}");
            // A second try would have come after the mark.
            assert_eq!(kinds(&world.store.events()), [EventKind::ProductUpdated], "{body}");
        }
    }
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let raced = world.overtaken_by([world.stock_taken(&product, 4)]);
    assert_eq!(remove(&raced, &cookie, &product).await.status, 204);
    assert_eq!(world.stored_product(product.id()).await, None);
}

#[actix_web::test]
async fn a_stock_that_is_set_to_what_it_was_is_that_also_where_an_order_came_first() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    let product = world.product("Teapot").await;
    let raced = world.overtaken_by([world.stock_taken(&product, 4)]);
    let answer = update(&raced, &cookie, &product, &json!({"stock": 10})).await;
    assert_eq!((answer.status.as_u16(), &answer.body["stock"]), (200, &json!(10)));
    assert_eq!(world.stock_of(&product).await, Some(10));
}

#[actix_web::test]
async fn a_deletion_that_comes_first_leaves_nothing_to_change() {
    let world = World::new();
    let (_, cookie) = admin(&world).await;
    for tried in ["update", "remove"] {
        let product = world.product("Teapot").await;
        let raced = world.overtaken_by([world.product_deletion(&product)]);
        let answer = match tried {
            "update" => update(&raced, &cookie, &product, &json!({"stock": 3})).await,
            _ => remove(&raced, &cookie, &product).await,
        };
        answer.assert_problem(404, "not-found");
        assert_eq!(world.stored_product(product.id()).await, None, "{tried}");
    }
    assert_eq!(world.store.events(), []);
}

#[actix_web::test]
async fn who_lost_the_right_meanwhile_changes_nothing() {
    let losses: [fn(&mut StoredUser); 2] = [|user| user.status = UserStatus::Inactive, |user| user.role = Role::User];
    for lose in losses {
        for tried in ["create", "update", "remove"] {
            let world = World::new();
            let (acting, cookie) = admin(&world).await;
            let product = world.product("Teapot").await;
            let raced = world.overtaken_by([world.alteration(&acting, lose).0]);
            let answer = match tried {
                "create" => create(&raced, &cookie, &json!({"name": "Kettle"})).await,
                "update" => update(&raced, &cookie, &product, &json!({"stock": 3})).await,
                _ => remove(&raced, &cookie, &product).await,
            };
            answer.assert_problem(403, "forbidden");
            assert_eq!(names(&get(&world, "").await), ["Teapot"], "{tried}");
            assert_eq!(world.stored_product(product.id()).await, Some(product), "{tried}");
            assert_eq!(world.store.events(), [], "{tried}");
        }
    }
}

#[actix_web::test]
async fn a_change_of_the_actor_that_leaves_the_right_is_no_obstacle() {
    for (tried, status) in [("create", 201), ("update", 200), ("remove", 204)] {
        let world = World::new();
        let (acting, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        let raced = world.overtaken_by([world.alteration(&acting, |user| user.role = Role::SuperAdmin).0]);
        let answer = match tried {
            "create" => create(&raced, &cookie, &json!({"name": "Kettle"})).await,
            "update" => update(&raced, &cookie, &product, &json!({"stock": 3})).await,
            _ => remove(&raced, &cookie, &product).await,
        };
        assert_eq!(answer.status, status, "{tried}");
        assert_eq!(world.store.events().len(), 1, "{tried}");
    }
}

#[actix_web::test]
async fn changes_that_always_come_first_are_reported() {
    for tried in ["create", "update", "remove"] {
        let world = World::new();
        let (_, cookie) = admin(&world).await;
        let product = world.product("Teapot").await;
        world.store.set_fault(Some(Fault::CommitsStale));
        tokio::time::pause();
        let answer = match tried {
            "create" => create(&world, &cookie, &json!({"name": "Kettle"})).await,
            "update" => update(&world, &cookie, &product, &json!({"stock": 3})).await,
            _ => remove(&world, &cookie, &product).await,
        };
        tokio::time::resume();
        answer.assert_problem(409, "conflict");
        assert_eq!(world.store.events(), [], "{tried}");
    }
}
