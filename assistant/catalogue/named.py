"""Words of titles and names of people that their surroundings give away: 'with “bees” in the title'."""

import re
from typing import Final

from assistant.catalogue.draft import Draft
from assistant.catalogue.names import Records
from vectorstore.query import AllOf, AnyOf, ByAuthor, Condition, Not, TitleHas

_TITLES: Final = re.compile(
    r"(?:(?:that |which )?(?:have |has |with )|whose )?(?:either )?[“\"'‘](?P<a>[^”\"'’]+)[”\"'’] "
    r"(?P<or>or|and) [“\"'‘](?P<b>[^”\"'’]+)[”\"'’] in (?:the|their|its) titles?",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(
    r"(?:(?:that |which |whose )?(?:have |has |with |contain "
    r"|containing )*(?:the )?(?:words? )?[“\"'‘](?P<a>[^”\"'’]+)[”\"'’] "
    r"in (?:the|their|its) titles?|(?:have |has |with )?(?:the )?(?:words? )?(?P<b>[\w-]+) in (?:the|their"
    r"|its) titles?"
    r"|titles? (?:that |which )?(?:contain(?:s|ing)?|with|has|have|having|mention(?:s|ing)?|include[s]?"
    r"|including|hold)"
    r" (?:the )?(?:words? )?[“\"'‘]?(?P<c>[^”\"'’?.!·]+)[”\"'’]?)",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(
    r"(?:(?:in|of|on|for) )?(?:which|whom|whose|where) (?P<name>[^\W\d_][^·?!,]{1,60}?) (?:is|was"
    r"|were)(?: not|n't|n’t) "
    r"(?:an |the |a )?(?P<first>first |lead )?(?:co-?)?author\b",
    re.IGNORECASE,
)
_REVERSED: Final = re.compile(
    r"(?<![\w-])(?P<name>[^\W\d_a-z][\w'’-]+, [^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,2})"
)


def read_named(draft: Draft, records: Records) -> None:
    """Move words of titles, 'Last, First', and 'in which … is not an author' to conditions."""
    draft.take(_TITLES, _titles)
    draft.take(_TITLE, lambda match: TitleHas(text=(match["a"] or match["b"] or match["c"]).strip(" '\"")))
    draft.take(_TURNED, lambda match: _turned(match, records))
    draft.take(_REVERSED, lambda match: _reversed(match, records))


def _titles(match: re.Match[str]) -> Condition:
    both = (TitleHas(text=match["a"].strip()), TitleHas(text=match["b"].strip()))
    return AnyOf(of=both) if match["or"].lower() == "or" else AllOf(of=both)


def _turned(match: re.Match[str], records: Records) -> Condition | None:
    """'in which Ada Bell is not an author'."""
    name = match["name"]
    if not records.person(name).spellings:
        return None
    return Not(of=ByAuthor(name=name, first=match["first"] is not None))


def _reversed(match: re.Match[str], records: Records) -> Condition | None:
    """'Bell, Ada' where the library has an Ada Bell."""
    name = match["name"]
    return ByAuthor(name=name) if records.person(name).spellings else None
