"""ORCID iDs, with their check digit (https://support.orcid.org/hc/en-us/articles/360006897674)."""

import re

_ID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)


def orcid_in(text: str) -> str | None:
    """The iD in `0000-0002-1825-0097` or its address; None where it is none, or its check digit is wrong."""
    match = _ID.fullmatch(text.strip())
    if match is None:
        return None
    found = match[1].upper()
    total = 0
    for digit in found.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return found if found[-1] == ("X" if rest == 10 else str(rest)) else None
