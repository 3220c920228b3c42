use presentation::Routes;

use crate::module::AppModule;

/// The groups of operations in the OpenAPI document, each with a sentence about it. Several slices have a group in common, so its
/// text stands here, beside their routes, and not in one of them.
pub(crate) const GROUPS: &[(&str, &str)] = &[
    ("Auth", "Sign-up, log-in, and the sessions and password of the signed-in user."),
    ("Users", "Administration of users, for admins."),
    ("Products", "The catalogue: open to read, edited by admins."),
    ("Orders", "Placed, followed and cancelled by users, advanced by admins."),
    ("Operations", "The audit trail, for admins, and the events that could not be delivered, for super admins."),
    ("System", "The service itself."),
];

/// The routes of every slice. A path is compared with them in this order, so the most frequent ones come first.
pub(crate) fn slices(module: &AppModule) -> Routes {
    Routes::default()
        .and(product_crud::routes(module))
        .and(place_order::routes(module))
        .and(view_orders::routes(module))
        .and(cancel_order::routes(module))
        .and(advance_order::routes(module))
        .and(sign_up::routes(module))
        .and(log_in::routes(module))
        .and(log_out::routes(module))
        .and(current_user::routes(module))
        .and(change_password::routes(module))
        .and(own_sessions::routes(module))
        .and(create_user::routes(module))
        .and(list_users::routes(module))
        .and(inactivate_user::routes(module))
        .and(reactivate_user::routes(module))
        .and(grant_admin::routes(module))
        .and(revoke_admin::routes(module))
        .and(count_refused_log_ins::routes(module))
        .and(set_password::routes(module))
        .and(list_events::routes(module))
        .and(dead_letters::routes(module))
}
