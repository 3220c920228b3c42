use application::AdminManagement;
use domain::{Role, UserStatus};

use super::{AdministrationCall, unknown};
use crate::World;

/// The statuses of a call about a user, an admin, a super admin, their own account and an unknown user, in this order.
#[derive(Clone, Copy, Debug)]
pub struct Rights {
    /// For a super admin, under either policy.
    pub super_admin: [u16; 5],
    /// For an admin, if admins manage admins.
    pub admin: [u16; 5],
    /// For an admin, if super admins alone manage admins.
    pub mere_admin: [u16; 5],
}

#[derive(Clone, Copy, Debug)]
enum Whom {
    Role(Role),
    Oneself,
    Nobody,
}

const TARGETS: [Whom; 5] =
    [Whom::Role(Role::User), Whom::Role(Role::Admin), Whom::Role(Role::SuperAdmin), Whom::Oneself, Whom::Nobody];

impl AdministrationCall {
    /// Asserts who may do it to which target, and that a refusal writes nothing. Users may not, for any target.
    pub(super) async fn assert_rights(&self, rights: Rights) {
        let Rights { super_admin, admin, mere_admin } = rights;
        for (role, management, row) in [
            (Role::SuperAdmin, AdminManagement::ByAdmins, super_admin),
            (Role::SuperAdmin, AdminManagement::BySuperAdmins, super_admin),
            (Role::Admin, AdminManagement::ByAdmins, admin),
            (Role::Admin, AdminManagement::BySuperAdmins, mere_admin),
            (Role::User, AdminManagement::ByAdmins, [403; 5]),
            (Role::User, AdminManagement::BySuperAdmins, [403; 5]),
        ] {
            for (whom, status) in TARGETS.into_iter().zip(row) {
                self.assert_right(role, management, whom, status).await;
            }
        }
    }

    async fn assert_right(&self, role: Role, management: AdminManagement, whom: Whom, status: u16) {
        let world = match management {
            AdminManagement::ByAdmins => World::new(),
            AdminManagement::BySuperAdmins => World::new().with_admins_managed_by_super_admins(),
        };
        let actor = world.user("acting.user", role).await;
        let (_, cookie) = world.sign_in(&actor).await;
        let target = match whom {
            Whom::Role(role) => world.user("Target.User", role).await,
            Whom::Oneself => actor.clone(),
            Whom::Nobody => unknown(&world),
        };
        let answer = self.send(&world, &cookie, &target).await;
        assert_eq!(answer.status.as_u16(), status, "{role} {management:?} {whom:?}: {:#}", answer.body);
        match status {
            403 => answer.assert_problem(403, "forbidden"),
            404 => answer.assert_problem(404, "not-found"),
            _ => return,
        }
        assert_eq!(world.store.events(), [], "{role} {management:?} {whom:?}");
        if !matches!(whom, Whom::Nobody) {
            assert_eq!(world.stored(&target).await, target, "{role} {management:?} {whom:?}");
        }
    }

    /// Asserts that a live session is required: a caller without one, and an inactive admin, learn no more than that.
    pub(super) async fn assert_only_the_signed_in_may(&self) {
        let world = World::new();
        let (actor, cookie, target) = self.parties(&world).await;
        let actor = world
            .alter(&actor, |actor| {
                actor.role = Role::SuperAdmin;
                actor.status = UserStatus::Inactive;
            })
            .await;
        for cookie in [cookie.as_str(), "access_token=garbage", "access_token=", "other=1"] {
            let answer = self.send(&world, cookie, &target).await;
            answer.assert_problem(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), r#"Session realm="tranche""#);
        }
        assert_eq!(world.stored(&target).await, target);
        assert_eq!(world.stored(&actor).await, actor);
        assert_eq!(world.store.events(), []);
    }
}
