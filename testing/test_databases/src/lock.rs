use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
};

use sea_orm::{ConnectionTrait, SqliteTransactionMode, TransactionOptions, TransactionTrait};

use crate::{apart, open};

/// A lock in a database, as another program may hold it, until it is released or dropped.
pub struct Lock {
    release: Sender<()>,
    holder: JoinHandle<()>,
}

impl Lock {
    /// Begins a transaction and runs these statements in it, which take the lock. On SQLite the transaction itself
    /// does.
    pub(crate) fn take(url: String, statements: String) -> Self {
        let ((release, released), (locked, is_locked)) = (channel(), channel());
        let holder = thread::spawn(move || apart(hold(url, statements, locked, released)));
        is_locked.recv().expect("the lock is taken");
        Self { release, holder }
    }

    /// Releases the lock.
    ///
    /// # Panics
    /// If the lock was lost.
    pub fn release(self) {
        self.release.send(()).expect("the lock is held");
        self.holder.join().expect("the lock is released");
    }
}

async fn hold(url: String, statements: String, locked: Sender<()>, released: Receiver<()>) {
    let connection = open(&url).await;
    let immediately = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = connection.begin_with_options(immediately).await.expect("the lock is free");
    if !statements.is_empty() {
        transaction.execute_unprepared(&statements).await.expect("the lock is acquired");
    }
    locked.send(()).expect("the caller waits for the lock");
    // Dropping the sender releases it too.
    let _ = released.recv();
    transaction.rollback().await.expect("the lock is released");
}
