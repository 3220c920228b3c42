use std::sync::{Arc, Mutex};

use advance_order::{AdvanceOrder, AdvanceOrderError};
use application::{
    Authorization, Direction, EventFilter, EventKind, Events, HasInteractor, IdempotencyKey, IdempotencyRecords,
    OrderAccess, Persistence, Precondition, Principal, Repository, Services, Subject, Work,
};
use cancel_order::{CancelOrder, CancelOrderError};
use domain::{
    Basket, Edit, EditDraft, MoneyDraft, Order, OrderId, OrderStatus, Product, ProductDraft, ProductId, Role,
    Unplaceable,
};
use place_order::{PlaceOrder, PlaceOrderError};
use product_crud::{CreateProduct, DeleteProduct, DeleteProductError, UpdateProduct, UpdateProductError};
use shaku::module;
use test_kit::World;

use crate::{
    model::{self, Model},
    step::{Answer, Buyer, Canceller, Step},
};

module! {
    Slices {
        components = [
            AdvanceOrder,
            CancelOrder,
            CreateProduct,
            DeleteProduct,
            PlaceOrder,
            UpdateProduct,
        ],
        providers = [],
        use dyn Persistence {
            components = [dyn IdempotencyRecords, dyn Repository<Order>, dyn Repository<Product>],
            providers = []
        },
        use dyn Services { components = [dyn Authorization, dyn OrderAccess, dyn Work], providers = [] }
    }
}

/// The slices over a store, two buyers and an admin.
pub(crate) struct Shop {
    world: World,
    slices: Slices,
    admin: Principal,
    first: Principal,
    second: Principal,
    /// The ids of the created products and orders, by number.
    made: Mutex<(Vec<ProductId>, Vec<OrderId>)>,
}

impl Shop {
    pub(crate) async fn open(store: Arc<dyn Persistence>) -> Self {
        let world = World::on(store);
        let slices = Slices::builder(world.persistence.clone(), world.services.clone()).build();
        let mut principals = Vec::new();
        for (name, role) in [("the.admin", Role::Admin), ("first.buyer", Role::User), ("second.buyer", Role::User)] {
            let user = world.user(name, role).await;
            principals.push(world.sign_in(&user).await.0);
        }
        let [admin, first, second] = <[Principal; 3]>::try_from(principals).ok().unwrap();
        Self { world, slices, admin, first, second, made: Mutex::default() }
    }

    /// Runs a step; `model` resolves its numbers.
    pub(crate) async fn take(&self, step: &Step, model: &Model) -> Answer {
        match step {
            Step::Add { price, stock } => self.add(*price, *stock).await,
            Step::SetPrice { product, price } => {
                let price = Edit::Set(price.map(money));
                self.edit(model.product(*product), EditDraft { price, ..EditDraft::default() }).await
            }
            Step::SetStock { product, stock } => {
                let stock = Edit::Set(*stock);
                self.edit(model.product(*product), EditDraft { stock, ..EditDraft::default() }).await
            }
            Step::Rename { product } => {
                let name = Edit::Set(Some("another name".to_owned()));
                self.edit(model.product(*product), EditDraft { name, ..EditDraft::default() }).await
            }
            Step::Remove { product } => self.remove(model.product(*product)).await,
            Step::Place { buyer, lines, key } => self.place(*buyer, &model.lines(lines), *key).await,
            Step::Cancel { by, order } => self.cancel(*by, model.order(*order)).await,
            Step::Advance { order, to } => self.advance(model.order(*order), *to).await,
        }
    }

    async fn add(&self, price: Option<i64>, stock: Option<i64>) -> Answer {
        let draft = ProductDraft { name: "a product".to_owned(), description: None, price: price.map(money), stock };
        let create: Arc<CreateProduct> = self.slices.interactor();
        let product = create.execute(&self.admin, draft.validate().unwrap()).await.unwrap();
        self.made.lock().unwrap().0.push(product.id());
        Answer::Done
    }

    async fn edit(&self, product: Option<usize>, draft: EditDraft) -> Answer {
        let Some(id) = product.map(|number| self.product_id(number)) else { return Answer::NotFound };
        let update: Arc<UpdateProduct> = self.slices.interactor();
        match update.execute(&self.admin, id, &draft, &Precondition::Exists).await {
            Ok(_) => Answer::Done,
            Err(UpdateProductError::NotFound) => Answer::NotFound,
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn remove(&self, product: Option<usize>) -> Answer {
        let Some(id) = product.map(|number| self.product_id(number)) else { return Answer::NotFound };
        let delete: Arc<DeleteProduct> = self.slices.interactor();
        match delete.execute(&self.admin, id, &Precondition::Exists).await {
            Ok(()) => Answer::Done,
            Err(DeleteProductError::NotFound) => Answer::NotFound,
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn place(&self, buyer: Buyer, lines: &model::Lines, key: Option<u8>) -> Answer {
        let wanted: Vec<_> = lines
            .iter()
            .map(|(product, quantity)| (self.product_id(*product), i64::try_from(*quantity).unwrap()))
            .collect();
        let Ok(basket) = Basket::parse(&wanted) else { return Answer::NotFound };
        let key = key.map(|key| IdempotencyKey::parse(key.to_string().as_bytes()).unwrap());
        let place: Arc<PlaceOrder> = self.slices.interactor();
        match place.execute(self.buyer(buyer), &basket, key).await {
            Ok(order) => {
                let orders = &mut self.made.lock().unwrap().1;
                let known = orders.iter().position(|id| *id == order.id());
                let number = known.unwrap_or_else(|| {
                    orders.push(order.id());
                    orders.len() - 1
                });
                assert_eq!(order.status(), OrderStatus::Pending);
                Answer::Placed { order: number, total: order.total().amount }
            }
            Err(PlaceOrderError::Unplaceable(reason)) => match reason {
                Unplaceable::UnknownProduct { .. } => Answer::UnknownProduct,
                Unplaceable::NotOrderable { .. } => Answer::NotOrderable,
                Unplaceable::InsufficientStock { left, .. } => Answer::InsufficientStock { left },
                other => panic!("{other:?}"),
            },
            Err(PlaceOrderError::KeyReused) => Answer::KeyReused,
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn cancel(&self, by: Canceller, order: Option<usize>) -> Answer {
        let Some(id) = order.map(|number| self.order_id(number)) else { return Answer::NotFound };
        let actor = match by {
            Canceller::Buyer(buyer) => self.buyer(buyer),
            Canceller::Admin => &self.admin,
        };
        let cancel: Arc<CancelOrder> = self.slices.interactor();
        match cancel.execute(actor, id, &Precondition::Exists).await {
            Ok(_) => Answer::Done,
            Err(CancelOrderError::NotFound) => Answer::NotFound,
            Err(CancelOrderError::NotCancellable(refusal)) => Answer::NotCancellable(refusal.status),
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn advance(&self, order: Option<usize>, to: OrderStatus) -> Answer {
        let Some(id) = order.map(|number| self.order_id(number)) else { return Answer::NotFound };
        let advance: Arc<AdvanceOrder> = self.slices.interactor();
        match advance.execute(&self.admin, id, to, &Precondition::Exists).await {
            Ok(_) => Answer::Done,
            Err(AdvanceOrderError::InvalidTransition(_)) => Answer::InvalidTransition,
            Err(error) => panic!("{error:?}"),
        }
    }

    /// Asserts that every product and order is stored as in the model.
    pub(crate) async fn assert_stored(&self, model: &Model) {
        let (products, orders) = self.made.lock().unwrap().clone();
        assert_eq!((products.len(), orders.len()), (model.products.len(), model.orders.len()));
        for (id, expected) in products.into_iter().zip(&model.products) {
            let stored = self.world.stored_product(id).await.map(|product| model::Product {
                price: product.price().map(|price| price.money().amount),
                stock: product.stock().units(),
            });
            assert_eq!(stored, *expected, "the product {id}");
        }
        for (id, expected) in orders.into_iter().zip(&model.orders) {
            let order = self.world.stored_order(id).await.unwrap();
            assert_eq!((order.status(), order.total().amount), (expected.status, expected.total), "the order {id}");
            assert_eq!(order.user_id(), self.buyer(expected.buyer).user_id());
        }
    }

    /// Asserts that the events of every order record its whole history, in order.
    pub(crate) async fn assert_history(&self, model: &Model) {
        let events: Arc<dyn Events> = self.world.persistence.resolve();
        let orders = self.made.lock().unwrap().1.clone();
        for (id, expected) in orders.into_iter().zip(&model.orders) {
            let filter = EventFilter::about(Subject::Order(id));
            let recorded = events.list(&filter, Direction::Ascending, None, 100).await.unwrap();
            let recorded: Vec<OrderStatus> = recorded.iter().map(|event| status_of(&event.kind)).collect();
            assert_eq!(recorded, expected.history, "the history of {id}");
        }
    }

    const fn buyer(&self, buyer: Buyer) -> &Principal {
        match buyer {
            Buyer::First => &self.first,
            Buyer::Second => &self.second,
        }
    }

    fn product_id(&self, number: usize) -> ProductId {
        self.made.lock().unwrap().0[number]
    }

    fn order_id(&self, number: usize) -> OrderId {
        self.made.lock().unwrap().1[number]
    }
}

fn status_of(kind: &str) -> OrderStatus {
    match EventKind::parse(kind).unwrap() {
        EventKind::OrderPlaced => OrderStatus::Pending,
        EventKind::OrderProcessingStarted => OrderStatus::Processing,
        EventKind::OrderShipped => OrderStatus::Shipped,
        EventKind::OrderDelivered => OrderStatus::Delivered,
        EventKind::OrderCancelled => OrderStatus::Cancelled,
        other => panic!("{other:?} of an order"),
    }
}

fn money(amount: i64) -> MoneyDraft {
    MoneyDraft { amount, currency: "EUR".to_owned() }
}
