from typing import Literal

SessionStartedEventType = Literal["SessionStarted"]

SESSION_STARTED_EVENT_TYPE_VALUES: set[SessionStartedEventType] = {
    "SessionStarted",
}


def check_session_started_event_type(value: str) -> SessionStartedEventType:
    if value in SESSION_STARTED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_STARTED_EVENT_TYPE_VALUES!r}"
    )
