from typing import Literal

PasswordHashUpgradedEventType = Literal["PasswordHashUpgraded"]

PASSWORD_HASH_UPGRADED_EVENT_TYPE_VALUES: set[PasswordHashUpgradedEventType] = {
    "PasswordHashUpgraded",
}


def check_password_hash_upgraded_event_type(
    value: str,
) -> PasswordHashUpgradedEventType:
    if value in PASSWORD_HASH_UPGRADED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PASSWORD_HASH_UPGRADED_EVENT_TYPE_VALUES!r}"
    )
