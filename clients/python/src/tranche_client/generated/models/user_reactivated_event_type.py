from typing import Literal

UserReactivatedEventType = Literal["UserReactivated"]

USER_REACTIVATED_EVENT_TYPE_VALUES: set[UserReactivatedEventType] = {
    "UserReactivated",
}


def check_user_reactivated_event_type(value: str) -> UserReactivatedEventType:
    if value in USER_REACTIVATED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {USER_REACTIVATED_EVENT_TYPE_VALUES!r}"
    )
