from typing import Literal

UserSignedUpEventType = Literal["UserSignedUp"]

USER_SIGNED_UP_EVENT_TYPE_VALUES: set[UserSignedUpEventType] = {
    "UserSignedUp",
}


def check_user_signed_up_event_type(value: str) -> UserSignedUpEventType:
    if value in USER_SIGNED_UP_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {USER_SIGNED_UP_EVENT_TYPE_VALUES!r}"
    )
