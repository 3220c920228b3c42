from typing import Literal

UserSubjectKind = Literal["user"]

USER_SUBJECT_KIND_VALUES: set[UserSubjectKind] = {
    "user",
}


def check_user_subject_kind(value: str) -> UserSubjectKind:
    if value in USER_SUBJECT_KIND_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {USER_SUBJECT_KIND_VALUES!r}"
    )
