"""Conditions in words, as they stand after 'papers'."""

import re
from typing import Final

from vectorstore.fields import category_name
from vectorstore.query import (
    About,
    AllOf,
    Among,
    AnyOf,
    AuthorCount,
    ByAuthor,
    Condition,
    Gives,
    HasCode,
    InCategory,
    InVenue,
    Months,
    Not,
    NoYear,
    RecordField,
    TitleHas,
    Years,
)

MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_FIELDS: Final[dict[RecordField, str]] = {
    "doi": "a DOI",
    "link": "a link",
    "venue": "a venue",
    "category": "a category",
    "abstract": "an abstract",
    "authors": "an author",
}
_MARKER: Final = re.compile(r"\[(\d{1,4})\]")


def shown(text: str, longest: int = 240) -> str:
    """Foreign text on one line, shortened, without anything that reads as a citation marker."""
    line = " ".join(_MARKER.sub(r"(\1)", text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def papers(count: int) -> str:
    return f"{count:,} paper{'' if count == 1 else 's'}"


def described(condition: Condition | None) -> str:
    """'from 2023 with code'; empty for all papers."""
    match condition:
        case None:
            return ""
        case AllOf():
            return _all(condition)
        case AnyOf():
            return _since(condition) or " or ".join(described(each) for each in condition.of)
        case Not(of=HasCode()):
            return "without code"
        case Not(of=Gives(field=lacking)):
            return f"without {_FIELDS[lacking]}"
        case Gives():
            return f"with {_FIELDS[condition.field]}"
        case AuthorCount():
            return _authors(condition)
        case Not():
            return f"not {described(condition.of)}"
        case Years():
            return _years(condition)
        case Months():
            return f"from {_months(condition)}"
        case NoYear():
            return "without a year"
        case InCategory():
            name = category_name(condition.name)
            plain = name is None or name == condition.name.casefold()
            return f"in {shown(condition.name)}" + ("" if plain else f" ({name})")
        case ByAuthor():
            name = shown(condition.name)
            return f"with {name} as first author" if condition.first else f"by {name}"
        case HasCode():
            return "with code"
        case InVenue():
            return f"in the venue {shown(condition.text)}"
        case TitleHas():
            return f"with “{shown(condition.text)}” in the title"
        case About():
            return f"about {shown(condition.topic)}"
        case Among():
            return "named before"
    raise AssertionError(f"no words for {condition}")


def _all(condition: AllOf) -> str:
    match condition.of:
        case (Years(first=int() as first, last=int() as last), Months() as months) if first == last:
            return f"from {_months(months)} {first}"
    parts = [f"({described(each)})" if _is_mixed(each) else described(each) for each in condition.of]
    joined = parts[0] if parts else ""
    for before, each, part in zip(condition.of, condition.of[1:], parts[1:], strict=False):
        joined += (" and " if type(before) is type(each) else " ") + part
    return joined


def _is_mixed(each: Condition) -> bool:
    return isinstance(each, AnyOf) and not _since(each)


def _since(condition: AnyOf) -> str:
    """'since September 2024', 'before June 2023', as `dates` writes them."""
    match condition.of:
        case (
            Years(first=first, last=last),
            AllOf(of=(Years(first=int() as year), Months(months=months))),
        ) if last is None and first == year + 1:
            return f"since {MONTHS[months[0] - 1]} {year}"
        case (
            Years(first=None, last=int() as last),
            AllOf(of=(Years(first=int() as year), Months(months=months))),
        ) if last == year - 1:
            return f"up to {MONTHS[months[-1] - 1]} {year}"
    return ""


def _years(each: Years) -> str:
    if each.first is None and each.last is None:
        return "with a known year"
    if each.first is None:
        return f"up to {each.last}"
    if each.last is None:
        return f"since {each.first}"
    return f"from {each.first}" if each.first == each.last else f"from {each.first}–{each.last}"


def _authors(each: AuthorCount) -> str:
    if each.most is None:
        return f"with at least {_people(each.least)}"
    if each.least == each.most:
        return f"with {'only ' if each.most == 1 else ''}{_people(each.most)}"
    if each.least <= 1:
        return f"with at most {_people(each.most)}"
    return f"with {each.least} to {_people(each.most)}"


def _people(count: int) -> str:
    return f"{count} author{'' if count == 1 else 's'}"


def _months(each: Months) -> str:
    if len(each.months) == 1:
        return MONTHS[each.months[0] - 1]
    return f"{MONTHS[each.months[0] - 1]} to {MONTHS[each.months[-1] - 1]}"
