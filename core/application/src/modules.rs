use shaku::{HasComponent, ModuleInterface};

use crate::{Clock, Ids, Passwords, Schema, SessionTokens, Sessions, UnitOfWork, Users};

/// A store: every port through which use cases read and write. Each adapter's module implements it whole.
pub trait Persistence:
    ModuleInterface
    + HasComponent<dyn Users>
    + HasComponent<dyn Sessions>
    + HasComponent<dyn UnitOfWork>
    + HasComponent<dyn Schema>
{
}

/// Time, chance and secrets.
pub trait Security:
    ModuleInterface
    + HasComponent<dyn Clock>
    + HasComponent<dyn Ids>
    + HasComponent<dyn Passwords>
    + HasComponent<dyn SessionTokens>
{
}
