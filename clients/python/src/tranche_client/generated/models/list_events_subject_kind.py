from typing import Literal

ListEventsSubjectKind = Literal["event", "order", "product", "user"]

LIST_EVENTS_SUBJECT_KIND_VALUES: set[ListEventsSubjectKind] = {
    "event",
    "order",
    "product",
    "user",
}


def check_list_events_subject_kind(value: str) -> ListEventsSubjectKind:
    if value in LIST_EVENTS_SUBJECT_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_EVENTS_SUBJECT_KIND_VALUES!r}"
    )
