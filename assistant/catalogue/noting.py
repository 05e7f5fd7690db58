"""What a reader has to know beside a result: what is unknown, cut, judged, or read in one of several ways."""

from assistant.catalogue.phrases import papers, shown
from vectorstore.query import HasCode, Not, QueryResult


def notes_on(result: QueryResult) -> tuple[str, ...]:
    """The notes to a result."""
    found = [*_unknown(result), *_people(result)]
    if result.cut:
        lists = "has a list" if result.cut == 1 else "have lists"
        found.append(
            f"{papers(result.cut)} {lists} of authors cut by “et al.”: names left out there are not counted."
        )
    if result.evidence:
        topics = ", ".join(f"“{shown(topic)}”" for topic in result.evidence)
        found.append(
            f"Which papers are about {topics} is a judgement by words and meaning; filters are exact."
        )
    if _is_negated_code(result):
        found.append("Without code means that the record names none; there may be code all the same.")
    return tuple(found)


def _unknown(result: QueryResult) -> list[str]:
    unknown, found = result.unknown, []
    for count, what in (
        (unknown.year, "year"),
        (unknown.month, "month"),
        (unknown.category, "category"),
        (unknown.venue, "venue"),
    ):
        if count:
            rest = "is not counted: it" if count == 1 else "are not counted: they"
            found.append(f"{papers(count)} without a {what} {rest} may or may not fit.")
    if unknown.authors:
        is_ = (
            "gives no complete list of authors, so it is"
            if unknown.authors == 1
            else ("give no complete list of authors, so they are")
        )
        found.append(f"{papers(unknown.authors)} {is_} not counted.")
    undated = [group for group in result.groups if group.label is None]
    if undated and result.query.by == "year":
        found.append(f"{papers(len(undated[0].paper_ids))} without a year stand in no year's count.")
    return found


def _people(result: QueryResult) -> list[str]:
    found = []
    for match in result.people:
        names = ", ".join(shown(name) for name in match.spellings[:8])
        if match.several:
            found.append(
                f"{shown(match.name)} fits several authors, all counted: {names}. A full name narrows it."
            )
        elif len(match.spellings) > 1:
            found.append(
                f"Taken for the same person: {names}. Put a name in quotation marks for that spelling only."
            )
        elif match.spellings and match.spellings[0].casefold() != match.name.casefold():
            found.append(f"{shown(match.name)} was read as {names}.")
        if match.doubtful:
            doubtful = ", ".join(shown(name) for name in match.doubtful[:8])
            found.append(f"Not counted, because it may be somebody else: {doubtful}.")
    return found


def _is_negated_code(result: QueryResult) -> bool:
    where = result.query.where
    parts = getattr(where, "of", ()) if where is not None and not isinstance(where, Not) else (where,)
    return any(isinstance(each, Not) and isinstance(each.of, HasCode) for each in parts)
