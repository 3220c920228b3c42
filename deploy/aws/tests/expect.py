"""Assertions, which name what does not hold."""


def equal(what, found, expected):
    """Ends the test where these differ."""
    if found != expected:
        raise SystemExit(f"aws-test: {what}: expected {expected!r}, found {found!r}")
    print(f"  {what}: {found!r}"[:150])


def answered(what, answer, status):
    """Ends the test where the answer has another status."""
    if answer.status != status:
        raise SystemExit(f"aws-test: {what}: expected {status}, found {answer.status}: {answer.text[:500]}")
    print(f"  {what}: {status}")
    return answer


def true(what, holds):
    """Ends the test where this does not hold."""
    if not holds:
        raise SystemExit(f"aws-test: {what}: does not hold")
    print(f"  {what}")
