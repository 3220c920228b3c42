use actix_web::test::TestRequest;
use application::{Authorization, Persistence, Repository, Services, Users};
use domain::{Role, User};
use list_users::{ListUsers, ViewUser, routes};
use shaku::module;
use test_kit::{Answer, World, with_cookie};

module! {
    pub(crate) Slice {
        components = [ListUsers, ViewUser],
        providers = [],
        use dyn Persistence { components = [dyn Repository<User>, dyn Users], providers = [] },
        use dyn Services { components = [dyn Authorization], providers = [] }
    }
}

pub(crate) fn slice(world: &World) -> Slice {
    Slice::builder(world.persistence.clone(), world.services.clone()).build()
}

pub(crate) async fn send(world: &World, request: TestRequest, cookie: &str) -> Answer {
    world.send(routes(&slice(world)), with_cookie(request, cookie)).await
}

pub(crate) async fn list(world: &World, cookie: &str, query: &str) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/users{query}")), cookie).await
}

pub(crate) async fn view(world: &World, cookie: &str, id: impl ToString) -> Answer {
    send(world, TestRequest::get().uri(&format!("/api/v1/users/{}", id.to_string())), cookie).await
}

pub(crate) async fn admin(world: &World) -> (User, String) {
    let admin = world.user("acting.admin", Role::Admin).await;
    let (_, cookie) = world.sign_in(&admin).await;
    (admin, cookie)
}

pub(crate) fn names(answer: &Answer) -> Vec<String> {
    let users = answer.body["users"].as_array().unwrap_or_else(|| panic!("{:#}", answer.body));
    users.iter().map(|user| user["username"].as_str().unwrap().to_owned()).collect()
}
