use application::AdminManagement;

use crate::configuration::{kinds::boolean, reader::Reader};

/// The policy of authorization.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// Who manages admins.
    pub admin_management: AdminManagement,
}

impl Authorization {
    pub(in crate::configuration) fn read(reader: &mut Reader<'_>) -> Self {
        let admins_manage_admins = reader
            .key("authorization.admins_manage_admins")
            .means("Whether admins manage other admins, and grant and revoke that role.")
            .means("Otherwise super admins alone do.")
            .or(true, boolean());
        let admin_management =
            if admins_manage_admins { AdminManagement::ByAdmins } else { AdminManagement::BySuperAdmins };
        Self { admin_management }
    }
}
