from typing import Literal

EventSubjectKind = Literal["event", "order", "product", "user"]

EVENT_SUBJECT_KIND_VALUES: set[EventSubjectKind] = {
    "event",
    "order",
    "product",
    "user",
}


def check_event_subject_kind(value: str) -> EventSubjectKind:
    if value in EVENT_SUBJECT_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {EVENT_SUBJECT_KIND_VALUES!r}"
    )
