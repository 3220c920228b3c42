use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use sqlx::{Connection, Executor, PgConnection};
use tokio::runtime::{Builder, Runtime};

use crate::{
    Programs, Result,
    load::{Load, Pace},
    report::{Report, Table},
    server::Server,
    shop::{Endpoint, Shop},
    store::Engine,
    workplace::{Sample, Workplace},
};

/// How many servers share the database.
const SERVERS: [u32; 3] = [1, 3, 6];
/// The clients of all of them.
const CLIENTS: u32 = 48;
const SAMPLE: Sample = Sample { products: 1_000, users: 100, orders: 100 };
const BCRYPT_COST: u32 = 4;
/// How often the database's sessions are counted.
const LOOK: Duration = Duration::from_millis(20);
/// The longest wait for events to be delivered.
const DELIVERY: Duration = Duration::from_mins(5);

const SESSIONS: &str = "SELECT count(*), count(*) FILTER (WHERE wait_event_type = 'Lock') FROM pg_stat_activity \
    WHERE datname = current_database() AND application_name = 'tranche'";
const STATEMENTS: &str = "SELECT coalesce(sum(calls), 0)::bigint, 0::bigint FROM pg_stat_statements \
    JOIN pg_database ON oid = dbid WHERE datname = current_database()";
const WAITING_EVENTS: &str = "SELECT count(*), 0::bigint FROM outbox";

/// What each load asks for.
#[derive(Clone, Copy)]
enum Asked {
    CurrentUser,
    Orders,
    OrdersOfOneProduct,
}

/// A connection of its own to the database.
struct Observer {
    runtime: Runtime,
    connection: PgConnection,
}

/// What a database's sessions did during a load.
#[derive(Default)]
struct Sessions {
    most: i64,
    /// Of each sample, how many waited for a lock.
    waiting: Vec<i64>,
}

/// Measures what grows with the number of servers on one PostgreSQL: they share this machine, so their speed shows nothing.
pub(crate) fn run(programs: &Programs, engine: &Engine, seconds: u32, report: &Report) -> Result<()> {
    let Engine::Postgres(_) = engine else { return Err("servers share a PostgreSQL: give --postgres".into()) };
    let workplace = Workplace::new(programs, engine, SAMPLE, BCRYPT_COST)?;
    let mut database = Observer::connect(workplace.store_url())?;
    database.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")?;
    let lasts = Duration::from_secs(seconds.into());
    let mut table = Table::new(&[
        "servers",
        "requested",
        "requests/s",
        "connections",
        "statements a request",
        "connections that wait for a lock, mean",
        "events left at the end",
        "until they were delivered",
    ]);
    for servers in SERVERS {
        let servers = (0..servers).map(|number| workplace.start_replica(number)).collect::<Result<Vec<_>>>()?;
        let shop = Shop::open(&servers.first().ok_or("no server")?.origin)?;
        for asked in [Asked::CurrentUser, Asked::Orders, Asked::OrdersOfOneProduct] {
            database.await_deliveries()?;
            let before = database.ask(STATEMENTS)?.0;
            let (requests, sessions) =
                load(programs, &workplace, &servers, &asked.loads(&shop, &workplace, &servers)?, lasts)?;
            let statements = database.ask(STATEMENTS)?.0 - before;
            let left = database.ask(WAITING_EVENTS)?.0;
            let delivered = database.await_deliveries()?;
            let waiting: i64 = sessions.waiting.iter().sum();
            table.row(&[
                servers.len().to_string(),
                asked.name().to_owned(),
                format!("{:.0}", requests / lasts.as_secs_f64()),
                sessions.most.to_string(),
                format!("{:.1}", of(statements)? / requests),
                format!("{:.1}", of(waiting)? / of(i64::try_from(sessions.waiting.len())?)?),
                left.to_string(),
                if left == 0 { String::new() } else { format!("{:.1} s", delivered.as_secs_f64()) },
            ]);
        }
    }
    report.write("fleet", &table)
}

/// Loads all servers at once. Returns how many requests they answered, and what the database's sessions did meanwhile.
fn load(
    programs: &Programs,
    workplace: &Workplace,
    servers: &[Server],
    loads: &[Load],
    lasts: Duration,
) -> Result<(f64, Sessions)> {
    let connections = CLIENTS / u32::try_from(servers.len())?;
    let ended = AtomicBool::new(false);
    scope(|scope| {
        let sessions =
            scope.spawn(|| Sessions::watch(workplace.store_url(), &ended).map_err(|error| error.to_string()));
        let running = loads
            .iter()
            .zip(servers)
            .map(|(load, server)| load.start(&programs.oha, server, Pace::Closed { connections }, lasts));
        let running = running.collect::<Result<Vec<_>>>();
        let answered = running.and_then(|running| {
            running
                .into_iter()
                .map(|running| Ok(running.finish()?.per_second * lasts.as_secs_f64()))
                .sum::<Result<f64>>()
        });
        ended.store(true, Ordering::Relaxed);
        let sessions = sessions.join().map_err(|_| "the database could not be watched")??;
        Ok((answered?, sessions))
    })
}

impl Asked {
    const fn name(self) -> &'static str {
        match self {
            Self::CurrentUser => "me",
            Self::Orders => "orders of 200 products",
            Self::OrdersOfOneProduct => "orders of one product",
        }
    }

    /// The load of each server.
    fn loads(self, shop: &Shop, workplace: &Workplace, servers: &[Server]) -> Result<Vec<Load>> {
        let loads = servers.iter().map(|server| match self {
            Self::CurrentUser => Load::of(Endpoint::CurrentUser, shop, workplace, server),
            Self::Orders => Load::of(Endpoint::Order, shop, workplace, server),
            Self::OrdersOfOneProduct => {
                let order = shop.order_of_one()?.to_string();
                let load = Load::reading(&shop.paths(Endpoint::Order), &shop.client.cookie, workplace, server)?;
                Ok(load.sending(workplace.write_lines(&[order])?, 201))
            }
        });
        loads.collect()
    }
}

impl Observer {
    fn connect(url: &str) -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let connection = runtime.block_on(PgConnection::connect(url))?;
        Ok(Self { runtime, connection })
    }

    fn execute(&mut self, statement: &'static str) -> Result<()> {
        self.runtime.block_on(self.connection.execute(statement))?;
        Ok(())
    }

    fn ask(&mut self, query: &'static str) -> Result<(i64, i64)> {
        Ok(self.runtime.block_on(sqlx::query_as(query).fetch_one(&mut self.connection))?)
    }

    /// Waits until all events are delivered, and returns how long that took.
    fn await_deliveries(&mut self) -> Result<Duration> {
        let since = Instant::now();
        while self.ask(WAITING_EVENTS)?.0 > 0 {
            if since.elapsed() > DELIVERY {
                return Err("events are not delivered".into());
            }
            sleep(LOOK);
        }
        Ok(since.elapsed())
    }
}

impl Sessions {
    fn watch(url: &str, ended: &AtomicBool) -> Result<Self> {
        let mut database = Observer::connect(url)?;
        let mut sessions = Self::default();
        while !ended.load(Ordering::Relaxed) {
            let (open, waiting) = database.ask(SESSIONS)?;
            sessions.most = sessions.most.max(open);
            sessions.waiting.push(waiting);
            sleep(LOOK);
        }
        Ok(sessions)
    }
}

fn of(number: i64) -> Result<f64> {
    Ok(f64::from(u32::try_from(number)?))
}
