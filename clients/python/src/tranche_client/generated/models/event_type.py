from typing import Literal

EventType = Literal[
    "AdminGranted",
    "AdminRevoked",
    "DeadLetterRedelivered",
    "OrderCancelled",
    "OrderDelivered",
    "OrderPlaced",
    "OrderProcessingStarted",
    "OrderShipped",
    "PasswordChanged",
    "PasswordHashUpgraded",
    "PasswordSet",
    "ProductCreated",
    "ProductDeleted",
    "ProductUpdated",
    "SessionEnded",
    "SessionReissued",
    "SessionStarted",
    "UserCreated",
    "UserInactivated",
    "UserReactivated",
    "UserSignedUp",
]

EVENT_TYPE_VALUES: set[EventType] = {
    "AdminGranted",
    "AdminRevoked",
    "DeadLetterRedelivered",
    "OrderCancelled",
    "OrderDelivered",
    "OrderPlaced",
    "OrderProcessingStarted",
    "OrderShipped",
    "PasswordChanged",
    "PasswordHashUpgraded",
    "PasswordSet",
    "ProductCreated",
    "ProductDeleted",
    "ProductUpdated",
    "SessionEnded",
    "SessionReissued",
    "SessionStarted",
    "UserCreated",
    "UserInactivated",
    "UserReactivated",
    "UserSignedUp",
}


def check_event_type(value: str) -> EventType:
    if value in EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {EVENT_TYPE_VALUES!r}"
    )
