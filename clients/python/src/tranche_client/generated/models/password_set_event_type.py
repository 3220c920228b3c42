from typing import Literal

PasswordSetEventType = Literal["PasswordSet"]

PASSWORD_SET_EVENT_TYPE_VALUES: set[PasswordSetEventType] = {
    "PasswordSet",
}


def check_password_set_event_type(value: str) -> PasswordSetEventType:
    if value in PASSWORD_SET_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PASSWORD_SET_EVENT_TYPE_VALUES!r}"
    )
