from typing import Literal

ListUsersRole = Literal["admin", "super_admin", "user"]

LIST_USERS_ROLE_VALUES: set[ListUsersRole] = {
    "admin",
    "super_admin",
    "user",
}


def check_list_users_role(value: str) -> ListUsersRole:
    if value in LIST_USERS_ROLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_USERS_ROLE_VALUES!r}"
    )
