from typing import Literal

PasswordChangedEventType = Literal["PasswordChanged"]

PASSWORD_CHANGED_EVENT_TYPE_VALUES: set[PasswordChangedEventType] = {
    "PasswordChanged",
}


def check_password_changed_event_type(value: str) -> PasswordChangedEventType:
    if value in PASSWORD_CHANGED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PASSWORD_CHANGED_EVENT_TYPE_VALUES!r}"
    )
