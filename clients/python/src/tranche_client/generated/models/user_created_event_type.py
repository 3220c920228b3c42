from typing import Literal

UserCreatedEventType = Literal["UserCreated"]

USER_CREATED_EVENT_TYPE_VALUES: set[UserCreatedEventType] = {
    "UserCreated",
}


def check_user_created_event_type(value: str) -> UserCreatedEventType:
    if value in USER_CREATED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {USER_CREATED_EVENT_TYPE_VALUES!r}"
    )
