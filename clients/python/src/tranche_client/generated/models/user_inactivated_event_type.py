from typing import Literal

UserInactivatedEventType = Literal["UserInactivated"]

USER_INACTIVATED_EVENT_TYPE_VALUES: set[UserInactivatedEventType] = {
    "UserInactivated",
}


def check_user_inactivated_event_type(value: str) -> UserInactivatedEventType:
    if value in USER_INACTIVATED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {USER_INACTIVATED_EVENT_TYPE_VALUES!r}"
    )
