use std::sync::Arc;

use application::{CommitError, Staged, UnitOfWork};
use async_trait::async_trait;
use shaku::Component;

use crate::{commits::Work, database::Database, deadline::within_deadline};

#[derive(Component)]
#[shaku(interface = UnitOfWork)]
pub(super) struct SeaOrmUnitOfWork {
    database: Arc<dyn Database>,
}

#[async_trait]
impl UnitOfWork for SeaOrmUnitOfWork {
    async fn commit(&self, staged: Staged) -> Result<(), CommitError> {
        let work = Work::from(staged);
        if work.is_empty() {
            return Ok(());
        }
        within_deadline(self.database.commit(work)).await
    }
}
