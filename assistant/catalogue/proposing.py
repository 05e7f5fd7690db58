"""A language model proposes the query of a question that the grammar could not wholly read."""

from typing import Final

from assistant.catalogue.names import Records
from assistant.catalogue.partial import is_partly_read
from assistant.catalogue.phrases import described
from assistant.catalogue.proposal import Unreadable, read_proposal
from assistant.catalogue.reading import Asked
from assistant.catalogue.trusting import trusted
from assistant.engines.draft import Completer, DraftUsage

_MOST_NAMES: Final = 60


def proposed(question: str, records: Records, model: Completer, usage: DraftUsage) -> Asked | None:
    """The query that the model proposes, if the question asks for records and the proposal can be trusted.

    The model is asked only about a question of which the grammar read some part. Raises ServerError when the
    server fails or a budget is spent.
    """
    if not is_partly_read(question, records):
        return None
    vocabulary = records.vocabulary()
    reply = model.complete(
        "catalogue",
        usage,
        field="query",
        question=question,
        categories="\n".join(vocabulary.categories[:_MOST_NAMES]) or "(none)",
        venues="\n".join(vocabulary.venues[:_MOST_NAMES]) or "(none)",
    )
    if reply is None or reply.strip() == "none":
        return None
    try:
        proposal = read_proposal(reply)
    except Unreadable:
        return None
    if not trusted(proposal, question, records):
        return None
    where = described(proposal.query.where)
    understood = f"papers {where}" if where else "all papers"
    return Asked(
        query=proposal.query,
        notes=(f"The question was read by the language model, as one about {understood}.",),
    )
