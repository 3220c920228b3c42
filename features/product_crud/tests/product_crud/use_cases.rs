use std::sync::Arc;

use application::{FindError, Forbidden, HasInteractor, Position, Precondition, Principal, StoreError};
use domain::{Edit, EditDraft, InvalidProduct, ProductFault, ProductId, Role, UserStatus};
use memory_store::{Fault, fakes::SequentialIds};
use product_crud::{
    CreateProduct, CreateProductError, DeleteProduct, DeleteProductError, ListProducts, UpdateProduct,
    UpdateProductError, ViewProduct,
};
use test_kit::World;

use crate::support::slice;

const ANY: Precondition = Precondition::Exists;

fn stock(units: i64) -> EditDraft {
    EditDraft { stock: Edit::Set(Some(units)), ..EditDraft::default() }
}

fn nobody() -> ProductId {
    ProductId::new(SequentialIds::nth(1_000))
}

fn other_state() -> Precondition {
    Precondition::OneOf(vec!["other".to_owned()])
}

async fn principal(world: &World, name: &str, role: Role, status: UserStatus) -> Principal {
    let user = world.user_with(name, |user| (user.role, user.status) = (role, status)).await;
    world.sign_in(&user).await.0
}

#[actix_web::test]
async fn reading_needs_nobody() {
    let world = World::new();
    let (list, view): (Arc<ListProducts>, Arc<ViewProduct>) = (slice(&world).interactor(), slice(&world).interactor());
    let products = [world.product("Teapot").await, world.product("Kettle").await, world.product("Cup").await];
    let page = list.execute(None, 2).await.unwrap();
    assert_eq!((&page.items[..], page.has_more), (&products[..2], true));
    let rest = list.execute(Some(Position::from(&products[1])), 2).await.unwrap();
    assert_eq!((&rest.items[..], rest.has_more), (&products[2..], false));
    assert_eq!(view.execute(products[1].id()).await.unwrap(), products[1]);
    let unknown = view.execute(nobody()).await.unwrap_err();
    assert!(matches!(unknown, FindError::NotFound(_)), "{unknown:?}");

    world.store.set_fault(Some(Fault::Unexpected));
    let failed = list.execute(None, 2).await.unwrap_err();
    assert!(matches!(failed, StoreError::Unexpected(_)), "{failed:?}");
    let failed = view.execute(products[1].id()).await.unwrap_err();
    assert!(matches!(failed, FindError::Store(StoreError::Unexpected(_))), "{failed:?}");
}

#[actix_web::test]
async fn the_use_cases_themselves_check_the_right_before_they_ask_the_store() {
    let world = World::new();
    let (create, update, delete) = writers(&world);
    let product = world.product("Teapot").await;
    let plain = principal(&world, "plain.user", Role::User, UserStatus::Active).await;
    let closed = principal(&world, "closed.admin", Role::SuperAdmin, UserStatus::Inactive).await;
    world.store.set_fault(Some(Fault::Unexpected));
    for actor in [&plain, &closed] {
        let refused = create.execute(actor, product.as_stored().details.clone()).await.unwrap_err();
        assert!(matches!(refused, CreateProductError::Forbidden(Forbidden)), "{refused:?}");
        let refused = update.execute(actor, nobody(), &stock(-1), &other_state()).await.unwrap_err();
        assert!(matches!(refused, UpdateProductError::Forbidden(Forbidden)), "{refused:?}");
        let refused = delete.execute(actor, nobody(), &other_state()).await.unwrap_err();
        assert!(matches!(refused, DeleteProductError::Forbidden(Forbidden)), "{refused:?}");
    }
}

#[actix_web::test]
async fn an_edit_is_validated_after_the_product_and_its_state() {
    let world = World::new();
    let (_, update, delete) = writers(&world);
    let admin = principal(&world, "acting.admin", Role::Admin, UserStatus::Active).await;
    let product = world.product("Teapot").await;
    let refused = update.execute(&admin, nobody(), &stock(-1), &other_state()).await.unwrap_err();
    assert!(matches!(refused, UpdateProductError::NotFound), "{refused:?}");
    let refused = update.execute(&admin, product.id(), &stock(-1), &other_state()).await.unwrap_err();
    assert!(matches!(refused, UpdateProductError::PreconditionFailed(_)), "{refused:?}");
    let refused = update.execute(&admin, product.id(), &stock(-1), &ANY).await.unwrap_err();
    let UpdateProductError::Invalid(InvalidProduct(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults, [ProductFault::Stock]);

    let refused = delete.execute(&admin, nobody(), &other_state()).await.unwrap_err();
    assert!(matches!(refused, DeleteProductError::NotFound), "{refused:?}");
    let refused = delete.execute(&admin, product.id(), &other_state()).await.unwrap_err();
    assert!(matches!(refused, DeleteProductError::PreconditionFailed(_)), "{refused:?}");
    let edited = update.execute(&admin, product.id(), &stock(3), &ANY).await.unwrap();
    assert_eq!(world.stored_product(product.id()).await, Some(edited));
    delete.execute(&admin, product.id(), &ANY).await.unwrap();
    assert_eq!(world.stored_product(product.id()).await, None);
}

#[actix_web::test]
async fn a_failure_of_the_store_is_an_error_of_its_own() {
    type Expected = fn(&StoreError) -> bool;
    let unavailable: Expected = |error| matches!(error, StoreError::Unavailable(_));
    let corrupt: Expected = |error| matches!(error, StoreError::Unexpected(_));
    let contended: Expected = |error| matches!(error, StoreError::Contended);
    for (fault, expected) in [
        (Fault::CommitsUnavailable, unavailable),
        (Fault::Unavailable, unavailable),
        (Fault::Unexpected, corrupt),
        (Fault::CommitsStale, contended),
    ] {
        let world = World::new();
        let (create, update, delete) = writers(&world);
        let admin = principal(&world, "acting.admin", Role::Admin, UserStatus::Active).await;
        let product = world.product("Teapot").await;
        world.store.set_fault(Some(fault));
        tokio::time::pause();
        let failed = create.execute(&admin, product.as_stored().details.clone()).await.unwrap_err();
        assert!(matches!(&failed, CreateProductError::Store(error) if expected(error)), "{fault:?}: {failed:?}");
        let failed = update.execute(&admin, product.id(), &stock(3), &ANY).await.unwrap_err();
        assert!(matches!(&failed, UpdateProductError::Store(error) if expected(error)), "{fault:?}: {failed:?}");
        let failed = delete.execute(&admin, product.id(), &ANY).await.unwrap_err();
        assert!(matches!(&failed, DeleteProductError::Store(error) if expected(error)), "{fault:?}: {failed:?}");
        tokio::time::resume();
    }
}

fn writers(world: &World) -> (Arc<CreateProduct>, Arc<UpdateProduct>, Arc<DeleteProduct>) {
    (slice(world).interactor(), slice(world).interactor(), slice(world).interactor())
}
