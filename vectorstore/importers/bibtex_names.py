"""The author field of BibTeX as a list of names."""

import re

from vectorstore.importers.latex import field_to_unicode
from vectorstore.importers.names import joined

_SPECIAL = re.compile(r"[{}\\~]")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_CUT = frozenset({"others", "et al.", "et al"})


def names_of(field: str) -> tuple[list[str], bool]:
    """Names, given name first, and whether the list is complete (no `and others`).

    A name all in braces is that of an institution and stays as it is.
    """
    people = _people(field)
    complete = not any(name.lower() in _CUT for name in people)
    names = [_name(name) for name in people if name.lower() not in _CUT]
    return [name for name in names if name], complete


def _people(field: str) -> list[str]:
    """The names between `and`; without braces and backslashes that is all there is to it."""
    if _SPECIAL.search(field) is None:
        return [name for name in _AND.split(" ".join(field.split())) if name]
    from bibtexparser.middlewares.names import split_multiple_persons_names  # local: only BibTeX needs it

    return [" ".join(name.split()) for name in split_multiple_persons_names(field)]


def _name(name: str) -> str:
    name = name.strip(", ")
    if "," not in name or (name.startswith("{") and name.endswith("}")):
        return " ".join(field_to_unicode(name).split())
    if name.count(",") == 1 and _SPECIAL.search(name) is None:
        family, given = name.split(",")
        return " ".join(field_to_unicode(joined(given, family)).split())
    from bibtexparser.middlewares.names import parse_single_name_into_parts  # local: only BibTeX needs it

    parts = parse_single_name_into_parts(name, strict=False)
    family = " ".join([*parts.von, *parts.last])
    return " ".join(
        field_to_unicode(joined(" ".join(parts.first), family, " ".join(parts.jr) or None)).split()
    )
