use utoipa_actix_web::service_config::ServiceConfig;

use crate::module::AppModule;

/// Every slice's routes.
pub(crate) fn slices(module: &AppModule, config: &mut ServiceConfig<'_>) {
    config
        .configure(sign_up::routes(module))
        .configure(log_in::routes(module))
        .configure(log_out::routes(module))
        .configure(current_user::routes(module))
        .configure(create_user::routes(module));
}
