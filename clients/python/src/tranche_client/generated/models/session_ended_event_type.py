from typing import Literal

SessionEndedEventType = Literal["SessionEnded"]

SESSION_ENDED_EVENT_TYPE_VALUES: set[SessionEndedEventType] = {
    "SessionEnded",
}


def check_session_ended_event_type(value: str) -> SessionEndedEventType:
    if value in SESSION_ENDED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_ENDED_EVENT_TYPE_VALUES!r}"
    )
