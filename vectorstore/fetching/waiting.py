"""How long to wait before a request is sent again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST = 1.0
_LONGEST = 60.0


def asked_for(header: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which holds a number or a date (RFC 9110, 10.2.3); None without."""
    text = (header or "").strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())


def backoff(failures: int, chance: float) -> float:
    """Seconds after so many failures in a row, for `chance` in [0, 1): exponential, with full jitter.

    https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    """
    return chance * min(_LONGEST, _FIRST * 2.0 ** min(failures, 16))
