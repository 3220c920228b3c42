from typing import Literal

SessionReissuedEventType = Literal["SessionReissued"]

SESSION_REISSUED_EVENT_TYPE_VALUES: set[SessionReissuedEventType] = {
    "SessionReissued",
}


def check_session_reissued_event_type(value: str) -> SessionReissuedEventType:
    if value in SESSION_REISSUED_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REISSUED_EVENT_TYPE_VALUES!r}"
    )
