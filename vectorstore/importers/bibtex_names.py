"""The author field of BibTeX as a list of names."""

from vectorstore.importers.latex import field_to_unicode
from vectorstore.importers.names import joined


def names_of(field: str) -> tuple[list[str], bool]:
    """Names, given name first, and whether the list is complete (no `and others`).

    A name all in braces is that of an institution and stays as it is.
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names  # local: only BibTeX needs it

    people = [" ".join(name.split()) for name in split_multiple_persons_names(field)] if field.strip() else []
    complete = not any(name.lower() in {"others", "et al.", "et al"} for name in people)
    names = [_name(name) for name in people if name.lower() not in {"others", "et al.", "et al"}]
    return [name for name in names if name], complete


def _name(name: str) -> str:
    from bibtexparser.middlewares.names import parse_single_name_into_parts  # local: only BibTeX needs it

    name = name.strip(", ")
    if "," not in name or (name.startswith("{") and name.endswith("}")):
        return " ".join(field_to_unicode(name).split())
    parts = parse_single_name_into_parts(name, strict=False)
    family = " ".join([*parts.von, *parts.last])
    return " ".join(
        field_to_unicode(joined(" ".join(parts.first), family, " ".join(parts.jr) or None)).split()
    )
