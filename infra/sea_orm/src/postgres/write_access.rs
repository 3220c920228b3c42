use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use crate::connections::Connection;

/// Queries what prevents writes: a read-only server, or a role that lacks rights to tables. Locks nothing.
const REFUSALS: &str = "\
    SELECT current_setting('transaction_read_only') = 'on', pg_is_in_recovery(), \
           (SELECT string_agg(needed.privilege || ' on ' || needed.relation, ', ') \
              FROM (VALUES ('users', 'INSERT'), ('users', 'UPDATE'), \
                           ('sessions', 'INSERT'), ('sessions', 'UPDATE'), ('sessions', 'DELETE'), \
                           ('products', 'INSERT'), ('products', 'UPDATE'), ('products', 'DELETE'), \
                           ('orders', 'INSERT'), ('orders', 'UPDATE'), ('order_items', 'INSERT'), \
                           ('events', 'INSERT'), ('outbox', 'INSERT'), ('outbox', 'UPDATE'), ('outbox', 'DELETE'), \
                           ('dead_letters', 'INSERT'), ('dead_letters', 'DELETE'), \
                           ('leases', 'INSERT'), ('leases', 'UPDATE'), ('leases', 'DELETE'), \
                           ('idempotency_records', 'INSERT'), ('idempotency_records', 'UPDATE'), \
                           ('idempotency_records', 'DELETE'), \
                           ('attempts', 'INSERT'), ('attempts', 'UPDATE'), ('attempts', 'DELETE')) \
                   AS needed (relation, privilege) \
             WHERE NOT has_table_privilege(to_regclass(needed.relation), needed.privilege))";

/// Why the server would refuse writes; `None` if it accepts them.
pub(crate) async fn refusal_of_writes(connection: &Connection) -> Result<Option<String>, DbErr> {
    let statement = Statement::from_string(DbBackend::Postgres, REFUSALS);
    let Some(row) = connection.query_one_raw(statement).await? else { return Ok(None) };
    let (is_read_only, is_standby): (bool, bool) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let missing_rights: Option<String> = row.try_get_by_index(2)?;
    Ok(match (is_standby, is_read_only, missing_rights) {
        (true, _, _) => Some("the PostgreSQL server is a standby, which is read-only".to_owned()),
        (false, true, _) => Some("the PostgreSQL server is read-only (`default_transaction_read_only`)".to_owned()),
        (false, false, Some(rights)) => Some(format!("the role of PostgreSQL lacks rights: {rights}")),
        (false, false, None) => None,
    })
}
