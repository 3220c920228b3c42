from typing import Literal

ListEventsType = Literal[
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

LIST_EVENTS_TYPE_VALUES: set[ListEventsType] = {
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


def check_list_events_type(value: str) -> ListEventsType:
    if value in LIST_EVENTS_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_EVENTS_TYPE_VALUES!r}"
    )
