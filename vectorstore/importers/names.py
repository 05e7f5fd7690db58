"""Names as exports write them, given name first as people say them."""

import re
from collections.abc import Iterable

_CUT = re.compile(r"(?:and\s+)?(?:et\.?\s+al\.?|others|…|\.\.\.)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|Jnr|Snr)\.?|I{2,3}|IV", re.IGNORECASE)
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])(?=\s|$)")


def given_first(name: str) -> str:
    """`Love, Ada` as `Ada Love`, `Love, Ada, Jr.` as `Ada Love, Jr.`; other names as they are."""
    parts = [part.strip() for part in name.split(",")]
    parts = [part for part in parts if part]
    if len(parts) == 2 and not _SUFFIX.fullmatch(parts[1]):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return f"{parts[1]} {parts[0]}, {parts[2]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        return f"{parts[2]} {parts[0]}, {parts[1]}"
    return ", ".join(parts)


def joined(given: str | None, family: str | None, suffix: str | None = None) -> str:
    """A name of its parts, any of which may be missing."""
    name = " ".join(part.strip() for part in (given, family) if part and part.strip())
    return f"{name}, {suffix.strip()}" if suffix and suffix.strip() and name else name


def dotted(name: str) -> str:
    """Bare initials with the dots that PubMed leaves out: `I D Hiles` as `I. D. Hiles`."""
    return _INITIALS.sub(r"\1.", name)


def without_cut(names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The names without `et al.` and `others`, and whether the list was complete."""
    listed = [name for name in names if name]
    kept = tuple(name for name in listed if not _CUT.fullmatch(name))
    return kept, len(kept) == len(listed)
