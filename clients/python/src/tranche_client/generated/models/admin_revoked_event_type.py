from typing import Literal

AdminRevokedEventType = Literal["AdminRevoked"]

ADMIN_REVOKED_EVENT_TYPE_VALUES: set[AdminRevokedEventType] = {
    "AdminRevoked",
}


def check_admin_revoked_event_type(value: str) -> AdminRevokedEventType:
    if value in ADMIN_REVOKED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ADMIN_REVOKED_EVENT_TYPE_VALUES!r}"
    )
