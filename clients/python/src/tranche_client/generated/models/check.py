from typing import Literal

Check = Literal[
    "draining", "missing", "off", "ok", "on", "read-only", "unknown", "unreachable"
]

CHECK_VALUES: set[Check] = {
    "draining",
    "missing",
    "off",
    "ok",
    "on",
    "read-only",
    "unknown",
    "unreachable",
}


def check_check(value: str) -> Check:
    if value in CHECK_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHECK_VALUES!r}")
