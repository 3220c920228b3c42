use actix_web::{HttpRequest, HttpResponse, get, web};
use application::{Direction, HasInteractor, ListError, Position, UserOrder, UserQuery};
use domain::{User, UserStatus};
use presentation::{
    Administrator, ListIdentity, PageRequest, PageTokens, Problem, Problems, RoleName, Routes, UserBody, read_position,
    read_query, write_position,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ListUsers;

/// The filters, the order and the page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct ListUsersQuery {
    /// The maximum number of users; 20 by default.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    page_size: Option<String>,
    /// The `nextToken` of the previous page. It is valid only with the same order and filters.
    #[param(min_length = 1)]
    next_token: Option<String>,
    /// The order; by creation, oldest first, by default.
    #[serde(default)]
    #[param(inline)]
    sort: Sort,
    /// Only users with this role.
    #[param(inline)]
    role: Option<RoleName>,
    /// Only active users, or only inactive ones.
    #[param(value_type = Option<bool>)]
    is_active: Option<Activity>,
}

/// An order of users. A minus reverses it.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
enum Sort {
    #[default]
    #[serde(rename = "createdAt")]
    OldestFirst,
    #[serde(rename = "-createdAt")]
    NewestFirst,
    #[serde(rename = "username")]
    ByName,
    #[serde(rename = "-username")]
    ByNameDescending,
}

#[derive(Clone, Copy, Debug, Deserialize)]
enum Activity {
    #[serde(rename = "true")]
    Active,
    #[serde(rename = "false")]
    Inactive,
}

/// A page of users.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListUsersResponse {
    users: Vec<UserBody>,
    /// The token of the next page; null on the last page.
    #[schema(required)]
    next_token: Option<String>,
}

/// List users
///
/// Returns a page of all users that match the filters. For admins.
#[utoipa::path(
    params(ListUsersQuery),
    responses((status = 200, description = "A page of users.", body = ListUsersResponse), Problems<Administrator, PageRequest, ListError>),
)]
#[get("/api/v1/users")]
async fn list_users(
    list_users: web::Data<ListUsers>,
    tokens: web::Data<PageTokens>,
    Administrator(actor): Administrator,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ListUsersQuery { page_size, next_token, sort, role, is_active } = read_query(&request)?;
    let list = ListIdentity::new("users")
        .with("viewer", &actor.user_id().to_string())
        .with("sort", &format!("{sort:?}"))
        .with("role", &format!("{role:?}"))
        .with("isActive", &format!("{is_active:?}"));
    let page = PageRequest::read(page_size.as_deref(), next_token.as_deref(), &tokens, &list)?;
    let query = UserQuery {
        role: role.map(Into::into),
        status: is_active.map(Into::into),
        order: sort.after(page.after.as_deref())?,
        direction: sort.direction(),
    };
    let found = list_users.execute(&actor, query, page.size).await?;
    let next_token = found.next_after().map(|last| tokens.seal(&list, &sort.position_of(last)));
    let users = found.items.iter().map(UserBody::from).collect();
    Ok(HttpResponse::Ok().json(ListUsersResponse { users, next_token }))
}

impl Sort {
    /// The order, from after the position in a page token.
    fn after(self, position: Option<&str>) -> Result<UserOrder, Problem> {
        Ok(match self {
            Self::OldestFirst | Self::NewestFirst => UserOrder::CreatedAt(position.map(read_position).transpose()?),
            Self::ByName | Self::ByNameDescending => UserOrder::Username(position.map(str::to_owned)),
        })
    }

    /// The position of a user in this order, as text for a page token.
    fn position_of(self, user: &User) -> String {
        match self {
            Self::OldestFirst | Self::NewestFirst => write_position(Position::from(user)),
            Self::ByName | Self::ByNameDescending => user.username().key(),
        }
    }

    const fn direction(self) -> Direction {
        match self {
            Self::OldestFirst | Self::ByName => Direction::Ascending,
            Self::NewestFirst | Self::ByNameDescending => Direction::Descending,
        }
    }
}

impl From<Activity> for UserStatus {
    fn from(activity: Activity) -> Self {
        match activity {
            Activity::Active => Self::Active,
            Activity::Inactive => Self::Inactive,
        }
    }
}

/// Returns the route; its interactor comes from `module`.
pub(crate) fn routes(module: &impl HasInteractor<ListUsers>) -> Routes {
    Routes::of(module.interactor(), list_users)
}
