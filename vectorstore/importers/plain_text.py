"""Text as we store it: composed Unicode without control characters, and whole identifiers."""

import re
import unicodedata

MAX_FIELD = 200_000
"""Characters of one field beyond which a record is refused: an abstract has some two thousand."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_ARXIV = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?!\d)")


def cleaned(text: str) -> str:
    """Composed (NFC), without control characters, zero-width spaces and halves of surrogate pairs.

    Lines are kept; ends are stripped.
    """
    if text.isascii() and text.isprintable():  # most texts, and quickly found out
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()


def one_line(text: str) -> str:
    """`cleaned`, with every run of white space as one space: for titles, names, venues."""
    return " ".join(cleaned(text).split())


def doi_in(text: str) -> str | None:
    """The first DOI in a text such as `https://doi.org/10.1000/x` or `doi: 10.1000/x`, in lower case."""
    match = _DOI.search(text)
    if match is None:
        return None
    doi = match.group().rstrip(".,;:>]}\"'").lower()
    return doi[:-1] if doi.endswith(")") and doi.count("(") < doi.count(")") else doi


def arxiv_id_in(text: str) -> str | None:
    """The first arXiv id (new or old style) in a text, without its version."""
    match = _ARXIV.search(text)
    return None if match is None else match.group(1)
