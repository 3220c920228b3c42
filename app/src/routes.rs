use utoipa_actix_web::service_config::ServiceConfig;

use crate::module::AppModule;

/// Every slice's routes. A path is compared with them one after the other, so what is asked for most comes first.
pub(crate) fn slices(module: &AppModule, config: &mut ServiceConfig<'_>) {
    config
        .configure(product_crud::routes(module))
        .configure(place_order::routes(module))
        .configure(view_orders::routes(module))
        .configure(cancel_order::routes(module))
        .configure(advance_order::routes(module))
        .configure(sign_up::routes(module))
        .configure(log_in::routes(module))
        .configure(log_out::routes(module))
        .configure(current_user::routes(module))
        .configure(change_password::routes(module))
        .configure(own_sessions::routes(module))
        .configure(create_user::routes(module))
        .configure(list_users::routes(module))
        .configure(inactivate_user::routes(module))
        .configure(reactivate_user::routes(module))
        .configure(grant_admin::routes(module))
        .configure(revoke_admin::routes(module))
        .configure(set_password::routes(module));
}
