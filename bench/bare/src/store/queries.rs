/// The statements, once for each engine: their SQL is the same, and the driver's types differ.
macro_rules! queries {
    ($module:ident, $database:ty) => {
        pub(super) mod $module {
            use sqlx::{Pool, QueryBuilder, Transaction, query, query_as};
            use uuid::Uuid;

            use crate::{
                bodies::{EventPayload, Money, PayloadItem},
                keys::Position,
                moment::Millis,
                store::{Item, Placed, Placement, ProductRow, SignedIn},
            };

            type Product =
                (Uuid, String, Option<String>, Option<i64>, Option<String>, Option<i64>, Millis, Millis, i64);

            pub(crate) async fn product(
                pool: &Pool<$database>,
                id: Uuid,
            ) -> Result<Option<ProductRow>, sqlx::Error> {
                let found: Option<Product> = query_as(
                    "SELECT id, name, description, price_amount, price_currency, stock, created_at, updated_at, version \
                     FROM products WHERE id = $1",
                )
                .bind(id)
                .fetch_optional(pool)
                .await?;
                Ok(found.map(row))
            }

            pub(crate) async fn page(
                pool: &Pool<$database>,
                after: Option<Position>,
                limit: i64,
            ) -> Result<Vec<ProductRow>, sqlx::Error> {
                let found: Vec<Product> = match after {
                    None => {
                        query_as(
                            "SELECT id, name, description, price_amount, price_currency, stock, created_at, updated_at, \
                             version FROM products ORDER BY created_at, id LIMIT $1",
                        )
                        .bind(limit)
                        .fetch_all(pool)
                        .await?
                    }
                    Some(after) => {
                        query_as(
                            "SELECT id, name, description, price_amount, price_currency, stock, created_at, updated_at, \
                             version FROM products WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT $3",
                        )
                        .bind(after.created_at)
                        .bind(after.id)
                        .bind(limit)
                        .fetch_all(pool)
                        .await?
                    }
                };
                Ok(found.into_iter().map(row).collect())
            }

            pub(crate) async fn session(
                pool: &Pool<$database>,
                user: Uuid,
                secret_hash: &[u8],
            ) -> Result<Option<SignedIn>, sqlx::Error> {
                let found: Option<(Uuid, Millis, Millis, Millis, Uuid, String, String, Millis)> = query_as(
                    "SELECT s.id, s.created_at, s.last_used_at, s.expires_at, u.id, u.username, u.role, u.created_at \
                     FROM sessions s JOIN users u ON u.id = s.user_id \
                     WHERE s.secret_hash = $1 AND s.user_id = $2 AND s.epoch = u.session_epoch AND u.status = 'active'",
                )
                .bind(secret_hash)
                .bind(user)
                .fetch_optional(pool)
                .await?;
                Ok(found.map(
                    |(session, created_at, last_used_at, expires_at, user, username, role, user_created_at)| SignedIn {
                        session,
                        created_at,
                        last_used_at,
                        expires_at,
                        user,
                        username,
                        role,
                        user_created_at,
                    },
                ))
            }

            /// Takes the stock and writes order, items, event and outbox entry in one transaction.
            pub(crate) async fn place(
                mut transaction: Transaction<'_, $database>,
                placement: &Placement,
            ) -> Result<Option<Placed>, sqlx::Error> {
                let Some(placed) = take(&mut transaction, placement).await? else { return Ok(None) };
                query(
                    "INSERT INTO orders (id, user_id, status, currency, total_amount, created_at, updated_at, version) \
                     VALUES ($1, $2, 'pending', $3, $4, $5, $5, 1)",
                )
                .bind(placement.order)
                .bind(placement.user)
                .bind(&placed.currency)
                .bind(placed.total)
                .bind(placement.at)
                .execute(&mut *transaction)
                .await?;
                let mut items = QueryBuilder::<$database>::new(
                    "INSERT INTO order_items (order_id, position, product_id, name, quantity, unit_amount, claim) ",
                );
                items.push_values((0_i64..).zip(&placed.items), |mut values, (position, item)| {
                    values
                        .push_bind(placement.order)
                        .push_bind(position)
                        .push_bind(item.product)
                        .push_bind(&item.name)
                        .push_bind(i64::from(item.quantity))
                        .push_bind(item.unit_amount)
                        .push_bind(if item.is_taken { "taken" } else { "none" });
                });
                items.build().execute(&mut *transaction).await?;
                query(
                    "INSERT INTO events (id, kind, subject_kind, subject_id, actor_id, at, request_id, data) \
                     VALUES ($1, 'OrderPlaced', 'order', $2, $3, $4, $5, $6)",
                )
                .bind(placement.event)
                .bind(placement.order)
                .bind(placement.user)
                .bind(placement.at)
                .bind(&placement.request_id)
                .bind(event_payload(&placed))
                .execute(&mut *transaction)
                .await?;
                query("INSERT INTO outbox (event_id, attempts, due_at) VALUES ($1, 0, $2)")
                    .bind(placement.event)
                    .bind(placement.at)
                    .execute(&mut *transaction)
                    .await?;
                transaction.commit().await?;
                Ok(Some(placed))
            }

            /// Takes the stock in the order of the products' ids, so that no two orders dead-lock.
            async fn take(
                transaction: &mut Transaction<'_, $database>,
                placement: &Placement,
            ) -> Result<Option<Placed>, sqlx::Error> {
                let mut wanted: Vec<_> = placement.wanted.iter().enumerate().collect();
                wanted.sort_by_key(|(_, item)| item.product_id);
                let mut items = Vec::with_capacity(wanted.len());
                let mut total = 0;
                let mut currency: Option<String> = None;
                for (index, wanted) in wanted {
                    let units = i64::from(wanted.quantity);
                    let taken: Option<(String, i64, String, bool)> = query_as(
                        "UPDATE products SET stock = stock - $1 \
                         WHERE id = $2 AND price_amount IS NOT NULL AND (stock IS NULL OR stock >= $1) \
                         RETURNING name, price_amount, price_currency, stock IS NOT NULL",
                    )
                    .bind(units)
                    .bind(wanted.product_id)
                    .fetch_optional(&mut **transaction)
                    .await?;
                    let Some((name, unit_amount, of_item, is_taken)) = taken else { return Ok(None) };
                    if *currency.get_or_insert_with(|| of_item.clone()) != of_item {
                        return Ok(None);
                    }
                    total += unit_amount * units;
                    let item = Item { product: wanted.product_id, name, quantity: wanted.quantity, unit_amount, is_taken };
                    items.push((index, item));
                }
                items.sort_by_key(|(index, _)| *index);
                let items = items.into_iter().map(|(_, item)| item).collect();
                Ok(currency.map(|currency| Placed { items, total, currency }))
            }

            fn event_payload(placed: &Placed) -> String {
                let total = Money { amount: placed.total, currency: &placed.currency };
                let payload = EventPayload { items: placed.items.iter().map(PayloadItem::from).collect(), total };
                serde_json::to_string(&payload).unwrap_or_default()
            }

            fn row(columns: Product) -> ProductRow {
                let (id, name, description, price_amount, price_currency, stock, created_at, updated_at, version) =
                    columns;
                ProductRow {
                    id,
                    name,
                    description,
                    price_amount,
                    price_currency,
                    stock,
                    created_at,
                    updated_at,
                    version,
                }
            }
        }
    };
}

queries!(sqlite, sqlx::Sqlite);
queries!(postgres, sqlx::Postgres);
