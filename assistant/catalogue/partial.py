"""What the rules read of a question that they do not wholly understand: dates, code, order, counts, names."""

from typing import Final

from assistant.catalogue.aggregates import AVERAGE, SHARE, read_groups
from assistant.catalogue.dates import read_dates
from assistant.catalogue.draft import Draft
from assistant.catalogue.given import read_given
from assistant.catalogue.lexicon import COUNT, NO_CODE, UNRECORDED, WITH_CODE, words
from assistant.catalogue.names import Records, chunks, read_categories, read_name
from assistant.catalogue.parts import read_order
from vectorstore.query import HasCode, Not

LONGEST: Final = 300
"""Characters; a longer question asks for more than a record holds."""

_COLLECTION: Final = words(
    r"papers|publications|articles|preprints|manuscripts|authors|co-?authors|collaborators|journals|venues"
    r"|conferences|categories|titles|works|studies|who(?: has| have)? (?:publish\w*|writ\w*|wrote"
    r"|author\w*)"
)


def read_values(draft: Draft, records: Records) -> None:
    """Move what patterns alone can read to conditions: dates, code, and what a record gives at all."""
    years = records.vocabulary().years
    read_dates(draft, years[1] if years else None)
    read_given(draft)
    draft.take(NO_CODE, lambda _: Not(of=HasCode()))
    draft.take(WITH_CODE, lambda _: HasCode())


def is_partly_read(question: str, records: Records) -> bool:
    """Whether a question speaks of papers in the plural, and some rule for records read a part of it."""
    text = " ".join(question.split()).rstrip(" ?!.")
    if len(text) > LONGEST or _COLLECTION.search(text) is None:
        return False
    if any(pattern.search(text) for _, pattern in UNRECORDED):
        return False
    draft = Draft(text=text)
    vocabulary = records.vocabulary()
    if draft.drop(AVERAGE) or read_groups(draft) is not None or draft.drop(SHARE):
        return True
    read_values(draft, records)
    read_categories(draft, vocabulary)
    read_order(draft)
    if draft.conditions or draft.limit is not None or COUNT.search(draft.text) is not None:
        return True
    return any(read_name(chunk, records, vocabulary, first=False) is not None for chunk in chunks(draft))
