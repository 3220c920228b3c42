from typing import Literal

AdminGrantedEventType = Literal["AdminGranted"]

ADMIN_GRANTED_EVENT_TYPE_VALUES: set[AdminGrantedEventType] = {
    "AdminGranted",
}


def check_admin_granted_event_type(value: str) -> AdminGrantedEventType:
    if value in ADMIN_GRANTED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ADMIN_GRANTED_EVENT_TYPE_VALUES!r}"
    )
