"""'Show more', 'the next ten', 'the rest': the next page of a long list."""

import re
from dataclasses import replace
from typing import Final

from assistant.catalogue.dates import NUMBER, NUMBERS
from assistant.catalogue.names import Records
from assistant.catalogue.reading import SHOWN, Asked, Reading, Refused

MOST: Final = 500
"""Records that one page shows at most."""

_MORE: Final = re.compile(
    r"^\W*(?:and |ok(?:ay)? |please |now |can you |could you )*"
    r"(?:(?:show|list|give|see|display)(?: me)? )?(?:the )?"
    rf"(?:(?P<more>(?:(?P<before>{NUMBER}) )?more|next(?: (?P<number>{NUMBER}))?|next page|continue|go on"
    r"|keep going|further)|(?P<rest>rest|remaining|remainder|others|other ones|all the rest|everything else))"
    r"(?: of)?(?: (?:them|those|these|it|the list|the papers|ones?|papers?|publications?|results?"
    r"|records?|page"
    r"|please))*\W*$",
    re.IGNORECASE,
)


def more_of(text: str, previous: Reading, records: Records) -> Reading | None:
    """The next page of the last answer's list; None when no more is asked for, or it was no list."""
    match = _MORE.match(text)
    if match is None or not isinstance(previous, Asked) or previous.query.aggregate not in ("list", "count"):
        return None
    count = len(records.query(previous.query).paper_ids)
    start = previous.start + previous.shown
    if start >= count:
        what = "paper has" if count == 1 else f"{count:,} papers have"
        return Refused(text=f"There are no more: the {what} been listed.")
    word = (match["before"] or match["number"] or "").lower()
    number = int(word) if word.isdecimal() else NUMBERS.get(word, SHOWN)
    shown = MOST if match["rest"] else min(max(number, 1), MOST)
    return replace(previous, start=start, shown=shown)
